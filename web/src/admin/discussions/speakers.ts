import type { OrganizationRef, UserRef } from '@cimaise/client'
import { w } from './discussion-words.ts'
import { fullName } from '../words.ts'

const nameOf = (user: UserRef | null): string => (user ? fullName(user) : w.somebody)

/** Who speaks: a person, or an organization by one of its members. */
export const speakerOf = (user: UserRef | null, organization: OrganizationRef | null): string =>
  organization ? w.inTheNameOf(nameOf(user), organization.name) : nameOf(user)
