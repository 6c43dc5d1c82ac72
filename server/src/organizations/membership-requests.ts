import { randomUUID } from 'node:crypto'
import { demandPerson, isOneself, roleIn, type Actor, type Role, type UserActor } from '../lib/actor.ts'
import { Forbidden, Invalid, invalidField, NotFound, Unauthorized } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { findUserByEmail, findUsers, isEmail } from '../accounts/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { checkAssignments, tellMembership, welcomeMember } from './members.ts'
import type { AssignedRef, Member, MembershipRequest, Organization } from './model.ts'
import { canAdministerOrganization } from './policy.ts'
import { selectMember } from './store.members.ts'
import {
  claimInvitations,
  closeRequest,
  insertRequest,
  lockRequest,
  selectRequests,
  updateComment,
  type RequestFilter,
} from './store.requests.ts'

/** Requests and invitations of an organization. Anybody may read their own; the rest is for its administrators. */
export const listRequests = async (
  db: Db,
  actor: Actor,
  organization: Organization,
  filter: Pick<RequestFilter, 'status' | 'userId'>,
): Promise<MembershipRequest[]> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const own = filter.userId !== undefined && isOneself(actor, filter.userId)
  if (!own && !canAdministerOrganization(actor, organization)) throw new Forbidden()
  return selectRequests(db, { ...filter, organizationId: organization.id })
}

/** Asks to come in. A request that waits already gets the new comment: `isNew` says which. */
export const askToJoin = (
  db: Db,
  actor: Actor,
  organization: Organization,
  comment: string,
): Promise<{ request: MembershipRequest; isNew: boolean }> =>
  inTransaction(db, async (tx) => {
    const { userId } = demandPerson(actor)
    const pending = { organizationId: organization.id, userId, status: 'pending' as const }
    const [waiting] = await selectRequests(tx, pending)
    if (waiting) {
      await updateComment(tx, waiting.id, comment)
      return { request: { ...waiting, comment }, isNew: false }
    }
    const request = newRequest(organization, { kind: 'request', userId, comment })
    await insertRequest(tx, request, userId)
    const told = { request: request.id, user: userId, comment }
    await tellMembership(tx, 'membership:requested', userId, organization.id, told)
    return { request, isNew: true }
  })

/**
 * Lets somebody in, as an editor unless told. `alreadyMember`: nothing had to be done. Throws `Forbidden`, `NotFound`,
 * `Invalid`.
 */
export const acceptRequest = (
  db: Db,
  actor: Actor,
  organization: Organization,
  id: string,
  { role, assignments = [] }: { role?: Role; assignments?: AssignedRef[] } = {},
): Promise<{ member: Member; alreadyMember: boolean }> =>
  inTransaction(db, async (tx) => {
    const { request, by } = await lockPending(tx, actor, organization, id, 'request')
    const userId = request.userId as string
    const given = role ?? request.role
    await checkGiven(tx, organization.id, given, assignments)
    const known = await selectMember(tx, organization.id, userId)
    await closeRequest(tx, request.id, by, 'accepted')
    if (known) {
      await tellMembership(tx, 'membership:already_member', by, organization.id, { request: request.id, user: userId })
      return { member: known, alreadyMember: true }
    }
    const member = await welcomeMember(tx, organization.id, userId, given, assignments)
    await tellMembership(tx, 'membership:accepted', by, organization.id, { request: request.id, user: userId })
    return { member, alreadyMember: false }
  })

/** Says no, and why. Throws `Forbidden`, `NotFound`, `Invalid`. */
export const refuseRequest = (
  db: Db,
  actor: Actor,
  organization: Organization,
  id: string,
  comment: string,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { request, by } = await lockPending(tx, actor, organization, id, 'request')
    await closeRequest(tx, request.id, by, 'refused', comment)
    const told = { request: request.id, user: request.userId, comment }
    await tellMembership(tx, 'membership:refused', by, organization.id, told)
  })

/** Takes an invitation back, or one's own request. Throws `Unauthorized`, `Forbidden`, `NotFound`, `Invalid`. */
export const cancelRequest = (db: Db, actor: Actor, organization: Organization, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (await isOwnRequest(tx, actor, organization, id)) return withdrawRequest(tx, organization, id)
    const { request, by } = await lockPending(tx, actor, organization, id, 'invitation')
    await closeRequest(tx, request.id, by, 'canceled')
    const told = { request: request.id, user: request.userId, email: request.email }
    await tellMembership(tx, 'membership:canceled', by, organization.id, told)
  })

export interface Invitation {
  userId: string | null
  email: string | null
  role: Role
  comment: string | null
  assignments: AssignedRef[]
}

/** Asks a person, or whoever will have this address, to come in. Throws `Forbidden`, `Invalid` by field. */
export const invite = (
  db: Db,
  actor: Actor,
  organization: Organization,
  invitation: Invitation,
): Promise<MembershipRequest> =>
  inTransaction(db, async (tx) => {
    const { userId: by } = demandPerson(actor)
    if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
    const { role, comment, assignments } = invitation
    await checkGiven(tx, organization.id, role, assignments)
    const guest = await guestOf(tx, invitation)
    if (guest.userId && (await selectMember(tx, organization.id, guest.userId)))
      throw invalidField('user', ALREADY_MEMBER)
    const [waiting] = await selectRequests(tx, {
      organizationId: organization.id,
      status: 'pending',
      ...(guest.userId ? { userId: guest.userId } : { email: guest.email ?? '' }),
    })
    if (waiting) throw invalidField(guest.userId ? 'user' : 'email', ALREADY_PENDING)
    const request = newRequest(organization, { kind: 'invitation', ...guest, role, comment, assignments })
    await insertRequest(tx, request, by)
    const told = { request: request.id, user: request.userId, email: request.email, comment }
    await tellMembership(tx, 'membership:invited', by, organization.id, told)
    return request
  })

/** Requests to the organizations that the caller administers, as they wait for an answer, newest first. */
export const listRequestsToAnswer = async (db: Db, actor: UserActor): Promise<MembershipRequest[]> => {
  const administered = actor.memberships.filter(({ role }) => role === 'admin')
  if (administered.length === 0) return []
  const organizationIds = administered.map(({ organizationId }) => organizationId)
  return selectRequests(db, { organizationIds, kind: 'request', status: 'pending' })
}

/** Invitations that wait for the caller's answer. */
export const listMyInvitations = async (db: Db, actor: Actor): Promise<MembershipRequest[]> => {
  const { userId } = demandPerson(actor)
  return selectRequests(db, { userId, kind: 'invitation', status: 'pending' })
}

/** What the caller asked to join, whatever became of it, newest first. */
export const listMyRequests = async (db: Db, actor: Actor): Promise<MembershipRequest[]> =>
  selectRequests(db, { userId: demandPerson(actor).userId, kind: 'request' })

/** Accepts or refuses an invitation of the caller's. Throws `NotFound`, `Invalid` when it no longer waits. */
export const answerInvitation = (db: Db, actor: Actor, id: string, accept: boolean): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { userId } = demandPerson(actor)
    const request = isUuid(id) ? await lockRequest(tx, id) : undefined
    if (!request || request.kind !== 'invitation' || request.userId !== userId) throw new NotFound()
    if (request.status !== 'pending') throw new Invalid(NOT_PENDING)
    await closeRequest(tx, request.id, userId, accept ? 'accepted' : 'refused')
    if (accept && !roleIn(actor, request.organizationId))
      await welcomeMember(tx, request.organizationId, userId, request.role, request.assignments)
    const type = accept ? 'membership:invitation_accepted' : 'membership:invitation_refused'
    await tellMembership(tx, type, userId, request.organizationId, { request: request.id, user: userId })
  })

/** Invitations sent to this address are those of the account that has just proved it is theirs. */
export const receiveInvitations = (tx: Tx, user: { id: string; email: string }): Promise<void> =>
  claimInvitations(tx, user.email, user.id)

const guestOf = async (
  tx: Tx,
  { userId, email }: Invitation,
): Promise<{ userId: string | null; email: string | null }> => {
  if ((userId === null) === (email === null)) throw new Invalid(ONE_OF_BOTH)
  if (userId !== null) {
    const user = (await findUsers(tx, [userId])).get(userId)
    if (!user || user.deletedAt) throw invalidField('user', NO_USER)
    return { userId, email: null }
  }
  const address = (email as string).trim().toLowerCase()
  if (!isEmail(address)) throw invalidField('email', BAD_EMAIL)
  const user = await findUserByEmail(tx, address)
  return user ? { userId: user.id, email: null } : { userId: null, email: address }
}

const checkGiven = async (tx: Tx, organizationId: string, role: Role, assignments: AssignedRef[]): Promise<void> => {
  if (assignments.length > 0 && role !== 'partial_editor') throw invalidField('assignments', ONLY_PARTIAL)
  await checkAssignments(tx, organizationId, assignments)
}

const isOwnRequest = async (tx: Tx, actor: Actor, organization: Organization, id: string): Promise<boolean> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const request = isUuid(id) ? await lockRequest(tx, id) : undefined
  return request?.kind === 'request' && request.organizationId === organization.id && isOneself(actor, request.userId)
}

const withdrawRequest = async (tx: Tx, organization: Organization, id: string): Promise<void> => {
  const request = await lockRequest(tx, id)
  if (!request?.userId || request.status !== 'pending') throw new Invalid(NOT_PENDING)
  await closeRequest(tx, id, request.userId, 'canceled')
  await tellMembership(tx, 'membership:withdrawn', request.userId, organization.id, { request: id })
}

const lockPending = async (
  tx: Tx,
  actor: Actor,
  organization: Organization,
  id: string,
  kind: MembershipRequest['kind'],
): Promise<{ request: MembershipRequest; by: string }> => {
  const { userId: by } = demandPerson(actor)
  if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
  const request = isUuid(id) ? await lockRequest(tx, id) : undefined
  if (!request || request.organizationId !== organization.id) throw new NotFound()
  if (request.kind !== kind) throw new Invalid(kind === 'request' ? IS_INVITATION : IS_REQUEST)
  if (request.status !== 'pending') throw new Invalid(NOT_PENDING)
  return { request, by }
}

const newRequest = (
  organization: Organization,
  given: Partial<MembershipRequest> & Pick<MembershipRequest, 'kind'>,
): MembershipRequest => ({
  id: randomUUID(),
  organizationId: organization.id,
  userId: null,
  email: null,
  status: 'pending',
  role: 'editor',
  comment: null,
  assignments: [],
  createdAt: new Date(),
  handledAt: null,
  refusalComment: null,
  ...given,
})

const ONLY_PARTIAL = {
  fr: 'On n’attribue des objets qu’à un éditeur partiel.',
  en: 'Only a partial editor has assignments.',
}
const ONE_OF_BOTH = {
  fr: 'Donnez un compte (user) ou une adresse (email), pas les deux.',
  en: 'Give a user or an email, not both.',
}
const NO_USER = { fr: 'Ce compte n’existe pas.', en: 'Unknown user.' }
const BAD_EMAIL = { fr: 'Cette adresse e-mail n’est pas valide.', en: 'Invalid e-mail address.' }
const ALREADY_MEMBER = { fr: 'Cette personne est déjà membre.', en: 'This user is already a member.' }
const ALREADY_PENDING = { fr: 'Une demande ou une invitation attend déjà.', en: 'A request or invitation is pending.' }
const NOT_PENDING = { fr: 'Il y a déjà été répondu.', en: 'It has already been handled.' }
const IS_INVITATION = {
  fr: 'C’est une invitation : la personne invitée y répond.',
  en: 'This is an invitation: the invited person answers it.',
}
const IS_REQUEST = { fr: 'Ce n’est pas une invitation.', en: 'This is not an invitation.' }
