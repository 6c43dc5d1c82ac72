/** Every periodic job of the product, in one screen. Times are UTC: all of them but the digests are at night in France. */
import type { InspectionDeps } from './analysis/index.ts'
import { cleanUpAccounts, tellExpiringKeys } from './accounts/index.ts'
import { purgeAudit } from './audit/index.ts'
import { purgeDeleted } from './catalog/index.ts'
import { countFollowersOfMonth, purgeNotifications, sendDigests } from './community/index.ts'
import type { Db } from './db/index.ts'
import { purgeDrafts } from './drafts/index.ts'
import { purgeJobRuns, type PeriodicJob, type Task } from './jobs/index.ts'
import { findFlowBlobs, purgeRuns, runFlowTask, startDueFlows, watchFlows, type FlowDeps } from './flows/index.ts'
import { cleanUpOauth } from './oauth/index.ts'
import { purgeDeletedListings } from './listings/index.ts'
import { checkLinks, checkLinkTask, purgeChecks, tellCrawlerTask, type CheckDeps, type Crawler } from './links/index.ts'
import { mailTask, type Mailer } from './mail/index.ts'
import { findImageBlobs } from './images/index.ts'
import { findDepositBlobs, findPartBlobs, inspectAgain, purgeDeposits, purgeParts } from './ingest/index.ts'
import { purgeIdempotencyKeys, purgeUploads } from './ingest/index.ts'
import { publishPlanned, type PublicationDeps } from './publications/index.ts'
import type { PartialFiles } from './storage/index.ts'
import { collectGarbage, findVersionBlobs, type FindBlobsInUse } from './versions/index.ts'
import { tidySearch } from './search/index.ts'
import { runBulkEditTask } from './stewardship/index.ts'
import { tellMetrics } from './usage/index.ts'
import { purgeDeliveries, webhookTask, type WebhookDeps } from './webhooks/index.ts'

type Deps = InspectionDeps & CheckDeps & FlowDeps & PublicationDeps & { partials: PartialFiles; auditDays: number }

export const periodicJobs = (deps: Deps): PeriodicJob[] => [
  { name: 'check-links', cron: '* * * * *', often: true, run: () => checkLinks(deps) },
  { name: 'start-flows', cron: '* * * * *', often: true, overlaps: true, run: () => startDueFlows(deps.db) },
  { name: 'publish-planned', cron: '* * * * *', often: true, overlaps: true, run: () => publishPlanned(deps) },
  { name: 'watch-flows', cron: '*/10 * * * *', often: true, overlaps: true, run: () => watchFlows(deps) },
  { name: 'inspect-again', cron: '5 * * * *', run: () => inspectAgain(deps) },
  { name: 'tidy-search', cron: '55 * * * *', run: () => tidySearch(deps.db) },
  { name: 'tell-metrics', cron: '35 0 * * *', run: () => tellMetrics(deps.db) },
  { name: 'count-followers-of-month', cron: '15 0 1 * *', run: () => countFollowersOfMonth(deps.db) },
  { name: 'tell-expiring-keys', cron: '25 4 * * *', run: () => tellExpiringKeys(deps.db) },
  // Half past seven in Paris is one or the other.
  { name: 'send-digests', cron: '30 5,6 * * *', run: () => sendDigests(deps.db) },
  ...cleanUps(deps),
]

type CleanUpDeps = Pick<Deps, 'db' | 'blobs' | 'partials' | 'auditDays'>

/** What is past its time goes; bytes that nothing needs any more go last, which is the order of `cimaise clean-up`. */
export const cleanUps = ({ db, blobs, partials, auditDays }: CleanUpDeps): PeriodicJob[] => [
  { name: 'purge-link-checks', cron: '30 1 * * *', run: () => purgeChecks(db) },
  { name: 'purge-deleted', cron: '10 1 * * *', run: () => purgeDeleted(db) },
  { name: 'purge-deleted-listings', cron: '15 1 * * *', run: () => purgeDeletedListings(db) },
  { name: 'purge-upload-parts', cron: '50 * * * *', run: () => purgeParts(db) },
  { name: 'purge-uploads', cron: '45 * * * *', run: () => purgeUploads({ db, partials }) },
  { name: 'purge-idempotency-keys', cron: '40 * * * *', run: () => purgeIdempotencyKeys(db) },
  { name: 'purge-deposits', cron: '35 * * * *', run: () => purgeDeposits(db) },
  { name: 'clean-up-accounts', cron: '20 * * * *', run: () => cleanUpAccounts(db) },
  { name: 'clean-up-oauth', cron: '25 * * * *', run: () => cleanUpOauth(db) },
  { name: 'purge-flow-runs', cron: '58 1 * * *', run: () => purgeRuns(db) },
  { name: 'purge-drafts', cron: '52 1 * * *', run: () => purgeDrafts(db) },
  { name: 'purge-webhooks', cron: '55 1 * * *', run: () => purgeDeliveries(db) },
  { name: 'purge-notifications', cron: '50 1 * * *', run: () => purgeNotifications(db) },
  { name: 'purge-audit', cron: '48 1 * * *', run: () => purgeAudit(db, auditDays) },
  { name: 'purge-job-runs', cron: '46 1 * * *', run: () => purgeJobRuns(db) },
  { name: 'collect-garbage', cron: '40 1 * * *', run: () => collectGarbage({ db, blobs }, blobsInUse(db)) },
]

/** Every module that keeps blobs says which: one that is missing here loses its bytes. */
export const blobsInUse = (db: Db): FindBlobsInUse[] => [
  (sha256s) => findVersionBlobs(db, sha256s),
  (sha256s) => findImageBlobs(db, sha256s),
  (sha256s) => findPartBlobs(db, sha256s),
  (sha256s) => findDepositBlobs(db, sha256s),
  (sha256s) => findFlowBlobs(db, sha256s),
]

/** What is done when somebody needs it, not at a time. */
export const tasks = (
  deps: CheckDeps & WebhookDeps & FlowDeps & { mailer: Mailer; crawler: Crawler | null },
): Task[] => [
  mailTask(deps.mailer),
  checkLinkTask(deps),
  tellCrawlerTask(deps),
  webhookTask(deps),
  runFlowTask(deps),
  runBulkEditTask(deps),
]
