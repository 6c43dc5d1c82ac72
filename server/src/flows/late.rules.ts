import { daysAfter } from '../lib/dates.ts'
import type { Flow, FlowHealth } from './model.ts'

/** Since when something new is missing; null when nothing is late, or nothing was promised. */
export const lateSince = (
  { state, lastChangeAt, activatedAt }: Pick<Flow, 'state' | 'lastChangeAt' | 'activatedAt'>,
  expectedDays: number | null,
  now: Date,
): Date | null => {
  const last = lastChangeAt ?? activatedAt
  if (state !== 'active' || expectedDays === null || !last) return null
  const due = daysAfter(last, expectedDays)
  return due < now ? due : null
}

/** How a flow is, the gravest first. */
export const healthOf = (
  flow: Pick<Flow, 'state' | 'failingSince' | 'lastRunAt' | 'lastChangeAt' | 'activatedAt'>,
  { held, expectedDays, now }: { held: number; expectedDays: number | null; now: Date },
): FlowHealth => {
  if (flow.state !== 'active') return flow.state
  if (flow.failingSince) return 'failing'
  if (held > 0) return 'held'
  if (lateSince(flow, expectedDays, now)) return 'late'
  return flow.lastRunAt ? 'ok' : 'never_run'
}
