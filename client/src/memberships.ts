import type { AssignedRef, Assignment, InvitationInput, MembershipRequest, UserSuggestion } from './membership-types.ts'
import { queryOf, request } from './request.ts'
import type { Member, Role } from './types.ts'

/** An organization's, newest first; anybody may ask for their own (`user`). */
export const listMembershipRequests = (
  organization: string,
  query: { status?: MembershipRequest['status']; user?: string } = {},
): Promise<MembershipRequest[]> => request(`${pathOf(organization)}membership/${queryOf(query)}`)

/** A request that waits already gets the new comment. */
export const askToJoin = (organization: string, comment: string): Promise<MembershipRequest> =>
  request(`${pathOf(organization)}membership/`, { method: 'POST', body: { comment } })

export const acceptRequest = (
  organization: string,
  id: string,
  given: { role: Role; assignments: AssignedRef[] },
): Promise<Member> => request(`${requestPath(organization, id)}accept/`, { method: 'POST', body: given })

export const refuseRequest = (organization: string, id: string, comment: string): Promise<unknown> =>
  request(`${requestPath(organization, id)}refuse/`, { method: 'POST', body: { comment } })

/** An invitation of the organization's, or one's own request. */
export const cancelRequest = (organization: string, id: string): Promise<unknown> =>
  request(`${requestPath(organization, id)}cancel/`, { method: 'POST' })

export const inviteMember = (organization: string, invitation: InvitationInput): Promise<MembershipRequest> =>
  request(`${pathOf(organization)}member/`, { method: 'POST', body: invitation })

export const changeMemberRole = (organization: string, user: string, role: Role): Promise<Member> =>
  request(memberPath(organization, user), { method: 'PUT', body: { role } })

/** Oneself too: whoever leaves. */
export const removeMember = (organization: string, user: string): Promise<unknown> =>
  request(memberPath(organization, user), { method: 'DELETE' })

/** What each partial editor of an organization edits. */
export const listAssignments = (organization: string): Promise<Assignment[]> =>
  request(`${pathOf(organization)}assignments/`)

/** All that a partial editor edits from now on. */
export const replaceAssignments = (
  organization: string,
  user: string,
  subjects: AssignedRef[],
): Promise<Assignment[]> => request(`${memberPath(organization, user)}assignments/`, { method: 'PUT', body: subjects })

/** People by their name. */
export const suggestUsers = (q: string, size = 5): Promise<UserSuggestion[]> =>
  request(`/api/1/users/suggest/${queryOf({ q, size })}`)

const pathOf = (organization: string): string => `/api/1/organizations/${encodeURIComponent(organization)}/`
const requestPath = (organization: string, id: string): string =>
  `${pathOf(organization)}membership/${encodeURIComponent(id)}/`
const memberPath = (organization: string, user: string): string =>
  `${pathOf(organization)}member/${encodeURIComponent(user)}/`
