import type { Column } from '../http/index.ts'
import type { DatasetStatistics, OrganizationStatistics, Statistics } from './model.ts'
import type { listDatasetUsage, listOrganizationUsage } from './statistics.ts'

export const presentDatasetStatistics = (statistics: DatasetStatistics) => ({
  ...presentCounts(statistics),
  resources: statistics.files,
})

export const presentOrganizationStatistics = (statistics: OrganizationStatistics) => ({
  ...presentCounts(statistics),
  page_views: statistics.pageViews,
  datasets: statistics.datasets,
})

const presentCounts = ({ range, total, periods }: Statistics) => ({ ...range, ...total, periods })

type DatasetRow = Awaited<ReturnType<typeof listDatasetUsage>>['rows'][number]
type OrganizationRow = Awaited<ReturnType<typeof listOrganizationUsage>>['rows'][number]

/** The dataset's page has no file; a file that was deleted has no title any more. */
export const DATASET_COLUMNS: Column<DatasetRow>[] = [
  ['period', ({ period }) => period],
  ['resource.id', ({ file }) => file?.id],
  ['resource.title', ({ file }) => file?.title],
  ['views', ({ views }) => views],
  ['downloads', ({ downloads }) => downloads],
]

export const ORGANIZATION_COLUMNS: Column<OrganizationRow>[] = [
  ['period', ({ period }) => period],
  ['dataset.id', ({ dataset }) => dataset.id],
  ['dataset.title', ({ dataset }) => dataset.title],
  ['dataset.slug', ({ dataset }) => dataset.slug],
  ['views', ({ views }) => views],
  ['downloads', ({ downloads }) => downloads],
]
