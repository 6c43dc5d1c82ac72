import type { Db } from '../db/index.ts'
import { selectHealth } from './store.ts'

export interface JobsHealth {
  /** Jobs whose moment has come and that nobody does. */
  due: number
  oldestDue: Date | null
  failed: number
  lastRun: Date | null
  mail: { lastSent: Date | null; failing: number; error: string | null }
}

/** How the queue is, and the mails that go through it. */
export const findHealthOfJobs = async (db: Db): Promise<JobsHealth> => {
  const row = await selectHealth(db)
  return {
    ...{ due: row?.due ?? 0, oldestDue: row?.oldest_due ?? null, failed: row?.failed ?? 0 },
    lastRun: row?.last_run ?? null,
    mail: { lastSent: row?.last_mail ?? null, failing: row?.failing_mails ?? 0, error: row?.mail_error ?? null },
  }
}
