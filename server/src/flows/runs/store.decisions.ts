import { sql, type Selectable } from 'kysely'
import type { Page } from '../../http/index.ts'
import type { Db, FlowDecisionsTable } from '../../db/index.ts'
import type { Decision, Outcome, Run } from '../model.ts'
import type { Text } from '../../lib/text.ts'

export const insertDecisions = async (db: Db, decisions: Decision[]): Promise<void> => {
  if (decisions.length === 0) return
  await db
    .insertInto('flow_decisions')
    .values(
      decisions.map((decision) => ({
        ...{ run_id: decision.runId, position: decision.position, key: decision.key, outcome: decision.outcome },
        ...{ code: decision.code, message: decision.text && JSON.stringify(decision.text) },
        ...{ size_bytes: decision.sizeBytes, sha256: decision.sha256, dataset_id: decision.datasetId },
        ...{ resource_id: decision.resourceId, version: decision.version, held_id: decision.heldId },
        ...{ duration_ms: decision.durationMs, created_at: decision.createdAt },
      })),
    )
    .execute()
}

/** What needs somebody first, then what was done, then what was nothing. */
const GRAVITY = sql`array_position(array['failed','conflict','held','warned','vanished','published','waiting','ignored','unchanged'], outcome)`

export const selectDecisions = async (
  db: Db,
  runId: string,
  outcome: Outcome | null,
  { page, pageSize }: Page,
): Promise<[Decision[], number]> => {
  const all = db.selectFrom('flow_decisions').where('run_id', '=', runId)
  const wanted = outcome ? all.where('outcome', '=', outcome) : all
  const rows = await wanted
    .selectAll()
    .orderBy(GRAVITY)
    .orderBy('position')
    .offset((page - 1) * pageSize)
    .limit(pageSize)
    .execute()
  const { n } = await wanted.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return [rows.map(decisionOf), n]
}

/** What people should know of a run, and of those before it that told nothing: their process died, or they were stopped. */
export const selectNews = async (db: Db, run: Pick<Run, 'flowId' | 'number'>): Promise<Decision[]> => {
  const before = db.selectFrom('flow_runs').where('flow_id', '=', run.flowId).where('dry', '=', false)
  const last = before.where('number', '<', run.number).where('state', 'not in', ['cut', 'canceled'])
  const rows = await db
    .selectFrom('flow_decisions')
    .selectAll('flow_decisions')
    .innerJoin('flow_runs', 'flow_runs.id', 'flow_decisions.run_id')
    .where('flow_runs.flow_id', '=', run.flowId)
    .where('flow_runs.dry', '=', false)
    .where('flow_runs.number', '<=', run.number)
    .where(
      'flow_runs.number',
      '>',
      last.select((e) => e.fn.coalesce(e.fn.max('number'), sql<number>`0`).as('n')),
    )
    .where('outcome', 'in', ['held', 'warned', 'vanished'])
    .orderBy('flow_runs.number')
    .orderBy('position')
    .limit(1_000)
    .execute()
  return rows.map(decisionOf)
}

const decisionOf = (row: Selectable<FlowDecisionsTable>): Decision => ({
  ...{ runId: row.run_id, position: row.position, key: row.key, outcome: row.outcome as Outcome, code: row.code },
  ...{ text: row.message as Text | null, sizeBytes: row.size_bytes, sha256: row.sha256, datasetId: row.dataset_id },
  ...{ resourceId: row.resource_id, version: row.version, heldId: row.held_id, durationMs: row.duration_ms },
  createdAt: row.created_at,
})
