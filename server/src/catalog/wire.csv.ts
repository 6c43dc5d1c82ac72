import { fullNameOf } from '../accounts/index.ts'
import type { Column } from '../http/index.ts'
import { findZones } from '../spatial/index.ts'
import { resourceDate, shownDates } from './dates.rules.ts'
import { findLicense } from './licenses.ts'
import type { Dataset, DatasetContext, Resource } from './model.ts'
import { qualityOf } from './quality.rules.ts'
import { extrasOf, resourceUrlOf } from './wire.resources.v1.ts'

export interface DatasetRow {
  dataset: Dataset
  context: DatasetContext
}

export interface ResourceRow extends DatasetRow {
  resource: Resource
}

const METRICS = [
  'discussions',
  'discussions_open',
  'reuses',
  'reuses_by_months',
  'dataservices',
  'followers',
  'followers_by_months',
  'views',
  'resources_downloads',
]
const HARVEST = [
  'backend',
  'domain',
  'remote_id',
  'remote_url',
  'uri',
  'created_at',
  'issued_at',
  'modified_at',
  'last_update',
  'dct_identifier',
]

/** The columns of a table of datasets, in udata's order (udata-api.md §12.3). */
export const datasetColumns = (baseUrl: string): Column<DatasetRow>[] => [
  ['id', ({ dataset }) => dataset.id],
  ['title', ({ dataset }) => dataset.title],
  ['slug', ({ dataset }) => dataset.slug],
  ['acronym', ({ dataset }) => dataset.acronym],
  ['url', ({ dataset }) => `${baseUrl}/datasets/${dataset.slug}`],
  ['organization', ({ context }) => context.organization?.name],
  ['organization_id', ({ dataset }) => dataset.organizationId],
  ['owner', ({ context }) => context.owner && fullNameOf(context.owner)],
  ['owner_id', ({ dataset }) => dataset.ownerId],
  ['description', ({ dataset }) => dataset.description],
  ['description_short', ({ dataset }) => dataset.descriptionShort],
  ['frequency', ({ dataset }) => dataset.frequency ?? 'unknown'],
  ['license', ({ dataset }) => findLicense(dataset.license ?? 'notspecified')?.title],
  ['temporal_coverage.start', ({ dataset }) => dataset.temporalCoverage?.start],
  ['temporal_coverage.end', ({ dataset }) => dataset.temporalCoverage?.end],
  ['spatial.granularity', ({ dataset }) => dataset.spatial && (dataset.spatial.granularity ?? 'other')],
  ['spatial.zones', ({ dataset }) => dataset.spatial?.zones.map(zoneName).join(',')],
  ['spatial.geom', ({ dataset }) => (dataset.spatial?.geom ? JSON.stringify(dataset.spatial.geom) : null)],
  ['featured', ({ dataset }) => dataset.featured],
  ['created_at', ({ dataset }) => shownDates(dataset).createdAt],
  ['last_modified', ({ dataset }) => shownDates(dataset).lastModified],
  ['badges', ({ dataset }) => dataset.badges.join(',')],
  ['tags', ({ dataset }) => dataset.tags.join(',')],
  ['archived', ({ dataset }) => dataset.archivedAt ?? false],
  ['resources_count', ({ context }) => context.resources.length],
  ['main_resources_count', ({ context }) => context.resources.filter(({ type }) => type === 'main').length],
  [
    'resources_formats',
    ({ context }) => [...new Set(context.resources.flatMap(({ format }) => format ?? []))].join(','),
  ],
  ...HARVEST.map((key): Column<DatasetRow> => [`harvest.${key}`, ({ dataset }) => textOf(dataset.harvest?.[key])]),
  ['quality_score', ({ dataset }) => Number(Number(qualityOf(dataset).score).toFixed(2))],
  ...METRICS.map((key): Column<DatasetRow> => [`metric.${key}`, ({ dataset }) => metricOf(dataset.metrics[key])]),
]

/** The columns of a table of resources, in udata's order. */
export const resourceColumns = (baseUrl: string): Column<ResourceRow>[] => [
  ['dataset.id', ({ dataset }) => dataset.id],
  ['dataset.title', ({ dataset }) => dataset.title],
  ['dataset.slug', ({ dataset }) => dataset.slug],
  ['dataset.url', ({ dataset }) => `${baseUrl}/datasets/${dataset.slug}`],
  ['dataset.organization', ({ context }) => context.organization?.name],
  ['dataset.organization_id', ({ dataset }) => dataset.organizationId],
  ['dataset.license', ({ dataset }) => findLicense(dataset.license ?? 'notspecified')?.title],
  ['dataset.private', ({ dataset }) => dataset.private],
  ['dataset.archived', ({ dataset }) => dataset.archivedAt ?? false],
  ['id', ({ resource }) => resource.id],
  ['url', ({ resource }) => resourceUrlOf(resource, baseUrl)],
  ['title', ({ resource }) => resource.title],
  ['description', ({ resource }) => resource.description],
  ['filetype', ({ resource }) => resource.filetype],
  ['type', ({ resource }) => resource.type],
  ['format', ({ resource }) => resource.format],
  ['mime', ({ resource }) => resource.mime],
  ['filesize', ({ resource }) => resource.filesize],
  ['checksum.type', ({ resource }) => resource.checksum?.type],
  ['checksum.value', ({ resource }) => resource.checksum?.value],
  ['created_at', ({ resource }) => resource.createdAt],
  ['modified', ({ resource }) => resourceDate(resource)],
  ['downloads', ({ resource }) => Number(resource.metrics.views ?? 0)],
  ['harvest.issued_at', ({ resource }) => textOf(resource.harvest?.issued_at)],
  ['harvest.modified_at', ({ resource }) => textOf(resource.harvest?.modified_at)],
  ['harvest.last_update', ({ resource }) => textOf(resource.harvest?.last_update)],
  ['schema_name', ({ resource }) => resource.schema?.name],
  ['schema_version', ({ resource }) => resource.schema?.version],
  ['preview_url', () => null],
  ['extras', ({ resource }) => JSON.stringify(extrasOf(resource, baseUrl))],
]

const zoneName = (id: string): string => findZones([id]).get(id)?.name ?? id
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
/** A number, or numbers by month. */
export const metricOf = (value: unknown): string | number =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : Number(value ?? 0)
