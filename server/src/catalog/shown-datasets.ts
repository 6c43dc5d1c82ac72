import { batched } from '../lib/batched.ts'
import type { Changes, Db } from '../db/index.ts'
import { selectStamps, type DatasetStamp } from './store.stamps.ts'

/** A dataset as everybody sees it, ready to send. */
export interface ShownDataset {
  json: string
  etag: string
}

interface Kept extends ShownDataset {
  id: string
  stamp: number
  /** Nothing in the database has changed since: it is true without asking. */
  generation: number | null
  until: number
}

/** The quality says whether the data are late: that changes with time alone. */
const FRESH_MS = 60_000
const MAX_CHARS = 64 * 1024 * 1024

/**
 * Bodies of public datasets, kept while nothing of what they show changed (docs/decisions/0005). A kept one is sent at
 * once if no transaction has ended since it was known to be true, here or on another node; else its stamp is asked,
 * one small query instead of five and their shaping.
 */
export const keepShownDatasets = (db: Db, changes: Changes) => {
  const kept = new Map<string, Kept>()
  const stampOf = batched((paths) => selectStamps(db, paths))
  let chars = 0
  const forget = (path: string) => {
    chars -= kept.get(path)?.json.length ?? 0
    kept.delete(path)
  }
  const keep = (path: string, fresh: Kept) => {
    forget(path)
    kept.set(path, fresh)
    chars += fresh.json.length
    for (const oldest of kept.keys()) {
      if (chars <= MAX_CHARS) break
      forget(oldest)
    }
  }

  /** Undefined: it isn't public, or not known by this path. */
  return async (idOrSlug: string, make: () => Promise<ShownDataset>): Promise<ShownDataset | undefined> => {
    const generation = changes.generation()
    const known = kept.get(idOrSlug)
    const isFresh = known !== undefined && known.until > Date.now()
    if (isFresh && generation !== null && known.generation === generation) return known

    const found = await stampOf(idOrSlug)
    if (!found || !isPublic(found)) {
      forget(idOrSlug)
      return undefined
    }
    if (isFresh && known.id === found.id && known.stamp === found.stamp) return Object.assign(known, { generation })
    // Stamped before it is made: a change in between only makes the next read make it again.
    const fresh = { ...(await make()), id: found.id, stamp: found.stamp, generation, until: Date.now() + FRESH_MS }
    keep(idOrSlug, fresh)
    return fresh
  }
}

const isPublic = ({ private: hidden, deleted }: DatasetStamp): boolean => !hidden && !deleted
