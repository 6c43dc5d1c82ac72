import { randomInt } from 'node:crypto'
// RFC 6238 and its otpauth:// addresses, which every authenticator application reads.
import { Secret, TOTP } from 'otpauth'
import type { Actor } from '../lib/actor.ts'
import { Invalid, invalidField } from '../lib/errors.ts'
import { hashSecret } from '../lib/ids.ts'
import { seal, unseal } from '../lib/seal.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { secondFactorLetter } from './letters.notices.ts'
import type { AccountDeps, User, Visitor } from './model.ts'
import { normalizeEmail } from './registration.rules.ts'
import { getFreshSessionOf } from './sessions.ts'
import { selectUserByEmail } from './store.ts'
import {
  lockSecondFactor,
  replaceRecoveryCodes,
  updateSecondFactor,
  updateSecondFactorDraft,
  updateSecondFactorStep,
} from './store.second-factor.ts'
import { countAttempt, forgetAttempts } from './throttle.ts'

const PERIOD = 30
const RECOVERY_CODES = 10

/** A key for the caller's application, to be shown now; nothing changes until a code of it was given. */
export const draftSecondFactor = async (
  { db, site, secretKey }: AccountDeps,
  actor: Actor,
): Promise<{ key: string; uri: string; account: string; issuer: string }> => {
  const { me } = await getFreshSessionOf(db, actor)
  const secret = new Secret({ size: 20 })
  await updateSecondFactorDraft(db, me.id, seal(secretKey, secret.base32))
  const issuer = new URL(site.baseUrl).host
  const uri = new TOTP({ issuer, label: me.email, secret, period: PERIOD }).toString()
  return { key: secret.base32, uri, account: me.email, issuer }
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
    const step = sealedDraft === null ? undefined : stepOf(deps.secretKey, sealedDraft, code)
    if (step === undefined) throw invalidField('code', sealedDraft === null ? NOT_STARTED : WRONG_CODE)
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

/** Nothing is left of somebody's second factor. */
export const forgetSecondFactor = async (tx: Db, userId: string): Promise<void> => {
  await updateSecondFactor(tx, userId, { sealed: null, step: null })
  await replaceRecoveryCodes(tx, userId, [])
}

/** Takes a code of the application: right, of this minute, and never used before. Throws `Invalid`. */
export const takeCode = (db: Db, secretKey: Buffer, user: User, code: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { sealed, step: last } = await lockSecondFactor(tx, user.id)
    if (sealed !== null && unseal(secretKey, sealed) === undefined) throw new Invalid(KEY_LOST)
    const step = sealed === null ? undefined : stepOf(secretKey, sealed, code)
    if (step === undefined || (last !== null && step <= last)) throw invalidField('code', WRONG_CODE)
    await updateSecondFactorStep(tx, user.id, step)
  })

export const hashRecoveryCode = (code: string): string => hashSecret(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))

/** The half-minute that a code is of, one before and one after included: clocks differ, people type slowly. */
const stepOf = (secretKey: Buffer, sealed: string, code: string): number | undefined => {
  const secret = unseal(secretKey, sealed)
  const token = code.replaceAll(/\s/g, '')
  if (secret === undefined || !/^\d{6}$/.test(token)) return undefined
  const delta = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD }).validate({ token, window: 1 })
  return delta === null ? undefined : Math.floor(Date.now() / 1000 / PERIOD) + delta
}

/** 16 letters and digits that no two of which look alike: 79 bits, so a plain hash can't be searched. */
const newRecoveryCode = (): string =>
  Array.from({ length: 16 }, (_, i) => (i % 4 === 0 && i > 0 ? '-' : '') + ALPHABET[randomInt(ALPHABET.length)]).join(
    '',
  )

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

const WRONG_CODE: Text = {
  fr: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.',
  en: 'This code is wrong, or was used. Wait for the next one.',
}
const NOT_STARTED: Text = {
  fr: 'Demandez d’abord une clé pour votre application.',
  en: 'Ask for a key for your application first.',
}
const KEY_LOST: Text = {
  fr: 'La clé de ce serveur a changé : utilisez un code de secours, ou demandez à son administrateur.',
  en: 'The key of this server has changed: use a recovery code, or ask its administrator.',
}
