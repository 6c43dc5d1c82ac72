import type { Db, Tx } from '../db/index.ts'
import { firstFreeSlug, slugOf } from '../lib/slugs.ts'
import type { SubjectClass } from './model.ts'
import { deleteRedirect, deleteRedirectsOf, lockSlugs, selectRedirect, upsertRedirect } from './store.ts'

const ATTEMPTS = 10_000

/**
 * The first slug of `title` that no other object of the class has. Two writers wait for each other until they commit:
 * the same title twice at the same instant gives `-1` to one of them, never a failure.
 */
export const freeSlug = async (
  tx: Tx,
  kind: SubjectClass,
  title: string,
  { fallback, isTaken }: { fallback: string; isTaken: (slug: string) => Promise<boolean> },
): Promise<string> => {
  await lockSlugs(tx, kind)
  return firstFreeSlug(slugOf(title) || fallback, isTaken, { attempts: ATTEMPTS, tooMany: TOO_MANY })
}

/** The old slug leads to the object; a redirect from the slug it takes now is dropped (udata-api.md §7.1). */
export const recordSlugChange = async (
  tx: Tx,
  kind: SubjectClass,
  id: string,
  { from, to }: { from: string | null; to: string },
): Promise<void> => {
  if (from === to) return
  await deleteRedirect(tx, kind, to)
  if (from) await upsertRedirect(tx, kind, from, id)
}

/** The id of the object that had this slug once, or undefined. */
export const findRenamed = (db: Db, kind: SubjectClass, slug: string): Promise<string | undefined> =>
  selectRedirect(db, kind, slug)

/** Forgets the old slugs of an object that goes away for good. */
export const releaseSlugs = (tx: Db, kind: SubjectClass, id: string): Promise<void> => deleteRedirectsOf(tx, kind, id)

const TOO_MANY = { fr: 'Trop d’objets portent ce titre.', en: 'Too many objects have this title.' }
