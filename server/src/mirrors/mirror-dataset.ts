import { createHash } from 'node:crypto'
import { createDataset, findDatasetById, updateDataset, type Dataset } from '../catalog/index.ts'
import { inTransaction } from '../db/index.ts'
import type { RemoteDataset } from '../remotes/index.ts'
import { failureOf, ofDataset, WORDS } from './events.ts'
import type { Job } from './job.ts'
import { mirrorResources } from './mirror-resources.ts'
import type { Mirrored, MirrorEvent } from './model.ts'
import { remember } from './remember.ts'
import { adopt, selectDatasets, selectElsewhere, update } from './store.ts'
import { changesOf, wordsOf, writtenAfter } from './words.rules.ts'

/**
 * One dataset of the other server: made here or brought up to date, with its resources. What was read the last time
 * that all of it arrived changes nothing. What fails is told and left for the next time. `known`: what it is here.
 */
export async function* mirrorDataset(
  job: Job,
  remote: RemoteDataset,
  known: Mirrored | undefined,
): AsyncGenerator<MirrorEvent> {
  const fingerprint = fingerprintOf(job, remote)
  if (known?.fingerprint === fingerprint && !known.vanishedAt)
    return yield ofDataset(remote, 'unchanged', { datasetId: known.localId })
  try {
    const place = await settle(job, remote, known)
    yield place.event
    if (!place.dataset) return
    let isWhole = true
    for await (const event of mirrorResources(job, remote, place.dataset)) {
      if (event.outcome === 'failed') isWhole = false
      yield event
    }
    await update(job.deps.db, job.key, 'dataset', remote.id, {
      fingerprint: isWhole ? fingerprint : null,
      vanishedAt: null,
    })
  } catch (error) {
    yield ofDataset(remote, 'failed', { datasetId: known?.localId ?? null, ...failureOf(error) })
  }
}

/** Of everything that is copied, and how: another one means that there is something to do. */
const fingerprintOf = ({ mirror }: Job, remote: RemoteDataset): string =>
  createHash('sha256')
    .update(JSON.stringify([mirror.files, { ...remote, lastModified: null, mayEdit: null }]))
    .digest('base64url')

interface Settled {
  event: MirrorEvent
  /** Absent: its resources aren't copied. */
  dataset?: Dataset
}

const settle = async (job: Job, remote: RemoteDataset, known: Mirrored | undefined): Promise<Settled> => {
  const mirrored = known ?? (await takeOver(job, remote))
  if (mirrored === 'other') return { event: ofDataset(remote, 'ignored', { text: WORDS.otherFlow }) }
  if (!mirrored) return create(job, remote)
  const local = await findDatasetById(job.deps.db, mirrored.localId)
  if (!local || local.deletedAt)
    return { event: ofDataset(remote, 'ignored', { text: WORDS.deletedHere, datasetId: mirrored.localId }) }
  return refresh(job, remote, mirrored, local)
}

/** What a flow that went away left is gone on with; what a living one copies is left to it. */
const takeOver = async ({ deps: { db }, key, mirror }: Job, { id }: RemoteDataset) => {
  for (const { flowId, localId } of await selectElsewhere(db, key, id)) {
    const local = await findDatasetById(db, localId)
    if (!local || local.deletedAt || local.organizationId !== mirror.organizationId) continue
    if (flowId !== null) return 'other'
    await adopt(db, key, localId)
    return (await selectDatasets(db, key, [id])).get(id)
  }
  return undefined
}

/** The dataset and the memory of it in one transaction: a process that dies between the two makes neither. */
const create = ({ deps: { db }, actor, mirror, key, startedAt }: Job, remote: RemoteDataset): Promise<Settled> =>
  inTransaction(db, async (tx) => {
    const words = wordsOf(remote)
    const dataset = await createDataset(tx, actor, {
      ...words,
      extras: { [ORIGIN]: originOf(mirror.server, remote) },
      organizationId: mirror.organizationId,
    })
    await remember(tx, key, {
      ...{ kind: 'dataset', remoteId: remote.id, remoteDatasetId: null, localId: dataset.id, datasetId: dataset.id },
      ...{ made: true, written: writtenAfter(words, words, dataset, {}), seenAt: startedAt },
    })
    return { dataset, event: ofDataset(remote, 'published', { datasetId: dataset.id }) }
  })

/** `revision`: a person who writes at this moment isn't written over. */
const refresh = (
  { deps: { db }, actor, mirror, key }: Job,
  remote: RemoteDataset,
  { written }: Mirrored,
  local: Dataset,
): Promise<Settled> =>
  inTransaction(db, async (tx) => {
    const words = wordsOf(remote)
    const changes = changesOf(words, local, written)
    const origin = originOf(mirror.server, remote)
    const extras = local.extras[ORIGIN] === origin ? {} : { extras: { ...local.extras, [ORIGIN]: origin } }
    const isSame = Object.keys({ ...changes, ...extras }).length === 0
    const dataset = isSame
      ? local
      : await updateDataset(tx, actor, local.id, { ...changes, ...extras }, { revision: local.revision })
    await update(tx, key, 'dataset', remote.id, { written: writtenAfter(words, changes, dataset, written) })
    return { dataset, event: ofDataset(remote, isSame ? 'unchanged' : 'published', { datasetId: local.id }) }
  })

/** Where it comes from, for people. */
const ORIGIN = 'cimaise:mirror'
const originOf = (server: string, { id, page }: RemoteDataset): string => page ?? `${server}/api/1/datasets/${id}/`
