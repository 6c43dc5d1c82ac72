import type { Actor, UserActor } from '../lib/actor.ts'
import { daysAfter } from '../lib/dates.ts'
import { Conflict, Forbidden, invalidField, Unauthorized } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { checkPublishable, demandAgreementOn, type Dataset } from '../catalog/index.ts'
import { inTransaction, type Tx } from '../db/index.ts'
import { demandAnother, getDeposit, judgeDeposit, keepDepositUntil } from '../ingest/index.ts'
import { canAdministerOrganization } from '../organizations/index.ts'
import { findCurrentVersion } from '../versions/index.ts'
import { keptUntil } from './ask-publication.ts'
import { clockOf, type PublicationDeps } from './deps.ts'
import { isOpen, type Publication } from './model.ts'
import { checkMoment } from './moment.rules.ts'
import { publishOne, REPLACED } from './publish-one.ts'
import { getPublication, type Shown } from './publications.ts'
import { lockPublication, updatePublication } from './store.ts'
import { tell } from './tell.ts'

export interface Agreement {
  /** Absent: the moment that was asked for, at once when none was or it is past; null: at once. */
  publishAt?: Date | null
  reason: string | null
  /** Of the deposit whose report was read: it may have been fixed since it was submitted. */
  sha256?: string
}

/**
 * An administrator agrees: it is published at once, in their name, or at its time. Throws `NotFound`, `Forbidden`,
 * `Conflict` when it waits no more or something else was published in between, and what a click would be refused with.
 */
export const acceptPublication = (
  deps: PublicationDeps,
  actor: Actor,
  id: string,
  agreement: Agreement,
): Promise<Shown> =>
  change(deps, actor, id, async (tx, { publication, dataset }, person) => {
    const now = clockOf(deps)
    demandDecider(person, publication)
    const wanted = agreement.publishAt === undefined ? publication.publishAt : agreement.publishAt
    const publishAt = wanted && wanted > now ? wanted : null
    if (agreement.publishAt) checkMoment(agreement.publishAt, now)
    const agreed: Publication = {
      ...{ ...publication, publishAt, decidedBy: person.userId, decidedAt: now },
      decisionReason: agreement.reason?.trim() || null,
    }
    if (agreed.kind === 'deposit' && agreement.sha256) agreed.sha256 = agreement.sha256.toLowerCase()
    const shown = publishAt
      ? await plan({ ...deps, db: tx }, person, agreed, dataset)
      : await publishOne({ ...deps, db: tx }, agreed, now)
    await tell(tx, 'accepted', shown.publication, dataset, person.userId)
    return shown
  })

/** An administrator says no, and why. Throws `NotFound`, `Forbidden`, `Conflict`, `Invalid` without a reason. */
export const refusePublication = (
  deps: PublicationDeps,
  actor: Actor,
  id: string,
  reason: string | null,
): Promise<Shown> =>
  change(deps, actor, id, async (tx, { publication, dataset }, person) => {
    demandDecider(person, publication)
    const decisionReason = reason?.trim()
    if (!decisionReason) throw invalidField('reason', SAY_WHY)
    const decided = { decidedBy: person.userId, decidedAt: clockOf(deps), decisionReason }
    return end(tx, { ...publication, ...decided, state: 'refused', endedAt: decided.decidedAt }, dataset, person)
  })

/** Nothing will be published. For who may edit the dataset. Throws `NotFound`, `Conflict` when it is too late. */
export const cancelPublication = (deps: PublicationDeps, actor: Actor, id: string): Promise<Shown> =>
  change(deps, actor, id, (tx, { publication, dataset }, person) =>
    end(tx, { ...publication, state: 'canceled', endedAt: clockOf(deps) }, dataset, person),
  )

/**
 * Another moment. What was agreed to is moved by who may agree. Throws `NotFound`, `SecondPersonNeeded`, `Conflict`
 * when it is too late, `Invalid`.
 */
export const movePublication = (
  deps: PublicationDeps,
  actor: Actor,
  id: string,
  publishAt: Date | null,
): Promise<Shown> =>
  change(deps, actor, id, async (tx, { publication, dataset }) => {
    const isPlanned = publication.state === 'planned'
    if (!publishAt && isPlanned) throw invalidField('publish_at', NO_MOMENT)
    if (publishAt) checkMoment(publishAt, clockOf(deps))
    const isDraft = publication.kind === 'dataset'
    if (isPlanned) await demandAgreementOn(tx, actor, { ...dataset, private: !isDraft && dataset.private })
    const moved: Publication = { ...publication, publishAt }
    await updatePublication(tx, moved)
    if (moved.kind === 'deposit') await keepDepositUntil(tx, moved.depositId, keptUntil(moved, clockOf(deps)))
    return { publication: moved, dataset }
  })

/** Nobody else decides of it meanwhile, and it is still to come. */
const change = async (
  { db }: PublicationDeps,
  actor: Actor,
  id: string,
  make: (tx: Tx, shown: Shown, person: UserActor) => Promise<Shown>,
): Promise<Shown> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  await getPublication(db, actor, id)
  return inTransaction(db, async (tx) => {
    await lockPublication(tx, id)
    const shown = await getPublication(tx, actor, id)
    if (!isOpen(shown.publication)) throw new Conflict(ENDED)
    return make(tx, shown, actor)
  })
}

const demandDecider = (actor: UserActor, { organizationId, state }: Publication): void => {
  if (!organizationId || !canAdministerOrganization(actor, { id: organizationId })) throw new Forbidden(ADMINS_DECIDE)
  if (state !== 'submitted') throw new Conflict(AGREED)
}

/** What would be refused at its time is refused now. */
const plan = async (
  deps: PublicationDeps & { db: Tx },
  actor: UserActor,
  agreed: Publication,
  dataset: Dataset,
): Promise<Shown> => {
  const planned: Publication = { ...agreed, state: 'planned' }
  if (planned.kind === 'dataset') await checkPublishable(deps.db, dataset)
  else {
    const deposit = await getDeposit(deps.db, actor, dataset.id, planned.depositId)
    const { confirmed, reason, sha256 } = planned
    demandAnother(await judgeDeposit(deps, deposit, { confirm: confirmed, reason, sha256 }), actor, deposit)
    const current = deposit.resourceId ? await findCurrentVersion(deps.db, deposit.resourceId) : undefined
    if ((current?.sha256 ?? null) !== planned.replacesSha256) throw new Conflict(REPLACED)
    await keepDepositUntil(deps.db, deposit.id, keptUntil(planned, clockOf(deps)))
  }
  await updatePublication(deps.db, planned)
  return { publication: planned, dataset }
}

const end = async (tx: Tx, ended: Publication, dataset: Dataset, { userId }: UserActor): Promise<Shown> => {
  await updatePublication(tx, ended)
  if (ended.kind === 'deposit' && ended.endedAt)
    await keepDepositUntil(tx, ended.depositId, daysAfter(ended.endedAt, 7))
  await tell(tx, ended.state === 'refused' ? 'refused' : 'canceled', ended, dataset, userId)
  return { publication: ended, dataset }
}

const SAY_WHY: Text = {
  fr: 'Dites pourquoi : la personne qui a soumis le lira.',
  en: 'Say why: whoever submitted it will read it.',
}
const NO_MOMENT: Text = {
  fr: 'Dites quand publier, ou annulez la publication.',
  en: 'Say when to publish, or cancel the publication.',
}
const ENDED: Text = {
  fr: 'Cette publication n’attend plus : elle est faite, refusée ou annulée.',
  en: 'This publication waits no more: it is done, refused or canceled.',
}
const AGREED: Text = { fr: 'Quelqu’un a déjà donné son accord.', en: 'Somebody agreed already.' }
const ADMINS_DECIDE: Text = {
  fr: 'Les administrateurs de l’organisation décident de ce qui est soumis.',
  en: 'The administrators of the organization decide about what is submitted.',
}
