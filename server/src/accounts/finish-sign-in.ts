import { Invalid, invalidField, Unauthorized } from '../lib/errors.ts'
import { unseal } from '../lib/seal.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { hashRecoveryCode, stepOfCode } from './codes.rules.ts'
import type { AccountDeps, Visitor } from './model.ts'
import { WRONG_CODE } from './second-factor.ts'
import { findHalfSession, openSession, type Opened } from './sessions.ts'
import {
  countRecoveryCodes,
  lockSecondFactor,
  takeRecoveryCode,
  updateSecondFactorStep,
} from './store.second-factor.ts'
import { deleteSession } from './store.sessions.ts'
import { countAttempt, forgetAttempts } from './throttle.ts'

/** A whole session for half a one and a code of the application. Throws `Unauthorized`, `Invalid`, `TooManyAttempts`. */
export const finishSignIn = async (
  { db, secretKey }: AccountDeps,
  halfSecret: string | undefined,
  code: string,
  visitor: Visitor,
): Promise<Opened> => {
  const half = await getHalfSession(db, halfSecret)
  await countAttempt(db, 'code', half.user.id, visitor.address)
  await takeCode(db, secretKey, half.user.id, code)
  return complete(db, half, visitor)
}

/** The same with a recovery code, which is used up; and how many are left. */
export const rescueSignIn = async (
  { db }: AccountDeps,
  halfSecret: string | undefined,
  recoveryCode: string,
  visitor: Visitor,
): Promise<{ opened: Opened; codesLeft: number }> => {
  const half = await getHalfSession(db, halfSecret)
  await countAttempt(db, 'code', half.user.id, visitor.address)
  if (!(await takeRecoveryCode(db, half.user.id, hashRecoveryCode(recoveryCode)))) {
    throw invalidField('code', {
      fr: 'Ce code de secours n’est pas le bon, ou il a déjà servi.',
      en: 'This recovery code is wrong, or was used.',
    })
  }
  const opened = await complete(db, half, visitor)
  return { opened, codesLeft: await countRecoveryCodes(db, half.user.id) }
}

type Half = Awaited<ReturnType<typeof getHalfSession>>

const getHalfSession = async (db: Db, secret: string | undefined) => {
  const half = await findHalfSession(db, secret)
  if (half) return half
  throw new Unauthorized({
    fr: 'Commencez par votre adresse et votre mot de passe.',
    en: 'Begin with your address and your password.',
  })
}

/** Right, of this minute, and never given before. */
const takeCode = (db: Db, secretKey: Buffer, userId: string, code: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { sealed, step: last } = await lockSecondFactor(tx, userId)
    const key = sealed === null ? undefined : unseal(secretKey, sealed)
    if (key === undefined) throw new Invalid(KEY_LOST)
    const step = stepOfCode(key, code)
    if (step === undefined || (last !== null && step <= last)) throw invalidField('code', WRONG_CODE)
    await updateSecondFactorStep(tx, userId, step)
  })

const complete = async (db: Db, half: Half, visitor: Visitor): Promise<Opened> => {
  await forgetAttempts(db, 'code', half.user.id, visitor.address)
  await deleteSession(db, half.sessionIdHash)
  return openSession(db, half.user, visitor, { remembered: half.remembered })
}

const KEY_LOST: Text = {
  fr: 'La clé de ce serveur a changé : utilisez un code de secours, ou demandez à son administrateur.',
  en: 'The key of this server has changed: use a recovery code, or ask its administrator.',
}
