import { presentDate } from '../lib/dates.ts'
import type { HostedResource } from '../catalog/index.ts'
import type { LinkCheck } from './model.ts'
import type { Crawled } from './readings.ts'
import type { Counted, LinkCounts } from './store.readings.ts'

/** hydra's shapes (tabular.md §2.9). */
export const presentCrawled = ({ resource, link }: Crawled) => ({
  dataset_id: resource.datasetId,
  resource_id: resource.id,
  status: link?.status ?? null,
  status_since: presentDate(link?.statusSince ?? resource.lastModified),
})

export const presentCheck = (check: LinkCheck, { resource, link }: Crawled) => ({
  id: check.id,
  catalog_id: link?.id ?? null,
  catalog_url: link?.url ?? check.url,
  check_url: check.url,
  domain: check.domain,
  created_at: presentDate(check.createdAt),
  status: check.status,
  headers: check.headers,
  cors_headers: check.cors,
  timeout: check.timeout,
  response_time: check.responseTime,
  error: check.error,
  dataset_id: resource.datasetId,
  resource_id: resource.id,
  next_check_at: presentDate(check.nextCheckAt),
  deleted: false,
  ...NOT_PARSED,
})

/** Of a file that we hold: what a visit would find, since the day it was published. */
export const presentHeldFile = (resource: HostedResource, url: string, baseUrl: string) => {
  const seen = (key: string): unknown => resource.analysisExtras[key] ?? null
  const [type, length] = [seen('check:headers:content-type'), seen('check:headers:content-length')]
  return {
    id: null,
    catalog_id: null,
    catalog_url: url,
    check_url: url,
    domain: new URL(baseUrl).hostname,
    created_at: presentDate(resource.lastModified),
    status: 200,
    headers: { 'content-type': String(type), 'content-length': String(length) },
    cors_headers: null,
    timeout: false,
    response_time: null,
    error: null,
    dataset_id: resource.datasetId,
    resource_id: resource.id,
    next_check_at: null,
    deleted: false,
    ...NOT_PARSED,
    parsing_started_at: seen('analysis:parsing:started_at'),
    parsing_finished_at: seen('analysis:parsing:finished_at'),
    parsing_error: seen('analysis:parsing:error'),
    parsing_table: seen('analysis:parsing:parsing_table'),
  }
}

const NOT_PARSED = {
  parsing_started_at: null,
  parsing_finished_at: null,
  parsing_error: null,
  parsing_table: null,
  parquet_url: null,
  parquet_size: null,
  pmtiles_url: null,
  pmtiles_size: null,
  geojson_url: null,
  geojson_size: null,
}

export const presentCounts = (counted: Counted[]) => counted.map(({ value, count }) => ({ value, count }))

export const presentStats = (answers: { status: number | null; timeout: boolean; count: number }[]) => {
  const total = answers.reduce((sum, { count }) => sum + count, 0)
  const shareOf = (count: number) => ({ count, percentage: percent(count, total) })
  const sum = (of: typeof answers) => of.reduce((count, answer) => count + answer.count, 0)
  const timeouts = answers.filter(({ timeout }) => timeout)
  const errors = answers.filter(({ status, timeout }) => !timeout && status === null)
  const codes = answers.filter(({ status }) => status !== null)
  return {
    status: [
      { label: 'error', ...shareOf(sum(errors)) },
      { label: 'timeout', ...shareOf(sum(timeouts)) },
      { label: 'ok', ...shareOf(sum(codes)) },
    ],
    status_codes: codes.map(({ status, count }) => ({ code: status, ...shareOf(count) })),
  }
}

export const presentProgress = ({ total, deleted, underWay, waitingFirst, waiting }: LinkCounts) => {
  const eligible = total - deleted
  const needs = waitingFirst + waiting
  const upToDate = Math.max(0, eligible - needs - underWay)
  return {
    checks: {
      in_progress_count: underWay,
      in_progress_percentage: percent(underWay, eligible),
      needs_check_count: needs,
      needs_check_percentage: percent(needs, eligible),
      up_to_date_check_count: upToDate,
      up_to_date_check_percentage: percent(upToDate, eligible),
    },
    resources: { total_eligible_count: eligible },
  }
}

export const presentQueues = ({ waitingFirst, waiting }: LinkCounts) => ({
  queued: { default: waitingFirst, high: 0, low: waiting },
})

export const presentLinkCounts = ({ total, deleted, statuses }: LinkCounts) => ({
  total_count: total,
  deleted_count: deleted,
  statuses_count: statuses,
})

const percent = (count: number, total: number): number => (total === 0 ? 0 : Math.round((1_000 * count) / total) / 10)
