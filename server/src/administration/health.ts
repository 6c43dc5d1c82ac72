import { demandSiteAdmin } from '../accounts/index.ts'
import { findHealthOfDatabase, findMigrations, type Db } from '../db/index.ts'
import { findHealthOfJobs } from '../jobs/index.ts'
import type { Actor } from '../lib/actor.ts'
import type { BlobStore } from '../storage/index.ts'
import {
  judgeDatabase,
  judgeEngine,
  judgeFlows,
  judgeMail,
  judgeMigrations,
  judgeQueue,
  judgeRoom,
} from './health.rules.ts'
import type { Check } from './health.rules.ts'

export interface HealthDeps {
  db: Db
  blobs: Pick<BlobStore, 'room'>
  inspector: { load(): { workers: number; busy: number; waiting: number } }
  quotaBytes: number | null
  maxUploadBytes: number
  /** Of a module that this one doesn't know. */
  countUnwellFlows: () => Promise<{ active: number; failing: number; late: number }>
}

/** What is measured of the server, each with what it means: nothing is said of what isn't. Throws `Unauthorized`, `Forbidden`. */
export const findHealth = async (deps: HealthDeps, actor: Actor): Promise<Check[]> => {
  demandSiteAdmin(actor)
  const { db, blobs, inspector, quotaBytes, maxUploadBytes } = deps
  const [database, migrations, jobs, roomBytes, flows] = await Promise.all([
    findHealthOfDatabase(db),
    findMigrations(db),
    findHealthOfJobs(db),
    blobs.room(),
    deps.countUnwellFlows(),
  ])
  return [
    judgeDatabase(database),
    judgeMigrations(migrations),
    judgeRoom({ roomBytes, quotaBytes, maxUploadBytes }),
    judgeEngine(inspector.load()),
    judgeQueue(jobs, new Date()),
    judgeMail(jobs.mail),
    judgeFlows(flows),
  ]
}
