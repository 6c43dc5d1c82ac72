import { isSiteAdmin, type Actor, type UserActor } from '../../lib/actor.ts'
import { Invalid, invalidField, NotFound } from '../../lib/errors.ts'
import { isObjectId } from '../../lib/ids.ts'
import type { Db } from '../../db/index.ts'
import type { Transfer } from './model.ts'
import { canReadTransfer, speaksFor } from './policy.ts'
import { selectTransfer, selectTransfers, type TransferFilter } from './store.transfers.ts'

/** Those of a subject or a recipient that the caller is a party to, newest first; nobody's for a visitor. Throws `Invalid`. */
export const listTransfers = async (db: Db, actor: Actor, filter: TransferFilter): Promise<Transfer[]> => {
  if (!filter.subjectId && !filter.recipientId) throw new Invalid(SUBJECT_OR_RECIPIENT)
  if (actor.kind === 'anonymous') return []
  return selectTransfers(db, filter, isSiteAdmin(actor) ? undefined : speakingFor(actor))
}

/** Those that wait for the caller's own answer, or for that of an organization that they administer, newest first. */
export const listTransfersToAnswer = async (db: Db, actor: UserActor): Promise<Transfer[]> => {
  const mine = await selectTransfers(db, { status: 'pending' }, speakingFor(actor))
  return mine.filter(({ recipient }) => speaksFor(actor, recipient))
}

/** A transfer, for its parties. Throws `NotFound`. */
export const getTransfer = async (
  db: Db,
  actor: Actor,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Transfer> => {
  const transfer = isObjectId(id) ? await selectTransfer(db, id.toLowerCase(), options) : undefined
  if (!transfer || !canReadTransfer(actor, transfer)) throw new NotFound()
  return transfer
}

/** `accept` or `refuse`. Throws `Invalid`. */
export const checkResponse = (response: string): 'accepted' | 'refused' => {
  if (response === 'accept') return 'accepted'
  if (response === 'refuse') return 'refused'
  throw invalidField('response', { fr: 'accept ou refuse est attendu.', en: 'Expecting accept or refuse.' })
}

const speakingFor = (actor: UserActor): string[] => {
  const administered = actor.memberships.filter(({ role }) => role === 'admin')
  return [
    ...(actor.onlyFor === undefined ? [actor.userId] : []),
    ...administered.map(({ organizationId }) => organizationId),
  ]
}

const SUBJECT_OR_RECIPIENT = {
  fr: 'Dites de quel objet (subject) ou pour qui (recipient).',
  en: 'Either subject or recipient is needed.',
}
