import { daysAfter } from '../lib/dates.ts'
import { AppError, NotFound, sentenceOf } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { findDatasetById, findDatasets } from '../catalog/index.ts'
import { inTransaction, type Tx } from '../db/index.ts'
import { findPublishedDeposits, keepDepositUntil } from '../ingest/index.ts'
import { clockOf, type PublicationDeps } from './deps.ts'
import { isOpen, MAX_ATTEMPTS, type Publication } from './model.ts'
import { publishOne } from './publish-one.ts'
import { claimDue, lockPublication, selectAllOpen, selectDueIds, updatePublication } from './store.ts'
import { tell } from './tell.ts'

/**
 * Publishes all that is due, what was missed while the server was off included. May run twice, and on several nodes:
 * what one works on is locked and skipped by the others, and is due no more once it is done.
 */
export const publishPlanned = async (deps: PublicationDeps): Promise<void> => {
  const now = clockOf(deps)
  await settleOthers(deps, now)
  const unexpected: unknown[] = []
  for (const id of await selectDueIds(deps.db, now))
    await publishDue(deps, id, now).catch((error: unknown) => unexpected.push(error))
  // The others didn't wait for it; the log has it.
  if (unexpected.length > 0) throw unexpected[0]
}

/** On any failure nothing is published, and that is what is written. */
const publishDue = async (deps: PublicationDeps, id: string, now: Date): Promise<void> => {
  try {
    await inTransaction(deps.db, async (tx) => {
      const due = await claimDue(tx, id, now)
      if (!due) return
      const { publication, dataset } = await publishOne({ ...deps, db: tx }, due, now)
      await tell(tx, 'done', publication, dataset, null)
    })
  } catch (error) {
    await inTransaction(deps.db, async (tx) => {
      const due = await claimDue(tx, id, now)
      if (due) await noteFailure(tx, due, error, now)
    })
    if (!(error instanceof AppError)) throw error
  }
}

/** What time may mend is tried again a minute later; people are told of the rest. */
const noteFailure = async (tx: Tx, due: Publication, error: unknown, now: Date): Promise<void> => {
  const attempts = due.attempts + 1
  const mayPass = !(error instanceof AppError) || TRANSIENT.includes(error.code)
  if (mayPass && attempts < MAX_ATTEMPTS) return updatePublication(tx, { ...due, attempts })
  const text = error instanceof AppError ? sentenceOf(error) : UNEXPECTED
  await fail(tx, { ...due, attempts }, text, now)
}

const TRANSIENT = ['unavailable', 'storage_full']

const fail = async (tx: Tx, publication: Publication, error: Text, now: Date): Promise<void> => {
  const failed: Publication = { ...publication, state: 'failed', endedAt: now, error }
  await updatePublication(tx, failed)
  if (failed.kind === 'deposit') await keepDepositUntil(tx, failed.depositId, daysAfter(now, 7))
  const dataset = await findDatasetById(tx, failed.datasetId)
  if (dataset) await tell(tx, 'failed', failed, dataset, null)
}

/** What people did by hand meanwhile: what is published is done, a deposit that was given up can't be published. */
const settleOthers = async (deps: PublicationDeps, now: Date): Promise<void> => {
  const open = await selectAllOpen(deps.db)
  const datasets = await findDatasets(
    deps.db,
    open.map(({ datasetId }) => datasetId),
  )
  const publicIds = new Set(datasets.filter((one) => !one.private && !one.deletedAt).map(({ id }) => id))
  const deposits = await findPublishedDeposits(
    deps.db,
    open.flatMap((one) => (one.kind === 'deposit' ? one.depositId : [])),
  )
  for (const one of open) {
    const isDone = one.kind === 'dataset' ? publicIds.has(one.datasetId) : Boolean(deposits.get(one.depositId))
    const isGone = one.kind === 'deposit' && !deposits.has(one.depositId)
    if (!isDone && !isGone) continue
    await inTransaction(deps.db, async (tx) => {
      const locked = await lockPublication(tx, one.id)
      if (!locked || !isOpen(locked)) return
      if (isGone) return fail(tx, locked, new NotFound(GIVEN_UP).text, now)
      await updatePublication(tx, { ...locked, state: 'done', endedAt: now })
      await tell(tx, 'settled', locked, { id: locked.datasetId, title: '' }, null)
    })
  }
}

const GIVEN_UP: Text = {
  fr: 'Le dépôt a été abandonné avant sa publication.',
  en: 'The deposit was given up before its publication.',
}
const UNEXPECTED: Text = {
  fr: 'Une erreur inattendue s’est produite, cinq fois de suite. Prévenez l’administrateur du site.',
  en: 'Something unexpected happened, five times in a row. Tell the site’s administrator.',
}
