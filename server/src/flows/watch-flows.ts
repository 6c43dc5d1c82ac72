import { findDatasets, findFrequency } from '../catalog/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { daysAfter } from '../lib/dates.ts'
import { clockOf, type FlowDeps } from './deps.ts'
import { lateSince } from './late.rules.ts'
import type { Flow } from './model.ts'
import { lockFlow, selectActiveFlows, updatePulse } from './store.flows.ts'
import { tell } from './tell.ts'

/** Days before credentials end. */
const WARNED_DAYS = 14

/**
 * Tells of what no run says: nothing came for longer than promised, credentials end soon. Once each time. May run
 * twice: what was told is written down with the telling.
 */
export const watchFlows = async (deps: Pick<FlowDeps, 'db' | 'secretKey' | 'now'>): Promise<void> => {
  const now = clockOf(deps)
  const flows = await selectActiveFlows(deps.db)
  const promised = await expectedDaysOf(deps.db, flows)
  for (const flow of flows) {
    const days = promised.get(flow.id) ?? null
    const isLate = lateSince(flow, days, now) !== null && !flow.toldLateAt
    const ends = flow.credentialsExpireAt
    const isEnding = ends !== null && ends <= daysAfter(now, WARNED_DAYS) && !flow.toldExpiryAt
    if (!isLate && !isEnding) continue
    await inTransaction(deps.db, async (tx) => {
      const locked = await lockFlow(tx, flow.id)
      if (!locked) return
      if (isLate && !locked.toldLateAt) {
        const last = locked.lastChangeAt ?? locked.activatedAt ?? locked.createdAt
        const since = Math.floor((now.getTime() - last.getTime()) / 86_400_000)
        await tell(tx, deps, locked, 'late', { days: since, expected_days: days })
        await updatePulse(tx, flow.id, { toldLateAt: now })
      }
      if (isEnding && !locked.toldExpiryAt) {
        await tell(tx, deps, locked, 'credentials_expiring', { expires_at: ends.toISOString() })
        await updatePulse(tx, flow.id, { toldExpiryAt: now })
      }
    })
  }
}

/** Days within which each of these flows promises something new; absent: it promises nothing. */
export const expectedDaysOf = async (db: Db, flows: Flow[]): Promise<Map<string, number>> => {
  const files = flows.flatMap(({ id, definition }) => (definition.kind === 'files' ? { id, definition } : []))
  const named = files.flatMap(({ definition: { mapping } }) =>
    mapping.dataset.kind === 'existing' ? mapping.dataset.id : [],
  )
  const datasets = new Map((await findDatasets(db, [...new Set(named)])).map((dataset) => [dataset.id, dataset]))
  return new Map(
    files.flatMap(({ id, definition: { expectedDays, mapping } }) => {
      const { dataset } = mapping
      const frequency = dataset.kind === 'existing' ? datasets.get(dataset.id)?.frequency : dataset.frequency
      const delay = frequency ? (findFrequency(frequency)?.delayMinutes ?? null) : null
      // A day of grace, as for the dataset itself (udata's quality).
      const days = expectedDays ?? (delay === null ? null : delay / 1_440 + 1)
      return days === null ? [] : [[id, days] as const]
    }),
  )
}
