import type { OrganizationRef, UserRef } from '@cimaise/client'
import { w } from './discussion-words.ts'

const fullName = (user: UserRef | null): string => (user ? `${user.first_name} ${user.last_name}` : w.somebody)

/** Who speaks: a person, or an organization by one of its members. */
export const speakerOf = (user: UserRef | null, organization: OrganizationRef | null): string =>
  organization ? w.inTheNameOf(fullName(user), organization.name) : fullName(user)
