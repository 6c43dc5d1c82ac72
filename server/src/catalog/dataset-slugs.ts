import type { Tx } from '../db/index.ts'
import { freeSlug, recordSlugChange } from '../subjects/index.ts'
import type { Dataset } from './model.ts'
import { datasetSlugIsTaken } from './store.datasets.ts'

/** Gives a renamed dataset the slug of its new title; the old one goes on leading to it. */
export const renameDataset = async (tx: Tx, before: Dataset, after: Dataset): Promise<void> => {
  after.slug = await slugFor(tx, after)
  await recordSlugChange(tx, 'Dataset', after.id, { from: before.slug, to: after.slug })
}

/** The first slug of its title that no other dataset has. */
export const slugFor = (tx: Tx, dataset: Dataset): Promise<string> =>
  freeSlug(tx, 'Dataset', dataset.title, {
    fallback: 'jeu-de-donnees',
    isTaken: (slug) => datasetSlugIsTaken(tx, slug, dataset.id),
  })
