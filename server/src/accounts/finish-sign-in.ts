import { invalidField, Unauthorized } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import type { AccountDeps, Visitor } from './model.ts'
import { hashRecoveryCode, takeCode } from './second-factor.ts'
import { findHalfSession, openSession, type Opened } from './sessions.ts'
import { countRecoveryCodes, takeRecoveryCode } from './store.second-factor.ts'
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
  await takeCode(db, secretKey, half.user, code)
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

const complete = async (db: Db, half: Half, visitor: Visitor): Promise<Opened> => {
  await forgetAttempts(db, 'code', half.user.id, visitor.address)
  await deleteSession(db, half.sessionIdHash)
  return openSession(db, half.user, visitor, { remembered: half.remembered })
}
