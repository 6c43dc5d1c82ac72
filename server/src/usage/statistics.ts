import type { Actor } from '../lib/actor.ts'
import { findDatasets, getDataset, idsOfDatasets, listResources } from '../catalog/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { getOrganization, hiddenFor, type Organization } from '../organizations/index.ts'
import type { Holders } from '../subjects/index.ts'
import type { DatasetStatistics, OrganizationStatistics, PeriodUsage, Range, Usage } from './model.ts'
import { filled } from './periods.rules.ts'
import {
  deleteUsageOf,
  sumByDataset,
  sumByDatasetAndPeriod,
  sumByFileAndPeriod,
  sumByPeriod,
  sumPage,
  type Datasets,
} from './store.ts'

/** Of a dataset and its files, for whoever may see it: what is public is public. Throws `NotFound`, `Gone`, `Moved`. */
export const getDatasetStatistics = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  range: Range,
): Promise<DatasetStatistics> => {
  const dataset = await getDataset(db, actor, idOrSlug)
  const periods = filled(range, await sumByPeriod(db, { id: dataset.id }, range))
  const downloads = await sumByFileAndPeriod(db, dataset.id, range)
  const titles = await titlesOf(db, dataset.id)
  // What was deleted since still counts for the dataset, and is told of no more.
  const files = [...titles].map(([id, title]) => ({
    ...{ id, title },
    downloads: downloads.filter((one) => one.id === id).reduce((all, one) => all + one.downloads, 0),
  }))
  return { dataset, range, total: totalOf(periods), periods, files }
}

/** The rows of its table: the page of the dataset, then each of its files, by period. Throws as above. */
export const listDatasetUsage = async (db: Db, actor: Actor, idOrSlug: string, range: Range) => {
  const dataset = await getDataset(db, actor, idOrSlug)
  const titles = await titlesOf(db, dataset.id)
  const page = (await sumByPeriod(db, { id: dataset.id }, range)).map(({ period, views }) => ({
    ...{ period, views, downloads: null, file: null },
  }))
  const files = (await sumByFileAndPeriod(db, dataset.id, range)).map(({ id, period, downloads }) => ({
    ...{ period, views: null, downloads, file: { id, title: titles.get(id) ?? null } },
  }))
  const rows = [...page, ...files].sort((a, b) => a.period.localeCompare(b.period))
  return { dataset, rows }
}

/**
 * Of all the datasets of an organization that the caller may see: everybody those that are public, its members drafts
 * too. Throws `NotFound`, `Gone`, `Moved`.
 */
export const getOrganizationStatistics = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  range: Range,
): Promise<OrganizationStatistics & { organization: Organization }> => {
  const organization = await getOrganization(db, actor, idOrSlug)
  const datasets = datasetsOf(actor, organization)
  const periods = filled(range, await sumByPeriod(db, datasets, range))
  const usage = await sumByDataset(db, datasets, range)
  const listed = (await findDatasets(db, await listIds(db, datasets))).filter(({ deletedAt }) => !deletedAt)
  const rows = listed.map(({ id, title, slug, private: isPrivate }) => ({
    ...{ id, title, slug, private: isPrivate, ...(usage.get(id) ?? { views: 0, downloads: 0 }) },
  }))
  rows.sort((a, b) => b.views - a.views || b.downloads - a.downloads || a.title.localeCompare(b.title, 'fr'))
  const pageViews = await sumPage(db, organization.id, range)
  return { organization, range, total: totalOf(periods), periods, pageViews, datasets: rows }
}

/** The rows of its table: each dataset by period. Throws as above. */
export const listOrganizationUsage = async (db: Db, actor: Actor, idOrSlug: string, range: Range) => {
  const organization = await getOrganization(db, actor, idOrSlug)
  const usage = await sumByDatasetAndPeriod(db, datasetsOf(actor, organization), range)
  const datasets = await findDatasets(db, [...new Set(usage.map(({ datasetId }) => datasetId))])
  const byId = new Map(datasets.map((dataset) => [dataset.id, dataset]))
  const rows = usage.flatMap(({ datasetId, ...counts }) => {
    const dataset = byId.get(datasetId)
    return dataset ? [{ ...counts, dataset }] : []
  })
  return { organization, rows }
}

/** By day, of all that some people and organizations own, drafts too: for them. */
export const listUsageOf = async (db: Db, owners: Holders, range: Range): Promise<PeriodUsage[]> =>
  filled(range, await sumByPeriod(db, { among: idsOfDatasets({ hiddenOf: owners, ownedBy: owners }) }, range))

/** A dataset goes away for good, and what was counted of it. */
export const forgetUsage = (tx: Tx, { subject }: { subject: { id: string } }): Promise<void> =>
  deleteUsageOf(tx, subject.id)

const datasetsOf = (actor: Actor, { id }: Organization): Datasets & { among: ReturnType<typeof idsOfDatasets> } => ({
  among: idsOfDatasets({ hiddenOf: hiddenFor(actor), ownedBy: { organizationIds: [id], ownerId: null } }),
})

const listIds = async (db: Db, { among }: { among: ReturnType<typeof idsOfDatasets> }): Promise<string[]> =>
  (await among.execute(db)).rows.map(({ id }) => id)

const titlesOf = async (db: Db, datasetId: string): Promise<Map<string, string>> =>
  new Map((await listResources(db, datasetId)).map(({ id, title }) => [id, title]))

const totalOf = (periods: PeriodUsage[]): Usage => ({
  views: periods.reduce((sum, { views }) => sum + views, 0),
  downloads: periods.reduce((sum, { downloads }) => sum + downloads, 0),
})
