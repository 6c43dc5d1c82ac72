import type { MembershipRequest } from '@cimaise/client'
import { fullName } from '../../words.ts'

/** Who asked or is asked, by name; an address that has no account by itself. */
export const whoOf = ({ user, email }: MembershipRequest): string => (user ? fullName(user) : (email ?? ''))
