import { randomUUID } from 'node:crypto'
import type { Resource } from '../catalog/index.ts'
import { makeReport, needsSecondPerson, publishFile, type FoundTarget } from '../ingest/index.ts'
import type { Text } from '../lib/text.ts'
import { findInspections } from '../analysis/index.ts'
import { clockOf, type FlowDeps } from './deps.ts'
import { judgeGates } from './gates.rules.ts'
import { dropWaiting, holdFile } from './hold-file.ts'
import type { GateReason } from './model.ts'
import { actorOf } from './policy.ts'
import { prepareTarget, type Prepared } from './prepare-target.ts'
import type { NewDecision } from './recorder.ts'
import { replaceWaiting, selectLastHeld } from './store.held.ts'
import { updateObject } from './store.objects.ts'
import { saveTarget } from './store.targets.ts'
import type { Arrived } from './files-run.ts'
import { factsOf, verdictOf } from './verdict.rules.ts'
import type { FilesRun } from './files-run.ts'
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
  if (action === 'hold') return holdFile(context, arrived, { reasons, target, at: clockOf(deps) })
  const decision = { ...factsOf(arrived), ...verdictOf(action, reasons), ...placeOf(target) }
  if (run.dry || !target) return recorder.decide(decision)
  await publish(deps, context, arrived, { target, decision })
}

const judge = async (deps: FlowDeps, { definition }: FilesRun, arrived: Arrived, { target, current }: Prepared) => {
  const { blob, fileName } = arrived.received
  const place = target?.place.community === undefined ? target?.place : undefined
  const looked = {
    ...{ datasetId: place && 'datasetId' in place ? place.datasetId : null, resourceId: target?.known?.id ?? null },
    ...{ blob, fileName, current, again: true },
  }
  const { findings, inspection } = await makeReport(deps, looked, null)
  const before = current && (await findInspections(deps.db, [current.sha256])).get(current.sha256)
  const rows = { before: before?.table?.rowCount ?? null, after: inspection.table?.rowCount ?? null }
  const judged = judgeGates(definition.gates, { findings, rows })
  // Whatever the flow's gates: what only a second person may publish waits for one.
  const grave = findings.filter(needsSecondPerson)
  const reasons: GateReason[] = grave.map(({ rule, message }) => ({ rule, action: 'hold', text: message }))
  const isNamed = ({ rule }: GateReason): boolean => grave.some((finding) => finding.rule === rule)
  return grave.length === 0
    ? judged
    : { action: 'hold' as const, reasons: [...reasons, ...judged.reasons.filter((reason) => !isNamed(reason))] }
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
  const version = resource.filetype === 'file' ? resource.versionNumber : null
  const place = { datasetId: resource.datasetId, resourceId: resource.id, version }
  const { identity } = candidate.mapped
  await recorder.decide({ ...decision, ...place }, async (tx) => {
    await dropWaiting(tx, context, identity)
    await replaceWaiting(tx, flow.id, identity, clockOf(deps))
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
const wasRejected = async (
  { db }: FlowDeps,
  { flow }: FilesRun,
  { candidate, received }: Arrived,
): Promise<boolean> => {
  const last = await selectLastHeld(db, flow.id, candidate.mapped.identity)
  return last?.state === 'rejected' && last.sha256 === received.blob.sha256
}

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
