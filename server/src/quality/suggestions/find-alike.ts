import { ownIdOf, type Actor } from '../../lib/actor.ts'
import { Unauthorized } from '../../lib/errors.ts'
import { listOwnedTitles, suggestDatasets } from '../../catalog/index.ts'
import type { Db } from '../../db/index.ts'
import { canPublishFor } from '../../organizations/index.ts'
import type { AlikeDataset } from './model.ts'
import { areAlike, keyWordsOf } from './titles.rules.ts'

interface Wanted {
  title: string
  /** Null: the caller's own. */
  organizationId: string | null
  except?: string
}
const MOST = 5
/** How many of what everybody finds are looked at. */
const LOOKED_AT = 20

/** Datasets with nearly this title: the producer's own, drafts too, then those that everybody finds. Throws `Unauthorized`. */
export const findAlike = async (
  db: Db,
  actor: Actor,
  { title, organizationId, except }: Wanted,
): Promise<AlikeDataset[]> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const ownerId = organizationId ? null : ownIdOf(actor)
  const [longest] = keyWordsOf(title).toSorted((a, b) => b.length - a.length)
  if (!longest) return []
  const isTheirs = organizationId ? canPublishFor(actor, organizationId) : ownerId !== null
  const own = isTheirs ? await listOwnedTitles(db, { organizationId, ownerId }) : []
  const shown = await suggestDatasets(db, longest, LOOKED_AT)
  const found = new Map([...own, ...shown].map((one) => [one.id, one]))
  return [...found.values()]
    .filter((one) => one.id !== except && areAlike(one.title, title))
    .slice(0, MOST)
    .map(({ id, title }) => ({ id, title, why: 'title' }))
}
