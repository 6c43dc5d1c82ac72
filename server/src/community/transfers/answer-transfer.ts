import { demandPerson, type Actor } from '../../lib/actor.ts'
import { Forbidden, Invalid } from '../../lib/errors.ts'
import { inTransaction, type Db, type Tx } from '../../db/index.ts'
import { dropAssignments } from '../../organizations/index.ts'
import { findSubject, subjectKind } from '../../subjects/index.ts'
import { oneAtATime } from '../locks.ts'
import type { Transfer } from './model.ts'
import { canAnswerTransfer } from './policy.ts'
import { ownerOf, tellTransfer } from './request-transfer.ts'
import { answerTransferRow } from './store.transfers.ts'
import { checkResponse, getTransfer } from './transfers.ts'

/**
 * Accepts or refuses, once: of two answers at the same moment the first wins. Acceptance gives the object, and what
 * was assigned of it is no more. Throws `Unauthorized`, `NotFound`, `Forbidden`, `Invalid` (answered, no longer theirs).
 */
export const answerTransfer = (
  db: Db,
  actor: Actor,
  id: string,
  { response, comment }: { response: string; comment: string | null },
): Promise<Transfer> =>
  inTransaction(db, async (tx) => {
    const { userId: me } = demandPerson(actor)
    const { subject } = await getTransfer(tx, actor, id)
    await oneAtATime(tx, 'transfers', subject.id)
    const transfer = await getTransfer(tx, actor, id, { forUpdate: true })
    if (!canAnswerTransfer(actor, transfer)) throw new Forbidden()
    const status = checkResponse(response)
    if (transfer.status !== 'pending') throw new Invalid(ANSWERED)
    if (status === 'accepted') await give(tx, transfer)
    await answerTransferRow(tx, transfer.id, { status, responderId: me, comment })
    await tellTransfer(tx, `transfer:${status}`, me, transfer)
    return getTransfer(tx, actor, transfer.id)
  })

/** Nobody gives what isn't theirs any more: it may have changed hands since. */
const give = async (tx: Tx, { subject, owner, recipient }: Transfer): Promise<void> => {
  const kind = subjectKind(subject.class)
  const found = await findSubject(tx, subject)
  if (!kind?.transfer || !found || found.deletedAt || ownerOf(found)?.id !== owner?.id) throw new Invalid(NO_LONGER)
  const to = { organizationId: null, ownerId: null }
  await kind.transfer(
    tx,
    subject.id,
    recipient.class === 'User' ? { ...to, ownerId: recipient.id } : { ...to, organizationId: recipient.id },
  )
  await dropAssignments(tx, subject.id)
}

const ANSWERED = { fr: 'Il y a déjà été répondu.', en: 'This transfer was already answered.' }
const NO_LONGER = {
  fr: 'Cet objet n’appartient plus à qui vous le donnait, ou il a été supprimé.',
  en: 'This no longer belongs to who gave it, or was deleted.',
}
