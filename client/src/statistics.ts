import { addressOf, queryOf, request } from './request.ts'
import type { DatasetStatistics, OrganizationStatistics, StatisticsRange } from './usage-types.ts'

export const getDatasetStatistics = (id: string, range: StatisticsRange = {}): Promise<DatasetStatistics> =>
  request(`${pathOf('datasets', id)}/${queryOf(range)}`)

export const getOrganizationStatistics = (id: string, range: StatisticsRange = {}): Promise<OrganizationStatistics> =>
  request(`${pathOf('organizations', id)}/${queryOf(range)}`)

/** Where the same is to be had as a table. */
export const datasetStatisticsAddress = (id: string, range: StatisticsRange = {}): string =>
  addressOf(`${pathOf('datasets', id)}.csv${queryOf(range)}`)

export const organizationStatisticsAddress = (id: string, range: StatisticsRange = {}): string =>
  addressOf(`${pathOf('organizations', id)}.csv${queryOf(range)}`)

const pathOf = (kind: 'datasets' | 'organizations', id: string): string =>
  `/api/1/${kind}/${encodeURIComponent(id)}/statistics`
