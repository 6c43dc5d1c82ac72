import { demandPerson, isOneself, type Actor, type Role } from '../lib/actor.ts'
import { Forbidden, Invalid, invalidField, NotFound } from '../lib/errors.ts'
import { findUserByEmail } from '../accounts/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { findSubjects, type SubjectRef } from '../subjects/index.ts'
import { ASSIGNABLE, type AssignedRef, type Assignment, type Member, type Organization } from './model.ts'
import { canAdministerOrganization } from './policy.ts'
import {
  countOtherAdmins,
  deleteAssignments,
  deleteAssignmentsOfSubject,
  deleteMember,
  deleteMembershipsOf,
  insertAssignment,
  selectAssignments,
  selectMember,
  selectMembers,
  upsertMember,
} from './store.members.ts'
import { mergeOrganizationMetrics } from './store.ts'

/** Members by organization, in one query. */
export const listMembers = (db: Db, organizationIds: string[]): Promise<Map<string, Member[]>> =>
  selectMembers(db, organizationIds)

/** The membership of this person, or `NotFound`. */
export const getMember = async (db: Db, organization: Organization, userId: string): Promise<Member> => {
  const member = await selectMember(db, organization.id, userId)
  if (!member) throw new NotFound()
  return member
}

/** Makes the person with this address a member at once, for operators. Throws `Forbidden`, `Invalid` (no such account). */
export const addMember = async (
  db: Db,
  actor: Actor,
  organization: Organization,
  email: string,
  role: Role,
): Promise<Member> => {
  demandPerson(actor)
  if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
  const user = await findUserByEmail(db, email)
  if (!user) throw invalidField('email', { fr: 'Aucun compte n’a cette adresse.', en: 'No account has this address.' })
  return inTransaction(db, (tx) => welcomeMember(tx, organization.id, user.id, role))
}

/** Writes a membership that somebody accepted: rights are the caller's business. */
export const welcomeMember = async (
  tx: Tx,
  organizationId: string,
  userId: string,
  role: Role,
  assignments: AssignedRef[] = [],
): Promise<Member> => {
  await upsertMember(tx, organizationId, { userId, role })
  if (role === 'partial_editor') {
    for (const subject of await stillIn(tx, organizationId, assignments))
      await insertAssignment(tx, organizationId, userId, subject)
  }
  await countMembers(tx, organizationId)
  return { userId, role, since: new Date() }
}

/** Changes a role. What was assigned to somebody who is no longer a partial editor goes. Throws `Forbidden`, `NotFound`. */
export const changeRole = (
  db: Db,
  actor: Actor,
  organization: Organization,
  userId: string,
  role: Role,
): Promise<Member> =>
  inTransaction(db, async (tx) => {
    demandPerson(actor)
    if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
    const member = await getMember(tx, organization, userId)
    if (member.role === 'admin' && role !== 'admin') await keepAnAdmin(tx, organization, userId)
    await upsertMember(tx, organization.id, { userId, role })
    if (role !== 'partial_editor') await deleteAssignments(tx, organization.id, userId)
    return { ...member, role }
  })

/** Ends a membership: its administrators may, and each member their own. Throws `Forbidden`, `NotFound`, `Invalid` for the last administrator. */
export const removeMember = (db: Db, actor: Actor, organization: Organization, userId: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    demandPerson(actor)
    if (!isOneself(actor, userId) && !canAdministerOrganization(actor, organization)) throw new Forbidden()
    const member = await getMember(tx, organization, userId)
    if (member.role === 'admin') await keepAnAdmin(tx, organization, userId)
    await deleteMember(tx, organization.id, userId)
    await deleteAssignments(tx, organization.id, userId)
    await countMembers(tx, organization.id)
  })

/** Every membership and assignment of somebody whose account goes away. */
export const forgetMember = (tx: Tx, userId: string): Promise<void> => deleteMembershipsOf(tx, userId)

/** What partial editors of an organization may edit. Throws `Forbidden`. */
export const listAssignments = async (db: Db, actor: Actor, organization: Organization): Promise<Assignment[]> => {
  if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
  return selectAssignments(db, organization.id)
}

/** Replaces all that is assigned to a partial editor. Throws `Forbidden`, `NotFound`, `Invalid` (other role, other owner). */
export const replaceAssignments = (
  db: Db,
  actor: Actor,
  organization: Organization,
  userId: string,
  subjects: AssignedRef[],
): Promise<Assignment[]> =>
  inTransaction(db, async (tx) => {
    demandPerson(actor)
    if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
    const member = await getMember(tx, organization, userId)
    if (member.role !== 'partial_editor') throw new Invalid(NOT_PARTIAL)
    await checkAssignments(tx, organization.id, subjects)
    await deleteAssignments(tx, organization.id, userId)
    for (const subject of subjects) await insertAssignment(tx, organization.id, userId, subject)
    return selectAssignments(tx, organization.id, userId)
  })

/** Nobody's any more: its owner changed, or it went away for good. */
export const dropAssignments = (tx: Tx, subjectId: string): Promise<void> => deleteAssignmentsOfSubject(tx, subjectId)

/** Throws `Invalid` when something isn't of this organization, or can't be assigned. */
export const checkAssignments = async (tx: Db, organizationId: string, subjects: AssignedRef[]): Promise<void> => {
  if ((await stillIn(tx, organizationId, subjects)).length < subjects.length)
    throw invalidField('assignments', NOT_THEIRS)
}

const stillIn = async (db: Db, organizationId: string, subjects: AssignedRef[]): Promise<AssignedRef[]> => {
  const known = subjects.filter((subject) => ASSIGNABLE.includes(subject.class)) as SubjectRef[]
  const found = await findSubjects(db, known)
  return known.filter((ref) => found.get(`${ref.class}:${ref.id}`)?.organizationId === organizationId)
}

/** An organization that nobody administers can't be mended by its members: udata lets it happen (§17, 21). */
const keepAnAdmin = async (tx: Tx, organization: Organization, userId: string): Promise<void> => {
  if ((await countOtherAdmins(tx, organization.id, userId)) === 0) throw new Invalid(LAST_ADMIN)
}

const countMembers = async (tx: Tx, organizationId: string): Promise<void> => {
  const members = (await selectMembers(tx, [organizationId])).get(organizationId) ?? []
  await mergeOrganizationMetrics(tx, organizationId, { members: members.length })
}

/** Tells those above that a request was made or handled. */
export const tellMembership = (
  tx: Tx,
  type: string,
  actorId: string,
  organizationId: string,
  extras: Record<string, unknown>,
): Promise<void> =>
  publish(tx, { type, actorId, subject: { class: 'Organization', id: organizationId }, organizationId, extras })

const NOT_PARTIAL = {
  fr: 'On n’attribue des objets qu’à un éditeur partiel.',
  en: 'Only a partial editor has assignments.',
}
const NOT_THEIRS = {
  fr: 'Un des objets attribués n’appartient pas à cette organisation.',
  en: 'An assignment is not an object of this organization.',
}
const LAST_ADMIN = {
  fr: 'C’est le dernier administrateur de l’organisation : nommez-en un autre d’abord.',
  en: 'This is the last administrator of the organization: name another one first.',
}
