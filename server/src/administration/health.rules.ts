import type { DatabaseHealth } from '../db/index.ts'
import type { JobsHealth } from '../jobs/index.ts'
import { presentDate } from '../lib/dates.ts'

export const CHECKS = ['database', 'migrations', 'storage', 'engine', 'queue', 'mail', 'flows'] as const
/** `unknown`: nothing happened yet that would tell. */
export const STATES = ['ok', 'warning', 'failing', 'unknown'] as const

export interface Check {
  name: (typeof CHECKS)[number]
  state: (typeof STATES)[number]
  /** What was measured. */
  facts: Record<string, string | number | null>
}

const SLOW_MS = 500

export const judgeDatabase = (health: DatabaseHealth): Check => {
  const { pingMs, sizeBytes, version, connections, maxConnections } = health
  const isCrowded = connections > maxConnections * 0.9
  return {
    name: 'database',
    state: pingMs > SLOW_MS || isCrowded ? 'warning' : 'ok',
    facts: { version, ping_ms: pingMs, size_bytes: sizeBytes, connections, max_connections: maxConnections },
  }
}

/** A node of another version is at work when the two lists differ. */
export const judgeMigrations = ({ known, applied }: { known: string[]; applied: string[] }): Check => {
  const missing = known.filter((name) => !applied.includes(name)).length
  const newer = applied.filter((name) => !known.includes(name)).length
  const state = missing > 0 ? 'failing' : newer > 0 ? 'warning' : 'ok'
  return { name: 'migrations', state, facts: { applied: applied.length, last: applied.at(-1) ?? null, missing, newer } }
}

/** The largest file that may come must find its place. */
export const judgeRoom = (room: { roomBytes: number; quotaBytes: number | null; maxUploadBytes: number }): Check => ({
  name: 'storage',
  state: room.roomBytes <= 0 ? 'failing' : room.roomBytes < room.maxUploadBytes ? 'warning' : 'ok',
  facts: { room_bytes: room.roomBytes, quota_bytes: room.quotaBytes, max_upload_bytes: room.maxUploadBytes },
})

const LONG_LINE = 10

export const judgeEngine = (load: { workers: number; busy: number; waiting: number }): Check => ({
  name: 'engine',
  state: load.waiting > LONG_LINE ? 'warning' : 'ok',
  facts: { ...load },
})

/** Jobs are begun within seconds: what waits longer waits for somebody who isn't there. */
const LATE_SECONDS = 120
const STOPPED_SECONDS = 900

export const judgeQueue = ({ due, oldestDue, failed, lastRun }: JobsHealth, now: Date): Check => {
  const age = oldestDue ? Math.max(0, Math.round((now.getTime() - oldestDue.getTime()) / 1_000)) : 0
  const state =
    age > STOPPED_SECONDS ? 'failing' : age > LATE_SECONDS || failed > 0 ? 'warning' : lastRun ? 'ok' : 'unknown'
  const facts = { due, oldest_seconds: oldestDue ? age : null, failed, last_run: presentDate(lastRun) }
  return { name: 'queue', state, facts }
}

export const judgeMail = ({ lastSent, failing, error }: JobsHealth['mail']): Check => ({
  name: 'mail',
  state: failing > 0 ? 'failing' : lastSent ? 'ok' : 'unknown',
  facts: { last_sent: presentDate(lastSent), failing, error },
})

export const judgeFlows = (flows: { active: number; failing: number; late: number }): Check => ({
  name: 'flows',
  state: flows.failing + flows.late > 0 ? 'warning' : flows.active > 0 ? 'ok' : 'unknown',
  facts: { ...flows },
})
