import type { Actor } from '../lib/actor.ts'
import { Invalid, invalidField, NotFound, Unauthorized, type FieldErrors, invalidFields } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { firstFreeSlug, slugOf } from '../lib/slugs.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, isUniqueViolation, type Db } from '../db/index.ts'
import { fullNameOf, type NewUser, type User } from './model.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { nameProblem, normalizeEmail, problemsOf } from './registration.rules.ts'
import {
  insertUser,
  makeSiteAdmin,
  selectUser,
  selectUserByEmail,
  selectUsers,
  slugIsTaken,
  updateUser,
} from './store.ts'

const TAKEN: Text = {
  fr: 'Un compte existe déjà avec cette adresse e-mail. Connectez-vous, ou utilisez une autre adresse.',
  en: 'There is already an account with this e-mail address. Sign in, or use another address.',
}

const NOT_THEIR_PASSWORD: Text = {
  fr: 'Un compte existe déjà avec cette adresse, et son mot de passe est un autre : il ne devient pas administrateur.',
  en: 'There is already an account with this address and another password: it is not made an administrator.',
}

/** Creates an account. Throws `Invalid` by field: bad address, weak password, name missing, address taken. */
export const createUser = async (db: Db, newUser: NewUser): Promise<User> => {
  const problems = problemsOf(newUser)
  if (problems) throw invalidFields(problems)
  const passwordHash = await hashPassword(newUser.password)
  try {
    return await inTransaction(db, async (tx) => {
      const user = await newUserOf(tx, newUser)
      await insertUser(tx, user, passwordHash)
      return user
    })
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) throw invalidField('email', TAKEN)
    throw error
  }
}

/**
 * Creates the account if nobody has the address, and makes it a site administrator: any number of times, same result.
 * Somebody may have registered the address first, and nothing proves that it is theirs: an account that is there
 * becomes administrator only with its own password. Throws `Invalid`.
 */
export const ensureSiteAdmin = async (db: Db, newUser: NewUser): Promise<User> => {
  const existing = await selectUserByEmail(db, normalizeEmail(newUser.email))
  if (!existing) return createUser(db, { ...newUser, siteAdmin: true })
  if (existing.user.siteAdmin) return existing.user
  if (!(await verifyPassword(newUser.password, existing.passwordHash)))
    throw invalidField('password', NOT_THEIR_PASSWORD)
  await makeSiteAdmin(db, existing.user.id)
  return { ...existing.user, siteAdmin: true }
}

/** The account, or `NotFound`. */
export const getUser = async (db: Db, id: string): Promise<User> => {
  const user = await selectUser(db, id)
  if (!user) throw new NotFound()
  return user
}

/** The account with this address, however it is written, or undefined. */
export const findUserByEmail = async (db: Db, email: string): Promise<User | undefined> =>
  (await selectUserByEmail(db, normalizeEmail(email)))?.user

/** Accounts by id, in one query. */
export const findUsers = async (db: Db, ids: string[]): Promise<Map<string, User>> =>
  new Map((await selectUsers(db, ids)).map((user) => [user.id, user]))

/** The caller's own account, or 401. */
export const getMyself = async (db: Db, actor: Actor): Promise<User> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  return getUser(db, actor.userId)
}

export type ProfileChanges = Partial<Pick<User, 'firstName' | 'lastName' | 'website' | 'about'>>

/** Changes what people read about the caller; absent keys keep their value. */
export const updateMyProfile = async (db: Db, actor: Actor, changes: ProfileChanges): Promise<User> => {
  const me = await getMyself(db, actor)
  const fields: FieldErrors = {}
  const first = changes.firstName === undefined ? undefined : nameProblem(changes.firstName)
  const last = changes.lastName === undefined ? undefined : nameProblem(changes.lastName)
  if (first) fields.first_name = [first]
  if (last) fields.last_name = [last]
  if (first || last) throw new Invalid((first ?? last) as Text, fields)
  await updateUser(db, me.id, changes)
  return getUser(db, me.id)
}

const newUserOf = async (db: Db, newUser: NewUser): Promise<User> => ({
  id: newObjectId(),
  email: normalizeEmail(newUser.email),
  slug: await freeSlug(db, slugOf(fullNameOf(newUser)) || 'compte'),
  firstName: newUser.firstName.trim(),
  lastName: newUser.lastName.trim(),
  siteAdmin: newUser.siteAdmin ?? false,
  active: true,
  website: null,
  about: null,
  metrics: {},
  createdAt: new Date(),
  lastLoginAt: null,
  deletedAt: null,
})

const freeSlug = (db: Db, slug: string): Promise<string> =>
  firstFreeSlug(slug, (candidate) => slugIsTaken(db, candidate), {
    attempts: 1_000,
    tooMany: { fr: 'Trop de comptes portent ce nom.', en: 'Too many accounts have this name.' },
  })
