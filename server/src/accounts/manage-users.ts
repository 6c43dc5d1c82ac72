import type { Actor } from '../lib/actor.ts'
import { invalidFields } from '../lib/errors.ts'
import { newSecret } from '../lib/ids.ts'
import { inTransaction, isUniqueViolation, type Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { demandSiteAdmin, getManagedUser } from './find-users.ts'
import { emailChangedLetter } from './letters.notices.ts'
import { invitedLetter } from './letters.ts'
import { newMailToken } from './mail-tokens.ts'
import type { Correspondence, NewUser, User } from './model.ts'
import { EMAIL_PROBLEM, isEmail, normalizeEmail, profileProblems, type ProfileChanges } from './registration.rules.ts'
import { updateUser } from './store.ts'
import { deleteMailTokens } from './store.mail-tokens.ts'
import { deleteSessionsOf } from './store.sessions.ts'
import { recordRotationDemanded } from './store.user-lists.ts'
import { addressTaken, createUser, getUser } from './users.ts'

const DAYS_TO_COME = 7

/** Somebody else's account. Without a password, they are mailed a link to choose it. Throws `Forbidden`, `Invalid`. */
export const createManagedUser = async (
  db: Db,
  actor: Actor,
  newUser: Omit<NewUser, 'password'> & { password?: string },
  post: Correspondence,
): Promise<User> => {
  demandSiteAdmin(actor)
  const problems = profileProblems(newUser)
  if (problems.website) throw invalidFields(problems)
  return inTransaction(db, async (tx) => {
    const user = await createUser(tx, { ...newUser, password: newUser.password ?? `aA1${newSecret()}` })
    if (newUser.password === undefined && user.active) {
      const token = await newMailToken(tx, user, 'reset', { hours: DAYS_TO_COME * 24 })
      await sendMail(tx, invitedLetter(user, post, token))
    }
    return user
  })
}

export interface ManagedChanges extends ProfileChanges {
  email?: string
  siteAdmin?: boolean
  active?: boolean
}

/** Changes what is given of somebody's account, at once. Throws `Forbidden`, `NotFound`, `Gone`, `Invalid`. */
export const updateManagedUser = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  changes: ManagedChanges,
  post: Correspondence,
): Promise<User> => {
  const user = await getManagedUser(db, actor, idOrSlug)
  const fields = profileProblems(changes)
  if (changes.email !== undefined && !isEmail(changes.email)) fields.email = [EMAIL_PROBLEM]
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
  const email = changes.email === undefined ? user.email : normalizeEmail(changes.email)
  const moved = email !== user.email
  try {
    await inTransaction(db, async (tx) => {
      await updateUser(tx, user.id, { ...changes, email, ...(moved ? { emailConfirmedAt: new Date() } : {}) })
      if (changes.active === false) await deleteSessionsOf(tx, user.id, null)
      if (!moved) return
      await deleteMailTokens(tx, user.id)
      await sendMail(tx, emailChangedLetter(user, post, email))
    })
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) throw addressTaken()
    throw error
  }
  return getUser(db, user.id)
}

/** The password no longer opens the account, and its sessions end: its owner chooses another one by mail. */
export const demandPasswordRotation = async (db: Db, actor: Actor, idOrSlug: string): Promise<void> => {
  const user = await getManagedUser(db, actor, idOrSlug)
  await inTransaction(db, async (tx) => {
    await recordRotationDemanded(tx, user.id)
    await deleteSessionsOf(tx, user.id, null)
  })
}
