/** Every periodic job of the product, in one screen. Times are UTC: all of them are at night in France. */
import { cleanUpAccounts } from './accounts/index.ts'
import { purgeDeleted } from './catalog/index.ts'
import { countFollowersOfMonth, purgeNotifications } from './community/index.ts'
import type { Db } from './db/index.ts'
import type { PeriodicJob } from './jobs/index.ts'
import type { BlobStore } from './storage/index.ts'
import { collectGarbage } from './versions/index.ts'

export const periodicJobs = ({ db, blobs }: { db: Db; blobs: BlobStore }): PeriodicJob[] => [
  { name: 'purge-deleted', cron: '10 1 * * *', run: () => purgeDeleted(db) },
  { name: 'collect-garbage', cron: '40 1 * * *', run: () => collectGarbage(db, blobs) },
  { name: 'clean-up-accounts', cron: '20 * * * *', run: () => cleanUpAccounts(db) },
  { name: 'purge-notifications', cron: '50 1 * * *', run: () => purgeNotifications(db) },
  { name: 'count-followers-of-month', cron: '15 0 1 * *', run: () => countFollowersOfMonth(db) },
]
