import type { User } from '../accounts/index.ts'
import { findUsers } from '../accounts/index.ts'
import { demandPerson, type Actor } from '../lib/actor.ts'
import { getEditableDataset, type Dataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { checkDraft } from './draft.rules.ts'
import { subjectOfDataset, type Draft, type DraftInput } from './model.ts'
import { deleteDraft, selectDrafts, upsertDraft } from './store.ts'

/** A form as it stands: what the caller typed, who else writes, and the dataset that both began from. */
export interface Desk {
  dataset: Dataset
  mine: Draft | null
  others: (Draft & { user: User })[]
}

/** For who may edit the dataset. Throws `NotFound`, `Gone`, `Unauthorized`, `Forbidden`. */
export const getDesk = async (db: Db, actor: Actor, idOrSlug: string): Promise<Desk> => {
  const { dataset, userId } = await editable(db, actor, idOrSlug)
  return deskOf(db, dataset, userId)
}

/**
 * Keeps what the caller typed in the place of what they had; nothing typed is no draft. Throws `NotFound`, `Gone`,
 * `Unauthorized`, `Forbidden`, `Invalid`, `TooLarge`.
 */
export const saveDraft = async (db: Db, actor: Actor, idOrSlug: string, input: DraftInput): Promise<Desk> => {
  const { dataset, userId } = await editable(db, actor, idOrSlug)
  checkDraft(input)
  const subject = subjectOfDataset(dataset.id)
  if (Object.keys(input.fields).length === 0) await deleteDraft(db, userId, subject)
  else await upsertDraft(db, userId, subject, input)
  return deskOf(db, dataset, userId)
}

/** Forgets what the caller typed. Harmless without a draft. Throws `NotFound`, `Gone`, `Unauthorized`, `Forbidden`. */
export const discardDraft = async (db: Db, actor: Actor, idOrSlug: string): Promise<void> => {
  const { dataset, userId } = await editable(db, actor, idOrSlug)
  await deleteDraft(db, userId, subjectOfDataset(dataset.id))
}

const editable = async (db: Db, actor: Actor, idOrSlug: string) => {
  const { userId } = demandPerson(actor)
  return { dataset: await getEditableDataset(db, actor, idOrSlug), userId }
}

const deskOf = async (db: Db, dataset: Dataset, userId: string): Promise<Desk> => {
  const drafts = await selectDrafts(db, subjectOfDataset(dataset.id))
  const others = drafts.filter((draft) => draft.userId !== userId)
  const users =
    others.length > 0
      ? await findUsers(
          db,
          others.map((draft) => draft.userId),
        )
      : new Map<string, User>()
  return {
    dataset,
    mine: drafts.find((draft) => draft.userId === userId) ?? null,
    others: others.flatMap((draft) => {
      const user = users.get(draft.userId)
      return user ? [{ ...draft, user }] : []
    }),
  }
}
