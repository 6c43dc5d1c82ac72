/** Every periodic job of the product, in one screen. Times are UTC: all of them are at night in France. */
import { cleanUpAccounts } from './accounts/index.ts'
import { purgeDeleted } from './catalog/index.ts'
import type { Db } from './db/index.ts'
import type { PeriodicJob, Task } from './jobs/index.ts'
import { mailTask, type Mailer } from './mail/index.ts'
import type { BlobStore } from './storage/index.ts'
import { collectGarbage } from './versions/index.ts'

export const periodicJobs = ({ db, blobs }: { db: Db; blobs: BlobStore }): PeriodicJob[] => [
  { name: 'purge-deleted', cron: '10 1 * * *', run: () => purgeDeleted(db) },
  { name: 'collect-garbage', cron: '40 1 * * *', run: () => collectGarbage(db, blobs) },
  { name: 'clean-up-accounts', cron: '20 * * * *', run: () => cleanUpAccounts(db) },
]

/** What is done when somebody needs it, not at a time. */
export const tasks = ({ mailer }: { mailer: Mailer }): Task[] => [mailTask(mailer)]
