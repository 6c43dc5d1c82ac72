import { findUsers, fullNameOf, type User } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Fact, Reaction } from '../../events/index.ts'
import { findOrganizations, type Organization } from '../../organizations/index.ts'
import { membershipMails, type MembershipWords } from '../mails/membership-mails.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { handleTopic } from '../notifications/store.notifications.ts'
import { notify } from './notify.ts'
import { accountsOf, membersOf } from './recipients.ts'

/** Somebody asks to come in: the administrators are told. */
export const tellMembershipRequested: Reaction = async (tx, fact) => {
  const { topic, organization, person, words } = await read(tx, fact)
  if (!organization || !person) return
  const admins = await accountsOf(tx, await membersOf(tx, organization.id, 'admins'), fact.actorId)
  const told = { class: 'MembershipRequest', organization: organization.id, user: person.id, kind: 'request' } as const
  await notify(tx, topic, admins, told)
  await tellByMail(tx, admins, membershipMails.requested({ ...words, link: answeredAt(organization, 'membres') }), {
    kind: 'membership',
    topic,
  })
}

/** Somebody is asked to come in: they are told, by mail alone while they have no account. */
export const tellMembershipInvited: Reaction = async (tx, fact) => {
  const { topic, organization, person, email, words } = await read(tx, fact)
  if (!organization) return
  const told = { class: 'MembershipRequest', organization: organization.id, kind: 'invitation' } as const
  if (person) await notify(tx, topic, [person], { ...told, user: person.id })
  await tellByMail(tx, guestOf(person, email), membershipMails.invited(words), { kind: 'membership', topic })
}

/** A request was accepted: who asked is told; it no longer waits for anybody. */
export const tellMembershipAccepted: Reaction = async (tx, fact) => {
  const { topic, organization, person, words } = await read(tx, fact)
  await handleTopic(tx, topic)
  if (!organization || !person) return
  await notify(tx, topic, [person], { class: 'MembershipAccepted', organization: organization.id })
  await tellByMail(tx, [person], membershipMails.accepted(words), { kind: 'membership', topic })
}

/** A request was refused: who asked is told, and why. */
export const tellMembershipRefused: Reaction = async (tx, fact) => {
  const { topic, organization, person, words } = await read(tx, fact)
  await handleTopic(tx, topic)
  if (!organization || !person) return
  await notify(tx, topic, [person], { class: 'MembershipRefused', organization: organization.id })
  await tellByMail(tx, [person], membershipMails.refused({ ...words, link: answeredAt(organization, 'rejoindre') }), {
    kind: 'membership',
    topic,
  })
}

/** An invitation was taken back. */
export const tellInvitationCanceled: Reaction = async (tx, fact) => {
  const { topic, person, email, words } = await read(tx, fact)
  await handleTopic(tx, topic)
  await tellByMail(tx, guestOf(person, email), membershipMails.invitationCanceled(words), { kind: 'membership', topic })
}

/** An invitation was answered: the administrators are told by mail. */
export const tellInvitationAnswered: Reaction = async (tx, fact) => {
  const { topic, organization, words } = await read(tx, fact)
  await handleTopic(tx, topic)
  if (!organization) return
  const admins = await accountsOf(tx, await membersOf(tx, organization.id, 'admins'), fact.actorId)
  const accepted = fact.type === 'membership:invitation_accepted'
  const mail = accepted ? membershipMails.invitationAccepted : membershipMails.invitationRefused
  await tellByMail(tx, admins, mail(words), { kind: 'membership', topic })
}

/** Nothing to say: it just no longer waits for anybody. */
export const settleMembership: Reaction = (tx, fact) => handleTopic(tx, topicOf(fact))

/** Where a request is answered, and where its answer is read. */
const answeredAt = ({ slug }: Organization, screen: 'membres' | 'rejoindre'): string =>
  `/admin/organisations/${slug}/${screen}`

const topicOf = ({ extras }: Fact): string => `membership:${String(extras?.request)}`

interface Read {
  topic: string
  organization: Organization | undefined
  /** Who asked, or is asked; undefined: an address without account. */
  person: User | undefined
  email: string | null
  words: MembershipWords
}

const read = async (tx: Tx, fact: Fact): Promise<Read> => {
  const { user, email, comment } = (fact.extras ?? {}) as Record<
    'user' | 'email' | 'comment',
    string | null | undefined
  >
  const organization = (await findOrganizations(tx, [fact.subject.id])).get(fact.subject.id)
  const person = user ? (await findUsers(tx, [user])).get(user) : undefined
  const words = {
    organization: organization?.name ?? '',
    person: person ? fullNameOf(person) : (email ?? ''),
    comment: comment ?? null,
    link: `/organizations/${organization?.slug ?? fact.subject.id}`,
  }
  return { topic: topicOf(fact), organization, person, email: email ?? null, words }
}

const guestOf = (person: User | undefined, email: string | null) =>
  person ? [person] : email ? [{ email, active: true, deletedAt: null }] : []
