import { listResources, reorderResources, type Dataset } from '../catalog/index.ts'
import type { RemoteDataset } from '../remotes/index.ts'
import { failureOf, ofResource, WORDS } from './events.ts'
import type { Job } from './job.ts'
import { mirrorResource } from './mirror-resource.ts'
import type { MirrorEvent } from './model.ts'
import { orderOf } from './order.rules.ts'
import { selectDatasets, selectResourcesOf, update } from './store.ts'

/**
 * The resources of a dataset, then their order. What failed is told, and the others come all the same; what isn't
 * there any more stays here, and is told once.
 */
export async function* mirrorResources(job: Job, remote: RemoteDataset, dataset: Dataset): AsyncGenerator<MirrorEvent> {
  const { db } = job.deps
  const known = await selectResourcesOf(db, job.key, remote.id)
  for (const file of remote.resources) {
    const mirrored = known.get(file.id)
    yield await mirrorResource(job, { remote, dataset, file, mirrored }).catch((error: unknown) =>
      ofResource(remote, file, 'failed', {
        datasetId: dataset.id,
        resourceId: mirrored?.made ? mirrored.localId : null,
        ...failureOf(error),
      }),
    )
  }
  const there = new Set(remote.resources.map(({ id }) => id))
  for (const { remoteId, localId, vanishedAt } of known.values()) {
    if (there.has(remoteId) || vanishedAt) continue
    await update(db, job.key, 'resource', remoteId, { vanishedAt: job.startedAt })
    const what = { datasetId: dataset.id, resourceId: localId, text: WORDS.gone }
    yield ofResource(remote, { id: remoteId, title: '' }, 'vanished', what)
  }
  await putInOrder(job, remote, dataset)
}

const putInOrder = async (
  { deps: { db }, actor, key }: Job,
  remote: RemoteDataset,
  dataset: Dataset,
): Promise<void> => {
  const written = (await selectDatasets(db, key, [remote.id])).get(remote.id)?.written ?? {}
  const known = await selectResourcesOf(db, key, remote.id)
  const now = (await listResources(db, dataset.id)).map(({ id }) => id)
  const mirrored = remote.resources.flatMap(({ id }) => known.get(id)?.localId ?? []).filter((id) => now.includes(id))
  const before = Array.isArray(written.order) ? (written.order as string[]) : []
  const order = orderOf(now, mirrored, before)
  if (order === 'theirs') return
  if (order) {
    const entries = order.map((id) => ({ id, changes: {} }))
    await reorderResources(db, actor, dataset.id, entries)
  }
  await update(db, key, 'dataset', remote.id, { written: { ...written, order: mirrored } })
}
