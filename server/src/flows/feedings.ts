import type { Actor } from '../lib/actor.ts'
import { Forbidden, NotFound } from '../lib/errors.ts'
import { findDatasetById, findResource, getEditableDataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { clockOf, type FlowDeps } from './deps.ts'
import { FIELD_NAMES, type FieldName } from './definition/fields.rules.ts'
import { getManagedFlow } from './flows.ts'
import { healthOf, lateSince } from './late.rules.ts'
import type { Flow, FlowHealth, FlowState } from './model.ts'
import { saveWritten, selectWritten, type Written } from './runs/store.fields.ts'
import { selectFlowsById } from './store.flows.ts'
import { countWaiting } from './quarantine/store.held.ts'
import { selectTargetsOf, selectTargetsOfDataset } from './runs/store.targets.ts'
import { expectedDaysOf } from './watch-flows.ts'
import { writtenOf } from './runs/words-to-write.rules.ts'

/** A file that comes by itself, as everybody may know it. */
export interface Feeding {
  flowId: string
  name: string
  slug: string
  state: FlowState
  lastRunAt: Date | null
  nextRunAt: Date | null
  lastChangeAt: Date | null
  /** When something new was due, of a flow that is late or fails. */
  lateSince: Date | null
  /** It isn't in the source any more. */
  archivedAt: Date | null
}

/** By resource, those of them that a flow feeds. Says nothing of why a flow fails: that is for its people. */
export const findFeedings = async (db: Db, resourceIds: string[], now = new Date()): Promise<Map<string, Feeding>> => {
  const targets = await selectTargetsOf(db, resourceIds)
  const flows = new Map(
    (await selectFlowsById(db, [...new Set(targets.map(({ flowId }) => flowId))])).map((flow) => [flow.id, flow]),
  )
  const promised = await expectedDaysOf(db, [...flows.values()])
  return new Map(
    targets.flatMap(({ flowId, resourceId, archivedAt }) => {
      const flow = flows.get(flowId)
      if (!flow || !resourceId || flow.state === 'draft') return []
      const { name, slug, state, lastRunAt, nextRunAt, lastChangeAt } = flow
      const late = lateSince(flow, promised.get(flowId) ?? null, now)
      return [
        [resourceId, { flowId, name, slug, state, lastRunAt, nextRunAt, lastChangeAt, lateSince: late, archivedAt }],
      ]
    }),
  )
}

/** Those of these flows that feed a dataset, or would. */
export const flowsOfDataset = async (db: Db, flows: Flow[], datasetId: string): Promise<Flow[]> => {
  const feeding = new Set((await selectTargetsOfDataset(db, datasetId)).map(({ flowId }) => flowId))
  const names = ({ definition: it }: Flow): boolean =>
    it.kind === 'files' && it.mapping.dataset.kind === 'existing' && it.mapping.dataset.id === datasetId
  return flows.filter((flow) => feeding.has(flow.id) || names(flow))
}

/** Who writes a field: the flow, while it says what the flow last wrote. */
export interface FieldOwner extends Pick<Written, 'kind' | 'field' | 'since'> {
  id: string
  owner: 'flow' | 'person'
}

export interface DatasetFeeding {
  flow: Flow
  health: FlowHealth
  resourceId: string
  fields: FieldOwner[]
}

/** The files of a dataset that flows feed, for who may edit it. Throws `NotFound`, `Forbidden`… */
export const listFeedings = async (
  deps: Pick<FlowDeps, 'db' | 'now'>,
  actor: Actor,
  datasetId: string,
): Promise<DatasetFeeding[]> => {
  const { db } = deps
  const dataset = await getEditableDataset(db, actor, datasetId)
  const targets = await selectTargetsOfDataset(db, dataset.id)
  const flows = await selectFlowsById(db, [...new Set(targets.map(({ flowId }) => flowId))])
  const promised = await expectedDaysOf(db, flows)
  const waiting = await countWaiting(
    db,
    flows.map(({ id }) => id),
  )
  const feedings: DatasetFeeding[] = []
  for (const { flowId, resourceId } of targets) {
    const flow = flows.find(({ id }) => id === flowId)
    if (!flow || !resourceId) continue
    const held = waiting.get(flowId) ?? 0
    const health = healthOf(flow, { held, expectedDays: promised.get(flowId) ?? null, now: clockOf(deps) })
    feedings.push({ flow, health, resourceId, fields: await ownersOf(db, flowId, dataset.id, resourceId) })
  }
  return feedings
}

const ownersOf = async (db: Db, flowId: string, datasetId: string, resourceId: string): Promise<FieldOwner[]> => {
  const objects = { dataset: await findDatasetById(db, datasetId), resource: await findResource(db, resourceId) }
  const written = await selectWritten(db, [datasetId, resourceId])
  return written
    .filter((one) => one.flowId === flowId)
    .map(({ kind, objectId, field, since, written: last }) => {
      const isFlows = writtenOf(valueOf(objects[kind], field)) === last
      return { kind, field, since, id: objectId, owner: isFlows ? ('flow' as const) : ('person' as const) }
    })
}

const valueOf = (object: object | undefined, field: string): unknown =>
  (object as Record<string, unknown> | undefined)?.[PROPERTY[field] ?? field] ?? null

const PROPERTY: Record<string, string> = { temporal_coverage: 'temporalCoverage' }

/** Gives a field that a person took back to its flow again: its next change is the flow's. Throws `NotFound`, `Forbidden`. */
export const giveField = async (
  deps: Pick<FlowDeps, 'db' | 'now'>,
  actor: Actor,
  idOrSlug: string,
  { kind, id, field }: { kind: Written['kind']; id: string; field: string },
): Promise<void> => {
  const { db } = deps
  const flow = await getManagedFlow(db, actor, idOrSlug)
  const { definition } = flow
  const name = FIELD_NAMES.find((known) => known === `${kind}.${field}`)
  if (!name || definition.kind !== 'files' || !isOwned(definition.owns, name)) throw new NotFound()
  const resource = kind === 'resource' ? await findResource(db, id) : undefined
  const datasetId = kind === 'dataset' ? id : (resource?.datasetId ?? '')
  await getEditableDataset(db, actor, datasetId)
  const fed = await selectTargetsOfDataset(db, datasetId)
  if (!fed.some(({ flowId }) => flowId === flow.id)) throw new Forbidden()
  const value = valueOf(kind === 'dataset' ? await findDatasetById(db, id) : resource, field)
  await saveWritten(db, { flowId: flow.id, kind, objectId: id, field, written: writtenOf(value), since: clockOf(deps) })
}

const isOwned = (owns: FieldName[], name: FieldName): boolean => owns.includes(name)
