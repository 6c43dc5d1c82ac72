import type { Actor } from '../lib/actor.ts'
import { daysAfter, presentDate } from '../lib/dates.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import { presentOrganizationRef } from '../organizations/wire.v1.ts'
import { DAYS_BEFORE_PURGE, type Dataset, type DatasetContext, type Resource } from './model.ts'
import { canEditDataset } from './policy.ts'
import { qualityOf } from './quality.rules.ts'

/** udata's dataset (udata-api.md §2.1.3). */
export const presentDataset = (dataset: Dataset, context: DatasetContext, actor: Actor, baseUrl: string) => {
  const editable = canEditDataset(actor, dataset)
  return {
    ...wordsOf(dataset),
    ...statesOf(dataset),
    badges: [],
    resources: context.resources.map((resource) => presentResource(resource, baseUrl)),
    harvest: null,
    metrics: METRICS,
    organization: context.organization ? presentOrganizationRef(context.organization, actor, baseUrl) : null,
    owner: context.owner ? presentUserRef(context.owner, baseUrl) : null,
    quality: qualityOf(dataset, context.resources),
    internal: {
      created_at_internal: presentDate(dataset.createdAt),
      last_modified_internal: presentDate(dataset.lastModified),
    },
    permissions: { delete: editable, edit: editable, edit_resources: editable },
    uri: `${baseUrl}/api/1/datasets/${dataset.slug}/`,
    page: `${baseUrl}/datasets/${dataset.slug}`,
  }
}

/** udata's resource (udata-api.md §2.2.1). */
export const presentResource = (resource: Resource, baseUrl: string) => ({
  id: resource.id,
  title: resource.title,
  description: resource.description,
  filetype: resource.filetype,
  type: resource.type,
  format: resource.format,
  url: resourceUrlOf(resource, baseUrl),
  latest: `${baseUrl}/api/1/datasets/r/${resource.id}`,
  checksum: resource.checksum,
  filesize: resource.filesize,
  mime: resource.mime,
  created_at: presentDate(resource.createdAt),
  last_modified: presentDate(resource.lastModified),
  metrics: {},
  harvest: null,
  extras: resource.filetype === 'file' ? { ...resource.extras, ...resource.analysisExtras } : resource.extras,
  preview_url: null,
  schema: resource.schema,
  internal: {
    created_at_internal: presentDate(resource.createdAt),
    last_modified_internal: presentDate(resource.lastModified),
  },
})

/** The address of the current version, for ever its own (architecture.md, Addresses), or the link. */
export const resourceUrlOf = (resource: Resource, baseUrl: string): string =>
  resource.filetype === 'remote'
    ? resource.url
    : versionUrlOf(baseUrl, resource.id, resource.versionNumber, resource.fileName)

/** `/files/{rid}/{version}/{file name}`: one version's bytes. */
export const versionUrlOf = (baseUrl: string, resourceId: string, number: number, fileName: string): string =>
  `${baseUrl}/files/${resourceId}/${number}/${encodeURIComponent(fileName)}`

const wordsOf = (dataset: Dataset) => ({
  id: dataset.id,
  slug: dataset.slug,
  title: dataset.title,
  acronym: dataset.acronym,
  description: dataset.description,
  description_short: dataset.descriptionShort,
  tags: dataset.tags,
  frequency: dataset.frequency ?? 'unknown',
  frequency_date: presentDate(dataset.frequencyDate),
  license: dataset.license ?? 'notspecified',
  schema: null,
  temporal_coverage: dataset.temporalCoverage,
  spatial: dataset.spatial && { ...dataset.spatial, granularity: dataset.spatial.granularity ?? 'other' },
  contact_points: [],
  access_type: 'open',
  access_audiences: [],
  authorization_request_url: null,
  access_type_reason_category: null,
  access_type_reason: null,
})

const statesOf = (dataset: Dataset) => ({
  created_at: presentDate(dataset.createdAt),
  last_modified: presentDate(dataset.lastModified),
  last_update: presentDate(dataset.lastUpdate),
  deleted: presentDate(dataset.deletedAt),
  archived: presentDate(dataset.archivedAt),
  featured: false,
  private: dataset.private,
  extras: dataset.deletedAt
    ? { ...dataset.extras, 'cimaise:purge_at': presentDate(daysAfter(dataset.deletedAt, DAYS_BEFORE_PURGE)) }
    : dataset.extras,
})

const METRICS = {
  discussions: 0,
  discussions_open: 0,
  reuses: 0,
  reuses_by_months: 0,
  dataservices: 0,
  followers: 0,
  followers_by_months: 0,
  views: 0,
  resources_downloads: 0,
}
