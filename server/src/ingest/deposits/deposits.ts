import { randomUUID } from 'node:crypto'
import type { Actor } from '../../lib/actor.ts'
import { daysAfter } from '../../lib/dates.ts'
import { Conflict, Invalid, NotFound, Unauthorized } from '../../lib/errors.ts'
import { isUuid } from '../../lib/ids.ts'
import type { Text } from '../../lib/text.ts'
import { demandAgreementOn, getEditableDataset, getResource, type Resource } from '../../catalog/index.ts'
import { wordsOfFix } from '../../analysis/index.ts'
import type { Db, IdQuery } from '../../db/index.ts'
import { findCurrentVersion, listVersions, type Version } from '../../versions/index.ts'
import { publishFile, type DepositDeps, type DepositOutcome, type ReceivedFile } from '../deposit-file.ts'
import type { FoundTarget } from '../deposit-target.ts'
import { ANOTHER_BODY } from '../idempotency.ts'
import { demandAnother, demandConfirmation, demandSame, type Decision } from './decision.rules.ts'
import { DAYS_KEPT, type Deposit, type Report } from './model.ts'
import { makeReport } from './report.ts'
import {
  deleteDeposit,
  deleteDepositOf,
  deleteDepositsBefore,
  deleteDepositsOf,
  insertDeposit,
  markPublished,
  selectDeposit,
  selectDepositBlobs,
  selectOpenDeposits,
  selectPublished,
  updateKept,
  selectWaitingIn,
} from './store.ts'

/**
 * Keeps a received file, to be looked at before it is published. Rights and quota were checked with the target. The
 * same id again is the same deposit. `flowId`: of the flow that holds it, until somebody decides.
 */
export const keepDeposit = async (
  db: Db,
  actor: Actor,
  { place, known }: FoundTarget,
  { blob, fileName }: ReceivedFile,
  id: string = randomUUID(),
  flowId: string | null = null,
): Promise<Deposit> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  if (place.community) throw new Invalid(NOT_COMMUNITY)
  const current = known && (await findCurrentVersion(db, known.id))
  const deposit: Deposit = {
    ...{ id, datasetId: place.datasetId, resourceId: known?.id ?? null, authorId: actor.userId },
    ...{ fileName, ...blob, original: { fileName, ...blob }, fixes: [], applied: [] },
    ...{ baseVersion: current?.number ?? null, published: null, flowId, createdAt: new Date() },
    keptUntil: null,
  }
  const kept = await insertDeposit(db, deposit)
  if (kept.original.sha256 !== blob.sha256) throw new Conflict(ANOTHER_BODY)
  return kept
}

/** A deposit of a dataset that the caller may edit; anybody else doesn't know it exists. Throws `NotFound`, `Forbidden`. */
export const getDeposit = async (db: Db, actor: Actor, datasetId: string, id: string): Promise<Deposit> => {
  const dataset = await getEditableDataset(db, actor, datasetId)
  const deposit = isUuid(id) ? await selectDeposit(db, dataset.id, id) : undefined
  if (!deposit) throw new NotFound(NO_DEPOSIT)
  return deposit
}

/** The deposit of this id for a target that the caller may write to, if it was made. */
export const findDeposit = async (db: Db, { place }: FoundTarget, id: string): Promise<Deposit | undefined> =>
  place.community ? undefined : selectDeposit(db, place.datasetId, id)

/** Those that wait for somebody to publish them or give them up, newest first. */
export const listDeposits = async (db: Db, actor: Actor, datasetId: string): Promise<Deposit[]> =>
  selectOpenDeposits(db, (await getEditableDataset(db, actor, datasetId)).id)

/** Those of all these datasets that no flow holds, the oldest first, and how many. Says nothing of who may see them. */
export const listWaitingDeposits = (db: Db, datasets: IdQuery, limit: number): Promise<[Deposit[], number]> =>
  selectWaitingIn(db, datasets, limit)

/** What is to be known of a deposit, compared with the version that is current now. `again`: see `Looked`. */
export const reportOn = async (deps: DepositDeps, deposit: Deposit, again: boolean): Promise<Report> => {
  const current = deposit.resourceId ? await findCurrentVersion(deps.db, deposit.resourceId) : undefined
  const overtakenBy = await overtaking(deps.db, deposit, current)
  return makeReport(deps, { ...deposit, blob: deposit, current, again }, overtakenBy)
}

/** Somebody else's version that came since the deposit, if it isn't the deposit's own. */
const overtaking = async (db: Db, deposit: Deposit, current: Version | undefined): Promise<Version | null> => {
  if (!current || deposit.published || current.number === deposit.baseVersion) return null
  return versionBetween(db, deposit, current.resourceId, current.number + 1)
}

/** The last version with other bytes that came after the one that the deposit was made for, and before this number. */
const versionBetween = async (
  db: Db,
  { baseVersion, sha256 }: Deposit,
  resourceId: string,
  before: number,
): Promise<Version | null> => {
  const versions = (await listVersions(db, [resourceId])).get(resourceId) ?? []
  const isBetween = ({ number }: Version): boolean => number > (baseVersion ?? 0) && number < before
  return versions.find((version) => isBetween(version) && version.sha256 !== sha256) ?? null
}

/**
 * Publishes a deposit: its file becomes current in one instant. A second call for the same deposit changes nothing.
 * Throws `NotFound`, `Forbidden` also for who sent what only another person may publish, `SecondPersonNeeded`,
 * `Conflict` when blockers aren't confirmed with a reason or the report that was read is another's,
 * `PreconditionFailed`.
 */
export const publishDeposit = async (
  deps: DepositDeps,
  actor: Actor,
  deposit: Deposit,
  decision: Decision,
): Promise<DepositOutcome & { overtook: Version | null }> => {
  const dataset = await getEditableDataset(deps.db, actor, deposit.datasetId)
  if (!deposit.published) {
    await demandAgreementOn(deps.db, actor, dataset)
    demandAnother(await judgeDeposit(deps, deposit, decision), actor, deposit)
  }
  const resourceId = deposit.published?.resourceId ?? deposit.resourceId
  const known: Resource | undefined = resourceId ? await getResource(deps.db, dataset, resourceId) : undefined
  if (deposit.published && known) return { outcome: 'unchanged', resource: known, overtook: null }
  const { organizationId, ownerId } = dataset
  const place = { datasetId: dataset.id, resourceId: known?.id ?? null }
  const target: FoundTarget = { known, place, owner: { organizationId, ownerId } }
  const { sha256, sha1, sizeBytes, fileName } = deposit
  // A next version keeps the words that people gave the file; a new one has the deposit's id, however often it comes.
  const reason = reasonWithFixes(decision.reason, deposit)
  const options = { ...decision, reason, keepTitle: true, newId: deposit.id, again: false }
  const outcome = await publishFile(deps, actor, target, { fileName, blob: { sha256, sha1, sizeBytes } }, options)
  const { resource } = outcome
  if (resource.filetype !== 'file') return { ...outcome, overtook: null }
  const { id, versionNumber: version } = resource
  await markPublished(deps.db, deposit.id, { resourceId: id, version })
  // Only now is it sure who came before whom.
  const isNew = outcome.outcome === 'published'
  return { ...outcome, overtook: isNew ? await versionBetween(deps.db, deposit, id, version) : null }
}

/**
 * Whether a deposit can be published by this decision, whoever makes it: answers with its report. Throws `Conflict`
 * when blockers aren't confirmed with a reason, or the report that was read is another's.
 */
export const judgeDeposit = async (deps: DepositDeps, deposit: Deposit, decision: Decision): Promise<Report> => {
  demandSame(decision, deposit)
  const report = await reportOn(deps, deposit, false)
  demandConfirmation(report, decision)
  return report
}

/** The words of the person, then what was fixed: the history says that these bytes aren't those of the source. */
const reasonWithFixes = (reason: string | null, { fixes, applied }: Deposit): string | null => {
  if (fixes.length === 0) return reason
  const words = fixes.flatMap((fix, index) => applied[index] && wordsOfFix(fix, applied[index]).fr)
  const fixed = `Corrigé avant publication : ${words.join(' ; ')}.`.slice(0, 1_000)
  return [reason?.trim(), fixed].filter(Boolean).join(' ')
}

/** Gives a deposit up. Its bytes go with the next collection of what nothing needs. */
export const discardDeposit = async (db: Db, actor: Actor, datasetId: string, id: string): Promise<void> =>
  deleteDeposit(db, (await getDeposit(db, actor, datasetId, id)).id)

/** Gives up one that a flow holds, whoever its dataset went to; nothing when somebody did, or published it. */
export const discardDepositOf = (db: Db, flowId: string, id: string): Promise<void> => deleteDepositOf(db, flowId, id)

/** Gives up all that a flow holds and nobody published: the flow is no more. */
export const discardDepositsOf = (db: Db, flowId: string): Promise<void> => deleteDepositsOf(db, flowId)

/**
 * Forgets deposits after a week, but those that a flow holds and those that are kept longer. May run twice: what is
 * gone stays gone.
 */
export const purgeDeposits = (db: Db, now = new Date()): Promise<void> =>
  deleteDepositsBefore(db, daysAfter(now, -DAYS_KEPT), now)

/** Keeps a deposit until then at least: somebody wants to publish it later. */
export const keepDepositUntil = (db: Db, id: string, date: Date): Promise<void> => updateKept(db, id, date)

/** Those of these deposits that are still there, with the file that each became; null: it waits. */
export const findPublishedDeposits = (db: Db, ids: string[]): Promise<Map<string, { resourceId: string } | null>> =>
  selectPublished(db, ids)

/** Which of these blobs deposits need. */
export const findDepositBlobs = (db: Db, sha256s: string[]): Promise<Set<string>> => selectDepositBlobs(db, sha256s)

const NO_DEPOSIT: Text = {
  fr: 'Ce dépôt n’existe pas ou plus : un dépôt non publié est gardé sept jours.',
  en: 'This deposit does not exist, or not any more: an unpublished one is kept for seven days.',
}
const NOT_COMMUNITY: Text = {
  fr: 'Une ressource communautaire se publie sans dépôt préalable.',
  en: 'A community resource is published without a deposit first.',
}
