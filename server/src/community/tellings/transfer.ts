import { findUsers, fullNameOf } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Fact, Reaction } from '../../events/index.ts'
import { findOrganizations } from '../../organizations/index.ts'
import { findSubject, type SubjectClass } from '../../subjects/index.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { transferMail } from '../mails/transfer-mails.ts'
import { handleTopic } from '../notifications/store.notifications.ts'
import type { Party } from '../transfers/model.ts'
import { notify } from './notify.ts'
import { accountsOf, membersOf } from './recipients.ts'

/** Something is offered: the person, or the administrators of the organization, are told. At first by no mail of its own, as in udata. */
export const tellTransferRequested: Reaction = async (tx, fact) => {
  const { owner, recipient } = fact.extras as { owner: Party | null; recipient: Party }
  const ids = recipient.class === 'User' ? [recipient.id] : await membersOf(tx, recipient.id, 'admins')
  const ref = { class: fact.subject.class as SubjectClass, id: fact.subject.id }
  const people = await accountsOf(tx, ids, fact.actorId)
  const topic = topicOf(fact)
  await notify(tx, topic, people, { class: 'TransferRequest', owner, recipient, subject: ref })
  const subject = await findSubject(tx, ref)
  if (!subject) return
  const words = { from: await nameOf(tx, owner), what: WHAT[ref.class] ?? OTHER, title: subject.title }
  await tellByMail(tx, people, transferMail(words), { kind: 'transfers', topic })
}

/** It was answered: it no longer waits for anybody. */
export const settleTransfer: Reaction = (tx, fact) => handleTopic(tx, topicOf(fact))

const topicOf = ({ extras }: Fact): string => `transfer:${String(extras?.transfer)}`

const nameOf = async (tx: Tx, party: Party | null): Promise<string> => {
  if (party?.class === 'Organization') return (await findOrganizations(tx, [party.id])).get(party.id)?.name ?? ''
  const person = party && (await findUsers(tx, [party.id])).get(party.id)
  return person ? fullNameOf(person) : ''
}

const WHAT: Partial<Record<SubjectClass, { fr: string; en: string }>> = {
  Dataset: { fr: 'le jeu de données', en: 'dataset' },
  Reuse: { fr: 'la réutilisation', en: 'reuse' },
  Dataservice: { fr: 'l’API', en: 'API' },
}
const OTHER = { fr: 'l’objet', en: 'object' }
