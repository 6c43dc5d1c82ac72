import { parseDate, presentDate } from '../lib/dates.ts'
import { resourceDate } from './dates.rules.ts'
import type { Resource } from './model.ts'

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
  created_at: presentDate(issuedOf(resource) ?? resource.createdAt),
  last_modified: presentDate(resourceDate(resource)),
  metrics: resource.metrics,
  harvest: resource.harvest,
  extras: extrasOf(resource, baseUrl),
  preview_url: null,
  schema: resource.schema,
  internal: {
    created_at_internal: presentDate(resource.createdAt),
    last_modified_internal: presentDate(resource.lastModified),
  },
})

/** What clients wrote, and what we saw in the current file. */
export const extrasOf = (resource: Resource, baseUrl: string): Record<string, unknown> => {
  if (resource.filetype === 'remote') return resource.extras
  const { id, versionNumber, extras, analysisExtras } = resource
  const hasMap = 'analysis:parsing:pmtiles_size' in analysisExtras
  return {
    ...extras,
    ...analysisExtras,
    ...(hasMap && { 'analysis:parsing:pmtiles_url': tilesUrlOf(baseUrl, id, versionNumber) }),
  }
}

/** The address of the current version, for ever its own (architecture.md, Addresses), or the link. */
export const resourceUrlOf = (resource: Resource, baseUrl: string): string =>
  resource.filetype === 'remote'
    ? resource.url
    : versionUrlOf(baseUrl, resource.id, resource.versionNumber, resource.fileName)

/** `/files/{rid}/{version}/{file name}`: one version's bytes. */
export const versionUrlOf = (baseUrl: string, resourceId: string, number: number, fileName: string): string =>
  `${baseUrl}/files/${resourceId}/${number}/${encodeURIComponent(fileName)}`

/** One version's map, as vector tiles. */
export const tilesUrlOf = (baseUrl: string, resourceId: string, number: number): string =>
  `${baseUrl}/files/${resourceId}/${number}/map/tiles.pmtiles`

const issuedOf = ({ harvest }: Resource): Date | undefined =>
  typeof harvest?.issued_at === 'string' ? parseDate(harvest.issued_at) : undefined
