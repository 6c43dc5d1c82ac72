import { Forbidden } from '../lib/errors.ts'
import { hashSecret, newSecret } from '../lib/ids.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { NewUser, User } from './model.ts'
import { anySiteAdmin } from './store.ts'
import { replaceSetupCode, takeSetupCode } from './store.setup-codes.ts'
import { createUser } from './users.ts'

/** True until somebody administers this site. */
export const needsFirstAdmin = async (db: Db): Promise<boolean> => !(await anySiteAdmin(db))

/**
 * A code for the first-run page, to be shown only in the terminal of whoever started the server: the first visitor
 * of a public address must not become its administrator. Ends the code before it.
 */
export const newSetupCode = async (db: Db): Promise<string> => {
  const code = newSecret(12)
  await inTransaction(db, (tx) => replaceSetupCode(tx, hashSecret(code)))
  return code
}

/** The first administrator, by the code of the terminal. `Forbidden` for a wrong code or when there is one already. */
export const createFirstAdmin = (db: Db, code: string, newUser: NewUser): Promise<User> =>
  inTransaction(db, async (tx) => {
    const allowed = (await takeSetupCode(tx, hashSecret(code))) && (await needsFirstAdmin(tx))
    if (!allowed) throw new Forbidden(WRONG_CODE)
    // A refused name or password rolls the transaction back: the code can be used again.
    return createUser(tx, { ...newUser, siteAdmin: true })
  })

const WRONG_CODE = {
  fr: 'Ce code n’est pas le bon, ou il a déjà servi. Le code à jour est dans le terminal où Cimaise a démarré.',
  en: 'This code is wrong or was used. The current one is in the terminal where Cimaise was started.',
}
