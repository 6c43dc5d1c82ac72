import type { User } from '../../accounts/index.ts'
import type { Reaction } from '../../events/index.ts'
import { flowMail, flowWords, sentenceOf } from '../mails/flow-mails.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { FLOW_STATUSES, type FlowStatus } from '../notifications/model.ts'
import { deleteTopics, handleHeld, handleTopic } from '../notifications/store.notifications.ts'
import { listOf, newsOf, type FlowNews } from './flow-news.ts'
import { notify } from './notify.ts'
import { accountsOf, membersOf } from './recipients.ts'

/**
 * A flow says how it is: members of its organization are told, here and by mail, and other addresses by mail. One fact,
 * one mail each, however many files it is about.
 */
export const tellFlow: Reaction = async (tx, fact) => {
  const news = newsOf(fact)
  if (!news) return
  const { flow, organizationId, status, run, held, recipients } = news
  for (const settled of SETTLES[status]) await handleTopic(tx, topicOf(flow.id, settled))
  // Whoever started the run is told too: it goes on without them.
  const people = await accountsOf(tx, await membersOf(tx, organizationId, recipients.people), null)
  const words = flowWords(news)
  const details = { class: 'Flow', organization: organizationId, flow, status, message: sentenceOf(words) } as const
  const topic = topicOf(flow.id, status)
  await notify(tx, topic, people, { ...details, run, held })
  await tellByMail(tx, [...people, ...othersOf(recipients, people)], flowMail(words, flow), { kind: 'flows', topic })
}

/** Files left the quarantine (`extras.held`): they wait for nobody any more. */
export const settleHeld: Reaction = (tx, { subject, extras }) =>
  handleHeld(tx, topicOf(subject.id, 'held'), listOf(extras?.held).map(String))

/** What was told (`extras.statuses`) isn't so any more: something came, credentials are new. Nobody is told of it. */
export const settleFlow: Reaction = async (tx, { subject, extras }) => {
  const settled = listOf(extras?.statuses)
  for (const status of FLOW_STATUSES) if (settled.includes(status)) await handleTopic(tx, topicOf(subject.id, status))
}

/** The flow is no more: what it told isn't to be looked at. */
export const forgetFlow: Reaction = (tx, { subject }) =>
  deleteTopics(
    tx,
    FLOW_STATUSES.map((status) => topicOf(subject.id, status)),
  )

const topicOf = (id: string, status: FlowStatus): string => `flow:${id}:${status}`

/** What is no longer to be looked at once this is known. Files held earlier still wait. */
const SETTLES: Record<FlowStatus, FlowStatus[]> = {
  failing: ['failing', 'recovered'],
  recovered: ['failing', 'recovered', 'late'],
  held: [],
  warned: [],
  late: ['late'],
  credentials_expiring: ['credentials_expiring'],
  vanished: [],
}

/** Addresses without account, once each: whoever is told as a member isn't told twice. */
const othersOf = ({ mails }: FlowNews['recipients'], people: User[]) => {
  const known = new Set(people.map(({ email }) => email.toLowerCase()))
  const others = new Map(mails.map((email) => [email.toLowerCase(), email]))
  return [...others].filter(([key]) => !known.has(key)).map(([, email]) => ({ email, active: true, deletedAt: null }))
}
