import type { Fact, Reaction } from '../../events/index.ts'
import type { SubjectClass } from '../../subjects/index.ts'
import { handleTopic } from '../notifications/store.notifications.ts'
import type { Party } from '../transfers/model.ts'
import { notify } from './notify.ts'
import { accountsOf, membersOf } from './recipients.ts'

/** Something is offered: the person, or the administrators of the organization, are told. No mail, as in udata. */
export const tellTransferRequested: Reaction = async (tx, fact) => {
  const { owner, recipient } = fact.extras as { owner: Party | null; recipient: Party }
  const ids = recipient.class === 'User' ? [recipient.id] : await membersOf(tx, recipient.id, 'admins')
  const subject = { class: fact.subject.class as SubjectClass, id: fact.subject.id }
  const people = await accountsOf(tx, ids, fact.actorId)
  await notify(tx, topicOf(fact), people, { class: 'TransferRequest', owner, recipient, subject })
}

/** It was answered: it no longer waits for anybody. */
export const settleTransfer: Reaction = (tx, fact) => handleTopic(tx, topicOf(fact))

const topicOf = ({ extras }: Fact): string => `transfer:${String(extras?.transfer)}`
