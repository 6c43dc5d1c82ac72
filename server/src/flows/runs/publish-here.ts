import { randomUUID } from 'node:crypto'
import type { Resource } from '../../catalog/index.ts'
import { publishFile, type FoundTarget } from '../../ingest/index.ts'
import type { Text } from '../../lib/text.ts'
import type { FlowDeps } from '../deps.ts'
import { holdFile, replaceHeld } from './hold-file.ts'
import { judgeFile } from './judge-file.ts'
import { actorOf } from '../policy.ts'
import { prepareTarget, type Prepared } from './prepare-target.ts'
import type { NewDecision } from './recorder.ts'
import { isRejected } from '../quarantine/store.held.ts'
import { updateObject } from './store.objects.ts'
import { saveTarget } from './store.targets.ts'
import type { Arrived, FilesRun } from './files-run.ts'
import { unarchive } from './tell-vanished.ts'
import { factsOf, verdictOf } from './verdict.rules.ts'
import { writeWords } from './write-words.ts'

/**
 * Takes a file that came to its end on this server: it becomes the next version, or waits in quarantine, or is the same
 * as the current one. It passes through the same use cases as a person's. Throws `AppError`.
 */
export const publishHere = async (deps: FlowDeps, context: FilesRun, arrived: Arrived): Promise<void> => {
  const { run, recorder } = context
  const { blob } = arrived.received
  const prepared = await prepareTarget(deps, context, arrived.candidate)
  if (prepared === 'deleted')
    return settle(context, arrived, { ...factsOf(arrived), outcome: 'ignored', code: 'deleted', text: DELETED })
  const { target, current } = prepared
  if (target?.known && current?.sha256 === blob.sha256)
    return sameAsCurrent(deps, context, arrived, { target, resource: target.known, version: current.number })
  if (await wasRejected(deps, context, arrived))
    return settle(context, arrived, { ...factsOf(arrived), outcome: 'unchanged', text: REJECTED })

  const { action, reasons } = await judge(deps, context, arrived, prepared)
  if (action === 'hold') return holdFile(deps, context, arrived, { reasons, target })
  const decision = { ...factsOf(arrived), ...verdictOf(action, reasons), ...placeOf(target) }
  if (run.dry || !target) return recorder.decide(decision)
  await publish(deps, context, arrived, { target, decision })
}

const judge = (deps: FlowDeps, { definition }: FilesRun, arrived: Arrived, { target, current }: Prepared) => {
  const { blob, fileName } = arrived.received
  const place = target?.place.community === undefined ? target?.place : undefined
  const datasetId = place && 'datasetId' in place ? place.datasetId : null
  const resourceId = target?.known?.id ?? null
  return judgeFile(deps, definition.gates, { datasetId, resourceId, blob, fileName, current })
}

interface Publishing {
  target: FoundTarget
  decision: NewDecision
}

const publish = async (
  deps: FlowDeps,
  context: FilesRun,
  arrived: Arrived,
  { target, decision }: Publishing,
): Promise<void> => {
  const { flow } = context
  const { candidate, received } = arrived
  const { key } = candidate.seen
  // Said before it is done: a process that dies in between finds it again, and what it makes has this id.
  const before = candidate.known?.pending
  const pending = {
    sha256: received.blob.sha256,
    resourceId: target.known?.id ?? (before?.sha256 === received.blob.sha256 ? before.resourceId : randomUUID()),
  }
  await updateObject(deps.db, { flowId: flow.id, key }, { pending })
  const { resource } = await publishFile(deps, actorOf(flow), target, received, {
    ...{ keepTitle: true, newTitle: candidate.mapped.title, newId: pending.resourceId },
    reason: `Flux « ${flow.name} » : ${key}`.slice(0, 2_000),
  })
  await finish(deps, context, arrived, { target, resource, isNew: target.known === undefined, decision })
}

/** These bytes are published already: by a run that was cut before it could say so, or by somebody. */
const sameAsCurrent = async (
  deps: FlowDeps,
  context: FilesRun,
  arrived: Arrived,
  { target, resource, version }: { target: FoundTarget; resource: Resource; version: number },
): Promise<void> => {
  const { pending } = arrived.candidate.known ?? {}
  const isOurs = pending?.sha256 === arrived.received.blob.sha256
  const outcome: NewDecision = isOurs ? { ...factsOf(arrived), outcome: 'published' } : unchangedOf(arrived)
  const decision = { ...outcome, datasetId: resource.datasetId, resourceId: resource.id, version }
  if (context.run.dry) return context.recorder.decide(decision)
  await finish(deps, context, arrived, { target, resource, isNew: isOurs && version === 1, decision })
}

const unchangedOf = (arrived: Arrived): NewDecision => ({ ...factsOf(arrived), outcome: 'unchanged', text: SAME })

/** The words, then the record: killed in between, the words are written again. */
const finish = async (
  deps: FlowDeps,
  context: FilesRun,
  arrived: Arrived,
  { resource, isNew, decision }: Publishing & { resource: Resource; isNew: boolean },
): Promise<void> => {
  const { flow, recorder } = context
  const { candidate, received } = arrived
  await writeWords(deps, context, { resource, mapped: candidate.mapped, isNew })
  await unarchive(deps.db, context, resource)
  const version = resource.filetype === 'file' ? resource.versionNumber : null
  const place = { datasetId: resource.datasetId, resourceId: resource.id, version }
  const { identity } = candidate.mapped
  await recorder.decide({ ...decision, ...place }, async (tx) => {
    await replaceHeld(tx, deps, context, identity)
    const target = { flowId: flow.id, identity, datasetId: resource.datasetId, resourceId: resource.id }
    await saveTarget(tx, { ...target, remoteId: null, sha256: received.blob.sha256, archivedAt: null })
    await settleObject(tx, context, arrived, 'published')
  })
}

const settle = (context: FilesRun, arrived: Arrived, decision: NewDecision): Promise<void> =>
  context.run.dry
    ? context.recorder.decide(decision)
    : context.recorder.decide(decision, (tx) => settleObject(tx, context, arrived, 'refused'))

const settleObject = (tx: FlowDeps['db'], { flow }: FilesRun, arrived: Arrived, state: 'published' | 'refused') =>
  updateObject(
    tx,
    { flowId: flow.id, key: arrived.candidate.seen.key },
    { fingerprint: arrived.candidate.fingerprint, sha256: arrived.received.blob.sha256, state, pending: null },
  )

/** A person said no to these very bytes. */
const wasRejected = ({ db }: FlowDeps, { flow }: FilesRun, { candidate, received }: Arrived): Promise<boolean> =>
  isRejected(db, flow.id, candidate.mapped.identity, received.blob.sha256)

const placeOf = (target: FoundTarget | null) =>
  target && !target.place.community
    ? { datasetId: target.place.datasetId, resourceId: target.place.resourceId }
    : { datasetId: null, resourceId: null }

const SAME: Text = { fr: 'Les mêmes octets que la version courante.', en: 'The same bytes as the current version.' }
const REJECTED: Text = { fr: 'Ces octets ont été rejetés par une personne.', en: 'A person rejected these bytes.' }
const DELETED: Text = {
  fr: 'Une personne a supprimé ce fichier : le flux ne le remet pas.',
  en: 'A person deleted this file: the flow does not put it back.',
}
