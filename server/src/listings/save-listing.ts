import { listDatasetLinks, setDatasetLinks } from '../catalog/index.ts'
import type { Tx } from '../db/index.ts'
import type { Owners } from '../organizations/index.ts'
import { indexDocument } from '../search/index.ts'
import { setSubjectMetrics } from '../subjects/index.ts'
import { findSearchDocument } from './find-search-documents.ts'
import type { ListingKind } from './kind.ts'
import { isShown, type Listing } from './model.ts'
import { countShown, updateListingRow } from './store.ts'

/**
 * Writes a changed one with everything that follows in the same transaction: its links to datasets (and their
 * counters), its producers' counters, its search document. Every write ends here. `datasetIds`: when they change.
 */
export const saveListing = async <F>(
  tx: Tx,
  kind: ListingKind<F>,
  before: Listing<F> | undefined,
  after: Listing<F>,
  datasetIds?: string[],
): Promise<Listing<F>> => {
  const linked = datasetIds ?? (await listDatasetLinks(tx, kind.class, [after.id])).get(after.id) ?? []
  const saved = { ...after, metrics: { ...after.metrics, datasets: linked.length } }
  await updateListingRow(tx, saved)
  await setDatasetLinks(tx, { class: kind.class, id: after.id, shown: isShown(after) }, linked)
  await kind.settle?.(tx, before, saved)
  await countOwners(tx, kind, before, saved)
  await indexDocument(tx, await findSearchDocument(tx, kind, saved))
  return saved
}

/** How many of them everybody sees of whoever owns or owned it, when that may have changed. */
export const countOwners = async <F>(
  tx: Tx,
  kind: ListingKind<F>,
  before: Listing<F> | undefined,
  after: Listing<F> | undefined,
): Promise<void> => {
  const same = before && after && ownerKey(before) === ownerKey(after) && isShown(before) === isShown(after)
  if (same || kind.class === 'Topic') return
  for (const owner of new Map([before, after].flatMap((one) => (one ? [[ownerKey(one), one]] : []))).values()) {
    const ref = owner.organizationId
      ? ({ class: 'Organization', id: owner.organizationId } as const)
      : ({ class: 'User', id: owner.ownerId ?? '' } as const)
    await setSubjectMetrics(tx, ref, { [kind.counter]: await countShown(tx, kind.class, owner) })
  }
}

const ownerKey = ({ organizationId, ownerId }: Owners): string => organizationId ?? ownerId ?? ''
