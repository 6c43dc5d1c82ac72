import type { UserActor } from '../lib/actor.ts'
import { Conflict, Forbidden, NotFound } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { findDatasetById, updateDataset, type Dataset } from '../catalog/index.ts'
import type { Tx } from '../db/index.ts'
import { getDeposit, publishDeposit } from '../ingest/index.ts'
import { findActorNow } from '../organizations/index.ts'
import { findCurrentVersion } from '../versions/index.ts'
import type { PublicationDeps } from './deps.ts'
import type { DepositPublication, Publication } from './model.ts'
import { updatePublication } from './store.ts'

/**
 * Publishes in the name of who agreed, or asked when nobody had to, with the rights that they have now, and writes
 * that it is done in the same transaction. Throws what a click would be refused with, and `Conflict` when another file
 * came in the place of the one that was to be replaced.
 */
export const publishOne = async (
  deps: PublicationDeps & { db: Tx },
  publication: Publication,
  now: Date,
): Promise<{ publication: Publication; dataset: Dataset }> => {
  const { db } = deps
  const actor = await findActorNow(db, publication.decidedBy ?? publication.askedBy)
  if (!actor) throw new Forbidden(LEFT)
  const done: Publication = { ...publication, state: 'done', endedAt: now, error: null }
  if (done.kind === 'deposit') done.resourceId = await publishFileOf(deps, actor, done)
  else await publishDraft(db, actor, done.datasetId)
  await updatePublication(db, done)
  const dataset = await findDatasetById(db, done.datasetId)
  if (!dataset) throw new NotFound()
  return { publication: done, dataset }
}

/** Somebody may have published it meanwhile: nothing is left to do. */
const publishDraft = async (db: Tx, actor: UserActor, datasetId: string): Promise<void> => {
  const dataset = await findDatasetById(db, datasetId)
  if (dataset && !dataset.deletedAt && !dataset.private) return
  await updateDataset(db, actor, datasetId, { private: false })
}

const publishFileOf = async (
  deps: PublicationDeps,
  actor: UserActor,
  { datasetId, depositId, sha256, replacesSha256, reason, confirmed }: DepositPublication,
): Promise<string> => {
  const deposit = await getDeposit(deps.db, actor, datasetId, depositId)
  const current = deposit.resourceId ? await findCurrentVersion(deps.db, deposit.resourceId) : undefined
  // Nothing but what was there when it was asked, or its own bytes: a link put in its place is somebody's decision too.
  const known = [replacesSha256, sha256]
  if (!deposit.published && !known.includes(current?.sha256 ?? null)) throw new Conflict(REPLACED)
  // Between this look and the lock nobody comes unseen.
  const expected = current?.sha256
  const decision = { reason, confirm: confirmed, sha256, expected, via: 'web' as const }
  const { resource } = await publishDeposit(deps, actor, deposit, decision)
  return resource.id
}

const LEFT: Text = {
  fr: 'La personne qui devait publier n’a plus de compte actif.',
  en: 'Whoever was to publish has no active account any more.',
}
export const REPLACED: Text = {
  fr: 'Quelqu’un a publié un autre fichier à cette place entre-temps. Rien n’a été écrasé.',
  en: 'Somebody published another file in this place in between. Nothing was overwritten.',
}
