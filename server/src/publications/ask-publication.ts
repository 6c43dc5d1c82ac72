import { randomUUID } from 'node:crypto'
import type { Actor } from '../lib/actor.ts'
import { daysAfter } from '../lib/dates.ts'
import { Conflict, invalidField, Unauthorized } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { checkPublishable, demandAgreementOn, getEditableDataset, type Dataset } from '../catalog/index.ts'
import { inTransaction, isUniqueViolation } from '../db/index.ts'
import { demandAnother, getDeposit, judgeDeposit, keepDepositUntil } from '../ingest/index.ts'
import { findCurrentVersion } from '../versions/index.ts'
import { clockOf, type PublicationDeps } from './deps.ts'
import type { DatasetPublication, DepositPublication, Publication } from './model.ts'
import { checkMoment } from './moment.rules.ts'
import type { Shown } from './publications.ts'
import { insertPublication } from './store.ts'
import { tell } from './tell.ts'

export interface Asked {
  /** Null: the dataset itself, which is a draft. */
  depositId: string | null
  /** An administrator has to agree; otherwise it is published when its time has come. */
  submit: boolean
  publishAt: Date | null
  reason: string | null
  /** Publishes despite blockers. */
  confirm: boolean
  /** Of the deposit whose report was read. */
  sha256?: string
}

/**
 * Plans the publication of a draft or of a deposit, or asks an administrator to agree to it. What would be refused now
 * is refused now; it is judged again when it is published. Throws `NotFound`, `Forbidden`, `SecondPersonNeeded`,
 * `Invalid` by field, `Conflict`.
 */
export const askPublication = async (
  deps: PublicationDeps,
  actor: Actor,
  datasetId: string,
  asked: Asked,
): Promise<Shown> => {
  const { db } = deps
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const now = clockOf(deps)
  const dataset = await getEditableDataset(db, actor, datasetId)
  if (asked.submit && !dataset.organizationId) throw new Conflict(NOBODY_ELSE)
  if (!asked.submit && !asked.publishAt) throw invalidField('publish_at', NO_MOMENT)
  if (asked.publishAt) checkMoment(asked.publishAt, now)
  const what = asked.depositId
    ? await lookAtDeposit(deps, actor, dataset, { ...asked, depositId: asked.depositId })
    : await lookAtDraft(deps, actor, dataset, asked)
  const publication: Publication = {
    ...{ ...what, id: randomUUID(), datasetId: dataset.id, organizationId: dataset.organizationId },
    ...{ state: asked.submit ? 'submitted' : 'planned', publishAt: asked.publishAt },
    ...{ askedBy: actor.userId, askedAt: now, reason: asked.reason?.trim() || null },
    ...{ decidedBy: null, decidedAt: null, decisionReason: null, endedAt: null, error: null, attempts: 0 },
  }
  await inTransaction(db, async (tx) => {
    await insertPublication(tx, publication)
    if (publication.kind === 'deposit') await keepDepositUntil(tx, publication.depositId, keptUntil(publication, now))
    if (asked.submit) await tell(tx, 'submitted', publication, dataset, actor.userId)
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new Conflict(ASKED_ALREADY) : error
  })
  return { publication, dataset }
}

/** A deposit waits a week after its time, and as long as somebody may decide. */
export const keptUntil = ({ state, publishAt }: Pick<Publication, 'state' | 'publishAt'>, now: Date): Date =>
  publishAt && state !== 'submitted' ? daysAfter(publishAt, 7) : daysAfter(publishAt ?? now, 365)

const lookAtDraft = async (
  { db }: PublicationDeps,
  actor: Actor,
  dataset: Dataset,
  { submit }: Asked,
): Promise<Pick<DatasetPublication, 'kind'>> => {
  if (!dataset.private) throw new Conflict(PUBLIC_ALREADY)
  if (!submit) await demandAgreementOn(db, actor, { ...dataset, private: false })
  await checkPublishable(db, dataset)
  return { kind: 'dataset' }
}

type OfDeposit = Omit<DepositPublication, Exclude<keyof DatasetPublication, 'kind'>>

const lookAtDeposit = async (
  deps: PublicationDeps,
  actor: Actor,
  dataset: Dataset,
  { depositId, submit, confirm, reason, sha256 }: Asked & { depositId: string },
): Promise<OfDeposit> => {
  const deposit = await getDeposit(deps.db, actor, dataset.id, depositId)
  if (deposit.published) throw new Conflict(PUBLISHED_ALREADY)
  if (!submit) await demandAgreementOn(deps.db, actor, dataset)
  const report = await judgeDeposit(deps, deposit, { confirm, reason, sha256 })
  if (report.verdict === 'unchanged') throw new Conflict(NOTHING_NEW)
  if (!submit) demandAnother(report, actor, deposit)
  const current = deposit.resourceId ? await findCurrentVersion(deps.db, deposit.resourceId) : undefined
  return {
    ...{ kind: 'deposit', depositId: deposit.id, resourceId: deposit.resourceId, fileName: deposit.fileName },
    ...{ confirmed: confirm, sha256: deposit.sha256, replacesSha256: current?.sha256 ?? null },
  }
}

const NOBODY_ELSE: Text = {
  fr: 'Ce jeu de données est à une personne : personne d’autre n’a à donner son accord. Publiez-le, ou programmez-le.',
  en: 'This dataset belongs to a person: nobody else has to agree. Publish it, or plan it.',
}
const NO_MOMENT: Text = { fr: 'Dites quand publier.', en: 'Say when to publish.' }
const PUBLIC_ALREADY: Text = { fr: 'Ce jeu de données est déjà public.', en: 'This dataset is public already.' }
const PUBLISHED_ALREADY: Text = { fr: 'Ce dépôt est déjà publié.', en: 'This deposit is published already.' }
const NOTHING_NEW: Text = {
  fr: 'Ce fichier est celui qui est en ligne, octet pour octet : il n’y a rien à publier.',
  en: 'This file is the one that is online, byte for byte: there is nothing to publish.',
}
const ASKED_ALREADY: Text = {
  fr: 'Une publication est déjà prévue ou en attente d’accord. Modifiez-la, ou annulez-la d’abord.',
  en: 'A publication is planned or waits for an agreement already. Change it, or cancel it first.',
}
