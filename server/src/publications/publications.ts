import type { Actor } from '../lib/actor.ts'
import { Forbidden, NotFound } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { canEditDataset, findDatasets, getEditableDataset, type Dataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { canPublishFor, getOrganization } from '../organizations/index.ts'
import type { Publication, State } from './model.ts'
import { selectOfDataset, selectOpen, selectPage, selectPublication, selectSubmitted } from './store.ts'

/** A publication and the dataset that it is of. */
export interface Shown {
  publication: Publication
  dataset: Dataset
}

/** What waits for this person to agree, oldest first: what was submitted in the organizations that they administer. */
export const listWaitingFor = async (db: Db, actor: Actor): Promise<Shown[]> => {
  if (actor.kind === 'anonymous') return []
  const theirs = actor.memberships.filter(({ role }) => role === 'admin')
  return withDatasets(
    db,
    await selectSubmitted(
      db,
      theirs.map(({ organizationId }) => organizationId),
    ),
  )
}

/** What is to come of these datasets, soonest first. Says nothing of who may see it: who may edit them. */
export const findOpenPublications = async (db: Db, datasetIds: string[]): Promise<Map<string, Publication[]>> => {
  const open = new Map<string, Publication[]>()
  for (const publication of await selectOpen(db, datasetIds))
    open.set(publication.datasetId, [...(open.get(publication.datasetId) ?? []), publication])
  return open
}

/** All of a dataset, newest first, for who may edit it. Throws `NotFound`, `Unauthorized`, `Forbidden`. */
export const listPublicationsOf = async (db: Db, actor: Actor, datasetId: string): Promise<Shown[]> => {
  const dataset = await getEditableDataset(db, actor, datasetId)
  return (await selectOfDataset(db, dataset.id)).map((publication) => ({ publication, dataset }))
}

/** Those of an organization in these states, for its members. Throws `NotFound`, `Forbidden`. */
export const listPublications = async (
  db: Db,
  actor: Actor,
  organization: string,
  states: State[],
  page: Page,
): Promise<[Shown[], number]> => {
  const { id } = await getOrganization(db, actor, organization)
  if (!canPublishFor(actor, id)) throw new Forbidden()
  const [publications, total] = await selectPage(db, id, states, page)
  return [await withDatasets(db, publications), total]
}

/** One, for who may edit its dataset; anybody else doesn't know that it exists. Throws `NotFound`. */
export const getPublication = async (db: Db, actor: Actor, id: string): Promise<Shown> => {
  const publication = isUuid(id) ? await selectPublication(db, id) : undefined
  const [shown] = publication ? await withDatasets(db, [publication]) : []
  if (!shown || !canEditDataset(actor, shown.dataset)) throw new NotFound()
  return shown
}

const withDatasets = async (db: Db, publications: Publication[]): Promise<Shown[]> => {
  const found = await findDatasets(db, [...new Set(publications.map(({ datasetId }) => datasetId))])
  const datasets = new Map(found.map((dataset) => [dataset.id, dataset]))
  return publications.flatMap((publication) => {
    const dataset = datasets.get(publication.datasetId)
    return dataset ? { publication, dataset } : []
  })
}
