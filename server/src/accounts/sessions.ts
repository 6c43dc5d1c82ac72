import type { Actor } from '../lib/actor.ts'
import { SessionTooOld, Unauthorized } from '../lib/errors.ts'
import { hashSecret, newSecret } from '../lib/ids.ts'
import type { Db } from '../db/index.ts'
import type { User, Visitor } from './model.ts'
import { recordLogin, selectUser } from './store.ts'
import {
  deleteSession,
  extendSession,
  insertSession,
  recordProof,
  selectSession,
  type Session,
} from './store.sessions.ts'

/** A session ends two weeks after its last use, or a day after when its browser should forget it sooner. */
export const SESSION_SECONDS = 14 * 24 * 3600
const FORGOTTEN_SECONDS = 24 * 3600
/** A second factor is at hand. */
const HALF_SECONDS = 10 * 60
/** What changes who gets in asks for the password again after that. */
const PROOF_MINUTES = 60

export interface Opened {
  userId: string
  /** For the cookie. */
  secret: string
  remembered: boolean
  half: boolean
}

/** Opens a session for somebody who has just proved who they are; half a one until they give a second factor. */
export const openSession = async (
  db: Db,
  user: User,
  visitor: Visitor,
  { remembered = true, half = false }: { remembered?: boolean; half?: boolean } = {},
): Promise<Opened> => {
  const secret = newSecret()
  if (visitor.sessionIdHash) await deleteSession(db, visitor.sessionIdHash)
  await insertSession(db, {
    idHash: hashSecret(secret),
    userId: user.id,
    expiresAt: half ? after(HALF_SECONDS) : sessionEnd(remembered),
    userAgent: visitor.userAgent?.slice(0, 500) ?? null,
    remembered,
    half,
  })
  if (!half) await recordLogin(db, user.id)
  return { userId: user.id, secret, remembered, half }
}

/** The user of a session's secret, or undefined when it has ended. `extended`: its cookie is to be sent again. */
export const findSessionUser = async (
  db: Db,
  secret: string,
  { extend = true }: { extend?: boolean } = {},
): Promise<{ user: User; sessionIdHash: string; extended: boolean } | undefined> => {
  const sessionIdHash = hashSecret(secret)
  const session = await selectSession(db, sessionIdHash, { half: false })
  if (!session) return undefined
  const extended = extend && (await extendSession(db, sessionIdHash, sessionEnd(session.remembered)))
  // The cookie of a session that isn't remembered has no end of its own to move.
  return { user: session.user, sessionIdHash, extended: extended && session.remembered }
}

/** Whoever gave the right password and owes a second factor. */
export const findHalfSession = async (
  db: Db,
  secret: string | undefined,
): Promise<(Session & { sessionIdHash: string }) | undefined> => {
  if (!secret) return undefined
  const sessionIdHash = hashSecret(secret)
  const session = await selectSession(db, sessionIdHash, { half: true })
  return session && { ...session, sessionIdHash }
}

/** Closes the caller's session; nothing to do for a key or nobody. */
export const signOut = async (db: Db, actor: Actor): Promise<void> => {
  if (actor.kind === 'user' && actor.sessionIdHash) await deleteSession(db, actor.sessionIdHash)
}

/** The caller and their session, or 401: what changes who gets in is not for keys. */
export const getSessionOf = async (db: Db, actor: Actor): Promise<{ me: User; sessionIdHash: string }> => {
  if (actor.kind === 'anonymous' || !actor.sessionIdHash) throw new Unauthorized()
  const me = await selectUser(db, actor.userId)
  if (!me) throw new Unauthorized()
  return { me, sessionIdHash: actor.sessionIdHash }
}

/** The same, when the password was typed not long ago; `SessionTooOld` otherwise, and `proveAgain` mends it. */
export const getFreshSessionOf = async (db: Db, actor: Actor): Promise<{ me: User; sessionIdHash: string }> => {
  const caller = await getSessionOf(db, actor)
  const session = await selectSession(db, caller.sessionIdHash, { half: false })
  if (!session || session.provedAt.getTime() < Date.now() - PROOF_MINUTES * 60_000) throw new SessionTooOld()
  return caller
}

/** The password was typed again: the session is as good as new. */
export const refreshSession = (db: Db, sessionIdHash: string): Promise<void> => recordProof(db, sessionIdHash)

const after = (seconds: number): Date => new Date(Date.now() + seconds * 1000)

const sessionEnd = (remembered: boolean): Date => after(remembered ? SESSION_SECONDS : FORGOTTEN_SECONDS)
