import type { MembershipRequest, UserRef } from '@cimaise/client'

export const nameOf = (user: UserRef): string => `${user.first_name} ${user.last_name}`

/** Who asked or is asked, by name; an address that has no account by itself. */
export const whoOf = ({ user, email }: MembershipRequest): string => (user ? nameOf(user) : (email ?? ''))
