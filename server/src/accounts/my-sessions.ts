import type { Actor } from '../lib/actor.ts'
import { NotFound } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { getSessionOf } from './sessions.ts'
import { deleteSessionsOf, deleteSessionOf, selectSessions, type OpenSession } from './store.sessions.ts'

/** Where the caller is signed in, last seen first. Throws `Unauthorized`, also to keys: they have no session. */
export const listMySessions = async (db: Db, actor: Actor): Promise<(OpenSession & { current: boolean })[]> => {
  const { me, sessionIdHash } = await getSessionOf(db, actor)
  return (await selectSessions(db, me.id)).map((one) => ({ ...one, current: one.idHash === sessionIdHash }))
}

/** Closes one of them. Throws `Unauthorized`, `NotFound`. */
export const closeMySession = async (db: Db, actor: Actor, id: string): Promise<void> => {
  const { me } = await getSessionOf(db, actor)
  if (!(await deleteSessionOf(db, me.id, id))) throw new NotFound()
}

/** Closes all but the one that asks. Throws `Unauthorized`. */
export const closeMyOtherSessions = async (db: Db, actor: Actor): Promise<void> => {
  const { me, sessionIdHash } = await getSessionOf(db, actor)
  await deleteSessionsOf(db, me.id, sessionIdHash)
}
