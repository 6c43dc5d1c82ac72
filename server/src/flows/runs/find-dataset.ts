import { createDataset, findDatasetById } from '../../catalog/index.ts'
import { Forbidden, NotFound } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import type { Mapped } from '../mapping/mapping.rules.ts'
import { actorOf } from '../policy.ts'
import { lockFlow } from '../store.flows.ts'
import { insertMadeDataset, selectMadeDataset } from './store.targets.ts'
import type { Flow } from '../model.ts'
import type { FilesRun } from './files-run.ts'

/**
 * The dataset of a file: the one that the flow names, or the one made of its template, once for each title. Null in a
 * run without effect, when it isn't there yet. Throws `NotFound`, `Invalid` for words that no dataset may have.
 */
export const findDataset = async (
  db: Db,
  { flow, definition, run }: Pick<FilesRun, 'flow' | 'definition' | 'run'>,
  { dataset }: Mapped,
): Promise<string | null> => {
  if (dataset.kind === 'existing') return getOwn(db, flow, dataset.id)
  const made = await selectMadeDataset(db, flow.id, dataset.title)
  if (made) return getOwn(db, flow, made)
  const template = definition.mapping.dataset
  if (run.dry || template.kind !== 'template') return null
  const { tags, license, frequency, private: isPrivate } = template
  return inTransaction(db, async (tx) => {
    // Two files of one dataset at once make it once.
    await lockFlow(tx, flow.id)
    const there = await selectMadeDataset(tx, flow.id, dataset.title)
    if (there) return there
    const words = { title: dataset.title, description: dataset.description, tags, license, frequency }
    const owner = { organizationId: flow.organizationId, private: isPrivate }
    const { id } = await createDataset(tx, actorOf(flow), { ...words, ...owner })
    await insertMadeDataset(tx, flow.id, dataset.title, id)
    return id
  })
}

/** Whether the flow may write to a dataset that it once fed: somebody may have deleted it, or given it to others. */
export const isOwn = async (db: Db, { organizationId }: Flow, id: string): Promise<boolean> => {
  const known = await findDatasetById(db, id)
  return known !== undefined && !known.deletedAt && known.organizationId === organizationId
}

const getOwn = async (db: Db, { organizationId }: Flow, id: string): Promise<string> => {
  const known = await findDatasetById(db, id)
  if (!known || known.deletedAt) throw new NotFound(NO_DATASET)
  // What others keep private doesn't exist for this flow.
  if (known.organizationId !== organizationId) throw known.private ? new NotFound(NO_DATASET) : new Forbidden(NOT_OURS)
  return known.id
}

const NOT_OURS: Text = {
  fr: 'Le jeu de données de ce flux n’est pas, ou plus, à son organisation. Choisissez-en un autre dans le flux, ou faites le flux dans l’organisation qui le publie.',
  en: 'The dataset of this flow does not belong to its organization, or not any more. Choose another one in the flow, or make the flow in the organization that publishes it.',
}

const NO_DATASET: Text = {
  fr: 'Le jeu de données de ce flux n’existe plus. Restaurez-le, ou choisissez-en un autre dans le flux.',
  en: 'The dataset of this flow does not exist any more. Restore it, or choose another one in the flow.',
}
