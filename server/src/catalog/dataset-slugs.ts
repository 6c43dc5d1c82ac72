import { firstFreeSlug, slugOf } from '../lib/slugs.ts'
import type { Db } from '../db/index.ts'
import type { Dataset } from './model.ts'
import { datasetSlugIsTaken, recordSlugChange } from './store.datasets.ts'

/** Gives a renamed dataset the slug of its new title; the old one goes on leading to it. */
export const renameDataset = async (tx: Db, before: Dataset, after: Dataset): Promise<void> => {
  after.slug = await freeSlug(tx, after)
  if (after.slug !== before.slug) await recordSlugChange(tx, after.id, before.slug, after.slug)
}

/** The first slug of its title that no other dataset has. */
export const freeSlug = (db: Db, dataset: Dataset): Promise<string> =>
  firstFreeSlug(
    slugOf(dataset.title) || 'jeu-de-donnees',
    (candidate) => datasetSlugIsTaken(db, candidate, dataset.id),
    {
      attempts: 10_000,
      tooMany: { fr: 'Trop de jeux de données portent ce titre.', en: 'Too many datasets have this title.' },
    },
  )
