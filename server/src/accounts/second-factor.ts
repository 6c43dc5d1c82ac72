import type { Actor } from '../lib/actor.ts'
import { Conflict, invalidField } from '../lib/errors.ts'
import { seal, unseal } from '../lib/seal.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { codeKeyUri, hashRecoveryCode, newCodeKey, newRecoveryCode, stepOfCode } from './codes.rules.ts'
import { secondFactorLetter } from './letters.notices.ts'
import { getManagedUser } from './find-users.ts'
import type { AccountDeps, Correspondence, Visitor } from './model.ts'
import { normalizeEmail } from './registration.rules.ts'
import { getFreshSessionOf } from './sessions.ts'
import { selectUserByEmail } from './store.ts'
import {
  lockSecondFactor,
  replaceRecoveryCodes,
  updateSecondFactor,
  updateSecondFactorDraft,
} from './store.second-factor.ts'
import { countAttempt, forgetAttempts } from './throttle.ts'

const RECOVERY_CODES = 10

/** A key for the caller's application, to be shown now; nothing changes until a code of it was given. */
export const draftSecondFactor = async (
  { db, site, secretKey }: AccountDeps,
  actor: Actor,
): Promise<{ key: string; uri: string; account: string; issuer: string }> => {
  const { me } = await getFreshSessionOf(db, actor)
  const key = newCodeKey()
  await updateSecondFactorDraft(db, me.id, seal(secretKey, key))
  const issuer = new URL(site.baseUrl).host
  return { key, uri: codeKeyUri(key, me.email, issuer), account: me.email, issuer }
}

/** The first right code: from now on one is asked at each sign-in. Answers the recovery codes, this once. */
export const confirmSecondFactor = async (
  deps: AccountDeps,
  actor: Actor,
  code: string,
  visitor: Visitor,
): Promise<string[]> => {
  const { me } = await getFreshSessionOf(deps.db, actor)
  await countAttempt(deps.db, 'code', me.id, visitor.address)
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await inTransaction(deps.db, async (tx) => {
    const { sealedDraft } = await lockSecondFactor(tx, me.id)
    const key = sealedDraft === null ? undefined : unseal(deps.secretKey, sealedDraft)
    if (key === undefined) throw invalidField('code', NOT_STARTED)
    const step = stepOfCode(key, code)
    if (step === undefined) throw invalidField('code', WRONG_CODE)
    await updateSecondFactor(tx, me.id, { sealed: sealedDraft, step })
    await replaceRecoveryCodes(tx, me.id, codes.map(hashRecoveryCode))
    await sendMail(tx, secondFactorLetter(me, { baseUrl: deps.site.baseUrl, lang: visitor.lang }, true))
  })
  await forgetAttempts(deps.db, 'code', me.id, visitor.address)
  return codes
}

/** The password alone is enough again. */
export const stopSecondFactor = async (deps: AccountDeps, actor: Actor, visitor: Visitor): Promise<void> => {
  const { me } = await getFreshSessionOf(deps.db, actor)
  if (!me.hasSecondFactor) return
  await inTransaction(deps.db, async (tx) => {
    await forgetSecondFactor(tx, me.id)
    await sendMail(tx, secondFactorLetter(me, { baseUrl: deps.site.baseUrl, lang: visitor.lang }, false))
  })
}

/**
 * The operator's help for somebody who lost their application and their recovery codes; they made sure of who asks.
 * Throws `Invalid` (no such account).
 */
export const stopCodesOf = async (db: Db, email: string): Promise<void> => {
  const found = await selectUserByEmail(db, normalizeEmail(email))
  if (!found) throw invalidField('email', { fr: 'Aucun compte n’a cette adresse.', en: 'No account has this address.' })
  await inTransaction(db, (tx) => forgetSecondFactor(tx, found.user.id))
}

/**
 * The same by a site administrator, who made sure of who asks; the person is told. Throws `Unauthorized`, `Forbidden`,
 * `NotFound`, `Gone`, `Conflict` when they have none.
 */
export const stopSecondFactorOf = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  post: Correspondence,
): Promise<void> => {
  const user = await getManagedUser(db, actor, idOrSlug)
  if (!user.hasSecondFactor) throw new Conflict(NONE)
  await inTransaction(db, async (tx) => {
    await forgetSecondFactor(tx, user.id)
    await sendMail(tx, secondFactorLetter(user, post, false))
  })
}

const NONE: Text = {
  fr: 'Ce compte n’a pas de connexion en deux étapes.',
  en: 'This account has no two-step sign-in.',
}

/** Nothing is left of somebody's second factor. */
export const forgetSecondFactor = async (tx: Db, userId: string): Promise<void> => {
  await updateSecondFactor(tx, userId, { sealed: null, step: null })
  await replaceRecoveryCodes(tx, userId, [])
}

/** Of a code that isn't of this minute, or was given before. */
export const WRONG_CODE: Text = {
  fr: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.',
  en: 'This code is wrong, or was used. Wait for the next one.',
}
const NOT_STARTED: Text = {
  fr: 'Demandez d’abord une clé pour votre application.',
  en: 'Ask for a key for your application first.',
}
