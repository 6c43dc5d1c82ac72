import type { UserActor } from '../../lib/actor.ts'
import { previewUpdate, updateDataset, type Dataset, type DatasetChanges } from '../../catalog/index.ts'
import { checkTransfer, requestTransfer } from '../../community/index.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { BulkChanges, BulkEntry } from '../model.ts'
import { changesFor, differenceOf, takeBack } from './changes.rules.ts'

/** What happened, or would happen, to one dataset. */
export type Outcome = Pick<BulkEntry, 'state' | 'before' | 'after' | 'kept' | 'reason'>

/** Changes one dataset by the catalogue's own use case. Throws what it throws, with nothing written. */
export const applyChange = async (
  tx: Tx,
  actor: UserActor,
  dataset: Dataset,
  wanted: BulkChanges,
): Promise<Outcome> => {
  const changes = changesFor(dataset, wanted)
  const { difference, transfer } = await judge(tx, actor, dataset, changes, wanted)
  const written =
    Object.keys(difference.after).length > 0
      ? differenceOf(dataset, await updateDataset(tx, actor, dataset.id, changes))
      : difference
  if (transfer) await requestTransfer(tx, actor, transfer)
  return outcomeOf(transfer ? withTransfer(written, dataset, wanted) : written)
}

/** The same with nothing written. Throws `Gone`, `Forbidden`, `Invalid`. */
export const previewChange = async (
  db: Db,
  actor: UserActor,
  dataset: Dataset,
  wanted: BulkChanges,
): Promise<Outcome> => {
  const { difference, transfer } = await judge(db, actor, dataset, changesFor(dataset, wanted), wanted)
  return outcomeOf(transfer ? withTransfer(difference, dataset, wanted) : difference)
}

const judge = async (
  db: Db,
  actor: UserActor,
  dataset: Dataset,
  changes: DatasetChanges,
  { transferTo }: BulkChanges,
) => {
  const after = await previewUpdate(db, actor, dataset, changes)
  const transfer = transferTo && transferTo !== dataset.organizationId ? transferOf(dataset, transferTo) : null
  if (transfer) await checkTransfer(db, actor, transfer)
  return { difference: differenceOf(dataset, after), transfer }
}

const withTransfer = (
  { before, after }: Pick<Outcome, 'before' | 'after'>,
  { organizationId }: Dataset,
  { transferTo }: BulkChanges,
) => ({ before: { ...before, transferTo: organizationId }, after: { ...after, transferTo } })

/** Puts back the fields of an edit that still say what it wrote. A transfer that was asked for is its recipient's. */
export const applyUndo = async (
  tx: Tx,
  actor: UserActor,
  dataset: Dataset,
  edit: Pick<BulkEntry, 'before' | 'after'>,
): Promise<Outcome> => {
  const { changes, kept } = takeBack(dataset, edit)
  const asked = edit.after.transferTo ? (['transferTo'] as const) : []
  const left = { ...{ before: {}, after: {}, reason: null }, state: 'left' as const, kept: [...kept, ...asked] }
  if (Object.keys(changes).length === 0) return left
  const after = await updateDataset(tx, actor, dataset.id, changes)
  return { ...outcomeOf(differenceOf(dataset, after)), kept: left.kept }
}

const outcomeOf = (difference: Pick<Outcome, 'before' | 'after'>): Outcome => ({
  ...difference,
  state: Object.keys(difference.after).length > 0 ? 'changed' : 'unchanged',
  kept: [],
  reason: null,
})

const transferOf = ({ id }: Dataset, organizationId: string) => ({
  subject: { class: 'Dataset' as const, id },
  recipient: { class: 'Organization' as const, id: organizationId },
  comment: '',
})
