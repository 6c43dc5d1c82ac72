import { NotFound } from '../../lib/errors.ts'
import { seal, unseal } from '../../lib/seal.ts'
import type { Db } from '../../db/index.ts'
import { choicesOf } from './choices.ts'
import { isKind, KINDS, type Kind } from './model.ts'
import { upsertChoices } from './store.choices.ts'

/** What a link stops: the mails of one kind, or the digests. */
export type Stopped = Kind | 'digest'

/** For the link of a mail, which needs no sign-in: sealed, it says whose mails, and which, to nobody but us. */
export const stopToken = (secretKey: Buffer, userId: string, stopped: Stopped): string =>
  seal(secretKey, JSON.stringify([PURPOSE, userId, stopped]))

/**
 * Stops the mails that a link is about; the news themselves go on being told in the back-office. Following it again
 * changes nothing. Throws `NotFound` for a link that isn't ours, or is somebody's who left.
 */
export const stopMails = async ({ db, secretKey }: { db: Db; secretKey: Buffer }, token: string): Promise<Stopped> => {
  const [userId, stopped] = read(unseal(secretKey, token))
  const chosen = await choicesOf(db, userId)
  const kinds = stopped === 'digest' ? KINDS.filter((kind) => ['daily', 'weekly'].includes(chosen[kind])) : [stopped]
  await upsertChoices(db, userId, Object.fromEntries(kinds.map((kind) => [kind, 'never'])))
  return stopped
}

/** The same key seals other things: a link is only one that says so. */
const PURPOSE = 'stop-mails'

const read = (text: string | undefined): [userId: string, stopped: Stopped] => {
  const [purpose, userId, stopped] = text?.startsWith('["') ? (JSON.parse(text) as string[]) : []
  if (purpose !== PURPOSE || !userId || !stopped || !(stopped === 'digest' || isKind(stopped)))
    throw new NotFound(NOT_OURS)
  return [userId, stopped]
}

const NOT_OURS = {
  fr: 'Ce lien n’est pas complet. Réglez vos notifications depuis votre compte.',
  en: 'This link is not whole. Choose your notifications from your account.',
}
