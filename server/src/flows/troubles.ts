import type { UserActor } from '../lib/actor.ts'
import type { Db } from '../db/index.ts'
import { listFlows } from './flows.ts'
import { lateSince } from './late.rules.ts'
import type { Flow } from './model.ts'
import { countFailedByDay } from './runs/store.runs.ts'
import { expectedDaysOf } from './watch-flows.ts'

export interface Trouble {
  flow: Flow
  /** Its runs fail, or nothing came for longer than promised. */
  kind: 'failing' | 'late'
  since: Date
}

/** Flows of the caller's that fail or are late, those that have been longest first. */
export const listTroubles = async (db: Db, actor: UserActor, now = new Date()): Promise<Trouble[]> => {
  const flows = (await listFlows(db, actor)).filter(({ state }) => state === 'active')
  const promised = await expectedDaysOf(db, flows)
  return flows
    .flatMap((flow): Trouble[] => {
      if (flow.failingSince) return [{ flow, kind: 'failing', since: flow.failingSince }]
      const since = lateSince(flow, promised.get(flow.id) ?? null, now)
      return since ? [{ flow, kind: 'late', since }] : []
    })
    .sort((a, b) => a.since.getTime() - b.since.getTime())
}

/** How many runs of the caller's flows failed since a day (`2026-11-28`), by day in Paris; days without any are left out. */
export const countFailedRuns = async (db: Db, actor: UserActor, since: string): Promise<Map<string, number>> =>
  countFailedByDay(
    db,
    (await listFlows(db, actor)).map(({ id }) => id),
    since,
  )
