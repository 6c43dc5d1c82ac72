import type { Db } from '../db/index.ts'
import { lateSince } from './late.rules.ts'
import { selectActiveFlows } from './store.flows.ts'
import { expectedDaysOf } from './watch-flows.ts'

/** How many flows run, and how many of them fail or bring nothing when something was promised. */
export const countUnwellFlows = async (
  db: Db,
  now = new Date(),
): Promise<{ active: number; failing: number; late: number }> => {
  const flows = await selectActiveFlows(db)
  const promised = await expectedDaysOf(db, flows)
  const isLate = flows.filter((flow) => !flow.failingSince && lateSince(flow, promised.get(flow.id) ?? null, now))
  const failing = flows.filter(({ failingSince }) => failingSince !== null)
  return { active: flows.length, failing: failing.length, late: isLate.length }
}
