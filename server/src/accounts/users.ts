import { demandPerson, isOneself, isSiteAdmin, type Actor } from '../lib/actor.ts'
import {
  Forbidden,
  Gone,
  Invalid,
  invalidField,
  NotFound,
  Unauthorized,
  invalidFields,
  type AppError,
} from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, isUniqueViolation, type Db, type Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { freeSlug } from '../subjects/index.ts'
import { fullNameOf, type NewUser, type User } from './model.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { normalizeEmail, problemsOf } from './registration.rules.ts'
import { selectUserByIdOrSlug } from './store.user-lists.ts'
import {
  countActiveUsers,
  insertUser,
  makeSiteAdmin,
  recordEmailConfirmed,
  selectUser,
  selectUserByEmail,
  selectUsers,
  slugIsTaken,
  updateAvatar,
} from './store.ts'

const TAKEN: Text = {
  fr: 'Un compte existe déjà avec cette adresse e-mail. Connectez-vous, ou utilisez une autre adresse.',
  en: 'There is already an account with this e-mail address. Sign in, or use another address.',
}

const TAKEN_FIELD = [TAKEN]

/** The refusal of an address that has an account. */
export const addressTaken = (): Invalid => new Invalid(TAKEN, { email: TAKEN_FIELD })

const NOT_THEIR_PASSWORD: Text = {
  fr: 'Un compte existe déjà avec cette adresse, et son mot de passe est un autre : il ne devient pas administrateur.',
  en: 'There is already an account with this address and another password: it is not made an administrator.',
}

/**
 * Creates an account, whose address somebody vouches for unless told otherwise. Throws `Invalid` by field: bad address,
 * weak password, name missing, address taken.
 */
export const createUser = async (
  db: Db,
  newUser: NewUser,
  { confirmed = true }: { confirmed?: boolean } = {},
): Promise<User> => {
  const problems = problemsOf(newUser)
  if (problems) throw invalidFields(problems)
  const passwordHash = await hashPassword(newUser.password)
  try {
    return await inTransaction(db, async (tx) => {
      const user = await newUserOf(tx, newUser, confirmed)
      await insertUser(tx, user, passwordHash)
      if (confirmed) await tellConfirmed(tx, user)
      return user
    })
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) throw addressTaken()
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
  await recordEmailConfirmed(db, existing.user.id)
  return { ...existing.user, siteAdmin: true }
}

/** True for the refusal of an address that has an account. */
export const isAddressTaken = (error: AppError): boolean => error.fields?.email === TAKEN_FIELD

/** The account, or `NotFound`. */
export const getUser = async (db: Db, id: string): Promise<User> => {
  const user = await selectUser(db, id)
  if (!user) throw new NotFound()
  return user
}

/** The account by id or slug. Throws `NotFound`, or `Gone` when it was closed. */
export const getUserByPath = async (db: Db, idOrSlug: string): Promise<User> => {
  const user = await selectUserByIdOrSlug(db, idOrSlug)
  if (!user) throw new NotFound()
  if (!user.active || user.deletedAt) throw new Gone()
  return user
}

/** Gives the caller a picture, or somebody else when the caller administers the site. Throws `Unauthorized`, `Forbidden`. */
export const setAvatar = async (db: Db, actor: Actor, userId: string, avatar: User['avatar']): Promise<void> => {
  demandPerson(actor)
  if (!isOneself(actor, userId) && !isSiteAdmin(actor)) throw new Forbidden()
  await inTransaction(db, (tx) => updateAvatar(tx, userId, avatar))
}

/** How many accounts there are, closed ones apart. */
export const countUsers = (db: Db): Promise<number> => countActiveUsers(db)

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

/** Says that an address is proved to be somebody's: what waited for it is theirs. */
export const tellConfirmed = (tx: Tx, { id, email }: Pick<User, 'id' | 'email'>): Promise<void> =>
  publish(tx, {
    ...{ type: 'user:confirmed', actorId: id, organizationId: null },
    ...{ subject: { class: 'User', id }, extras: { email } },
  })

const newUserOf = async (tx: Tx, newUser: NewUser, confirmed: boolean): Promise<User> => ({
  id: newObjectId(),
  email: normalizeEmail(newUser.email),
  slug: await freeSlug(tx, 'User', fullNameOf(newUser), {
    ...{ fallback: 'compte', isTaken: (slug) => slugIsTaken(tx, slug) },
  }),
  firstName: newUser.firstName.trim(),
  lastName: newUser.lastName.trim(),
  siteAdmin: newUser.siteAdmin ?? false,
  active: newUser.active ?? true,
  website: newUser.website ?? null,
  about: newUser.about ?? null,
  createdAt: new Date(),
  lastLoginAt: null,
  deletedAt: null,
  emailConfirmedAt: confirmed ? new Date() : null,
  passwordRotationDemanded: null,
  passwordRotationPerformed: null,
  hasSecondFactor: false,
  lang: null,
  metrics: {},
  avatar: null,
})
