import { demandPerson, type Actor } from '../../lib/actor.ts'
import { Forbidden, invalidField } from '../../lib/errors.ts'
import { newObjectId } from '../../lib/ids.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { publish } from '../../events/index.ts'
import { canReadOwned, canTransferOwned } from '../../organizations/index.ts'
import { findSubject, type Subject } from '../../subjects/index.ts'
import { TRANSFERABLE, type NewTransfer, type Party, type Transfer } from './model.ts'
import { insertTransfer } from './store.transfers.ts'

/** Asks that an object changes hands. Throws `Unauthorized`, `Forbidden` (not one's to give), `Invalid` by field. */
export const requestTransfer = (db: Db, actor: Actor, input: NewTransfer): Promise<Transfer> =>
  inTransaction(db, async (tx) => {
    const { userId: me } = demandPerson(actor)
    const { subject, owner, recipient } = await checkTransfer(tx, actor, input)
    const transfer: Transfer = {
      ...{ id: newObjectId(), userId: me, owner, recipient },
      ...{ subject: { class: subject.class, id: subject.id }, comment: input.comment, status: 'pending' },
      ...{ createdAt: new Date(), respondedAt: null, responderId: null, responseComment: null },
    }
    await insertTransfer(tx, transfer)
    await tellTransfer(tx, 'transfer:requested', me, transfer)
    return transfer
  })

/** Who would give what to whom, with nothing asked yet. Throws `Forbidden` (not one's to give), `Invalid` by field. */
export const checkTransfer = async (
  db: Db,
  actor: Actor,
  input: NewTransfer,
): Promise<{ subject: Subject; owner: Party | null; recipient: Party }> => {
  const subject = await transferable(db, actor, input.subject)
  if (!canTransferOwned(actor, subject)) throw new Forbidden()
  const recipient = await existingParty(db, input.recipient)
  const owner = ownerOf(subject)
  if (owner?.id === recipient.id) throw invalidField('recipient', SAME_OWNER)
  return { subject, owner, recipient }
}

/** The fact is about what is given: its extras say which transfer. */
export const tellTransfer = (
  tx: Parameters<typeof publish>[0],
  type: 'transfer:requested' | 'transfer:accepted' | 'transfer:refused',
  actorId: string,
  { id, owner, recipient, subject }: Transfer,
): Promise<void> =>
  publish(tx, {
    type,
    actorId,
    subject,
    organizationId: owner?.class === 'Organization' ? owner.id : null,
    extras: { transfer: id, owner, recipient },
  })

export const ownerOf = ({ organizationId, ownerId }: Subject): Party | null => {
  if (organizationId) return { class: 'Organization', id: organizationId }
  return ownerId ? { class: 'User', id: ownerId } : null
}

const transferable = async (db: Db, actor: Actor, ref: NewTransfer['subject']): Promise<Subject> => {
  const known = TRANSFERABLE.some((name) => name === ref.class)
  const subject = known ? await findSubject(db, ref) : undefined
  if (!subject || subject.deletedAt || !canReadOwned(actor, subject)) throw invalidField('subject', NO_SUBJECT)
  return subject
}

const existingParty = async (db: Db, ref: NewTransfer['recipient']): Promise<Party> => {
  const name = ref.class
  if (name !== 'User' && name !== 'Organization') throw invalidField('recipient', NO_RECIPIENT)
  const found = await findSubject(db, ref)
  if (!found || found.deletedAt) throw invalidField('recipient', NO_RECIPIENT)
  return { class: name, id: found.id }
}

const NO_SUBJECT = {
  fr: 'Cet objet n’existe pas ou ne change pas de propriétaire.',
  en: 'Unknown subject, or not one that changes hands.',
}
const NO_RECIPIENT = {
  fr: 'Le destinataire est un compte (User) ou une organisation (Organization) qui existe.',
  en: 'The recipient is a User or an Organization that exists.',
}
const SAME_OWNER = { fr: 'Cet objet lui appartient déjà.', en: 'The recipient owns it already.' }
