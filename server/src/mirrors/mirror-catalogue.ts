import type { UserActor } from '../lib/actor.ts'
import { Forbidden } from '../lib/errors.ts'
import { canPublishFor } from '../organizations/index.ts'
import type { Db } from '../db/index.ts'
import { openRemote, RemoteFailure, type RemoteDataset } from '../remotes/index.ts'
import { failureOf, GivenUp, ofDataset, WORDS } from './events.ts'
import type { Job } from './job.ts'
import { mirrorDataset } from './mirror-dataset.ts'
import type { Mirror, MirrorDeps, Mirrored, MirrorEvent, MirrorObserver, OnBytes } from './model.ts'
import { markSeen, release, selectDatasets, selectUnseen, update } from './store.ts'

/** So many, one after another: it isn't one file that is missing, the other server is gone. */
const MAX_FAILURES = 20
const DEAF = new Set(['unreachable', 'timeout', 'connection', 'name', 'busy'])

/**
 * Copies a catalogue of another udata server: each dataset of the perimeter becomes one of the organization's, with
 * its words, its files or links in their order, or is brought up to date. Harmless to repeat, and to begin again after
 * it was ended anywhere. What a person changed here is kept; what disappeared there is kept too, and told once. The
 * failure of one object is told and tried again the next time. Throws `Forbidden`, `RemoteFailure` when the catalogue
 * can't be read, and what `observer` or `onBytes` throws.
 */
export const mirrorCatalogue = async (
  deps: MirrorDeps,
  actor: UserActor,
  mirror: Mirror,
  observer: MirrorObserver,
  onBytes: OnBytes = () => {},
): Promise<void> => {
  if (!canPublishFor(actor, mirror.organizationId)) throw new Forbidden()
  const remote = openRemote({ server: mirror.server, apiKey: mirror.apiKey }, deps)
  const key = { flowId: mirror.flowId, server: mirror.server }
  const job: Job = { deps, actor, mirror, key, remote, startedAt: new Date(), onBytes }
  const failures = { inARow: 0 }
  try {
    for await (const event of eventsOf(job)) {
      failures.inARow = event.outcome === 'failed' && DEAF.has(event.code ?? '') ? failures.inARow + 1 : 0
      await observer(event)
      if (failures.inARow === MAX_FAILURES) throw new RemoteFailure('unreachable', event.text ?? GIVEN_UP)
    }
  } catch (error) {
    throw error instanceof GivenUp ? error.cause : error
  }
}

/**
 * Of a flow that goes away: what it copied stays, and the next one of the same organization that meets the same
 * objects goes on with it instead of making them twice. May run twice.
 */
export const releaseMirror = (db: Db, flowId: string): Promise<void> => release(db, flowId)

async function* eventsOf(job: Job): AsyncGenerator<MirrorEvent> {
  const { db } = job.deps
  for await (const page of job.remote.listDatasets(job.mirror.perimeter)) {
    const ids = page.map(({ id }) => id)
    const known = await selectDatasets(db, job.key, ids)
    await markSeen(db, job.key, ids, job.startedAt)
    for (const dataset of page) yield* mirrorOrIgnore(job, dataset, known.get(dataset.id))
  }
  yield* lookForUnseen(job)
}

async function* mirrorOrIgnore(
  job: Job,
  remote: RemoteDataset,
  known: Mirrored | undefined,
): AsyncGenerator<MirrorEvent> {
  if (!remote.private && !remote.deleted && !remote.archived) return yield* mirrorDataset(job, remote, known)
  if (!known || known.vanishedAt) return yield ofDataset(remote, 'ignored', { text: WORDS.hidden })
  yield await vanish(job, remote, known, WORDS.hiddenNow)
}

/** A list that changes while it is read may skip one: each that wasn't seen is asked for by its id. */
async function* lookForUnseen(job: Job): AsyncGenerator<MirrorEvent> {
  let after = ''
  for (;;) {
    const unseen = await selectUnseen(job.deps.db, job.key, job.startedAt, after)
    for (const known of unseen) yield* lookAgain(job, known)
    const last = unseen.at(-1)
    if (!last) return
    after = last.remoteId
  }
}

async function* lookAgain(job: Job, known: Mirrored): AsyncGenerator<MirrorEvent> {
  const title = typeof known.written.title === 'string' ? known.written.title : ''
  const what = { id: known.remoteId, title }
  const remote = await job.remote.getDataset(known.remoteId).catch((error: unknown) => {
    return error instanceof RemoteFailure && error.reason === 'not_found' ? null : failureOf(error)
  })
  if (remote === null) return yield await vanish(job, what, known, WORDS.gone)
  if (!('id' in remote)) return yield ofDataset(what, 'failed', { datasetId: known.localId, ...remote })
  if (!isInPerimeter(job.mirror, remote)) return yield await vanish(job, what, known, WORDS.outside)
  yield* mirrorOrIgnore(job, remote, known)
}

/** What can be told of a dataset alone: what a topic's list skipped while it changed is taken up at the next time. */
const isInPerimeter = ({ perimeter: { by, value } }: Mirror, { organization, tags }: RemoteDataset): boolean => {
  if (by === 'tag') return tags.includes(value)
  return by === 'organization' && (organization?.id === value || organization?.slug === value)
}

const vanish = async (
  { deps: { db }, key, startedAt }: Job,
  remote: Pick<RemoteDataset, 'id' | 'title'>,
  { remoteId, localId }: Mirrored,
  text: MirrorEvent['text'],
): Promise<MirrorEvent> => {
  await update(db, key, 'dataset', remoteId, { vanishedAt: startedAt, fingerprint: null })
  return ofDataset(remote, 'vanished', { datasetId: localId, text })
}

const GIVEN_UP = {
  fr: 'Le site d’origine ne répond plus. Ce qui est arrivé reste ; un nouvel essai continuera.',
  en: 'The site of origin no longer answers. What arrived stays; another try will go on.',
}
