import type { Actor } from '../../lib/actor.ts'
import { presentDate } from '../../lib/dates.ts'
import { fullNameOf } from '../../accounts/index.ts'
import type { Dataset } from '../../catalog/index.ts'
import { metricOf } from '../../catalog/wire.csv.ts'
import type { Column } from '../../http/index.ts'
import { imageUrl, thumbnailUrl } from '../../images/index.ts'
import type { Subject } from '../../subjects/index.ts'
import { presentSubjectRef } from '../../subjects/wire.ts'
import type { ExportedListing } from '../export-listings.ts'
import type { ListingOwners } from '../find-owners.ts'
import { permissionsOf, presentCommon, presentLink } from '../wire.common.ts'
import type { Reuse, ReuseFields } from './model.ts'

export interface ReuseContext {
  owners: ListingOwners
  /** Presented by the catalogue. */
  datasets: object[]
  dataservices: Subject[]
}

/** udata's reuse, in v1 (udata-api.md §2.6). */
export const presentReuse = (reuse: Reuse, context: ReuseContext, actor: Actor, baseUrl: string) => ({
  ...presentWords(reuse, context.owners, actor, baseUrl),
  datasets: context.datasets,
  dataservices: context.dataservices.map((dataservice) => presentSubjectRef(dataservice, baseUrl)),
})

/** The same in v2: links instead of lists (udata-api.md §3.2). */
export const presentReuseV2 = (
  reuse: Reuse,
  context: { owners: ListingOwners; datasets: number },
  actor: Actor,
  baseUrl: string,
) => ({
  ...presentWords(reuse, context.owners, actor, baseUrl),
  datasets: presentLink(`${baseUrl}/api/2/datasets/?reuse=${reuse.id}&page=1&page_size=20`, context.datasets),
  dataservices: presentLink(
    `${baseUrl}/api/1/dataservices/?reuse=${reuse.id}&page=1&page_size=20`,
    reuse.fields.dataserviceIds.length,
  ),
})

const presentWords = (reuse: Reuse, owners: ListingOwners, actor: Actor, baseUrl: string) => ({
  ...presentCommon(reuse, owners, actor, baseUrl),
  title: reuse.title,
  type: reuse.fields.type,
  topic: reuse.fields.topic,
  url: reuse.fields.url,
  image: imageUrl(reuse.fields.image, baseUrl),
  image_thumbnail: thumbnailUrl(reuse.fields.image, 100, baseUrl),
  badges: [],
  metrics: { ...ZEROS, ...reuse.metrics },
  created_at: presentDate(reuse.createdAt),
  last_modified: presentDate(reuse.lastModified),
  deleted: presentDate(reuse.deletedAt),
  archived: presentDate(reuse.archivedAt),
  permissions: permissionsOf(reuse, actor),
  uri: `${baseUrl}/api/1/reuses/${reuse.slug}/`,
  page: `${baseUrl}/reuses/${reuse.slug}`,
})

/** What a list of reuses says of a dataset. */
export const presentShortDataset = ({ id, title, slug }: Dataset, baseUrl: string) => ({
  id,
  title,
  uri: `${baseUrl}/api/1/datasets/${slug}/`,
  page: `${baseUrl}/datasets/${slug}`,
})

export const presentSuggestion = (reuse: Reuse, baseUrl: string) => ({
  id: reuse.id,
  title: reuse.title,
  slug: reuse.slug,
  image_url: thumbnailUrl(reuse.fields.image, 100, baseUrl),
  page: `${baseUrl}/reuses/${reuse.slug}`,
})

/** The columns of a table of reuses, in udata's order (udata-api.md §12.3). */
export const reuseColumns = (baseUrl: string): Column<ExportedListing<ReuseFields>>[] => [
  ['id', ({ listing }) => listing.id],
  ['title', ({ listing }) => listing.title],
  ['slug', ({ listing }) => listing.slug],
  ['url', ({ listing }) => `${baseUrl}/reuses/${listing.slug}`],
  ['type', ({ listing }) => listing.fields.type],
  ['description', ({ listing }) => listing.description],
  ['remote_url', ({ listing }) => listing.fields.url],
  ['organization', ({ owners }) => owners.organization?.name],
  ['organization_id', ({ listing }) => listing.organizationId],
  ['owner', ({ owners }) => owners.owner && fullNameOf(owners.owner)],
  ['owner_id', ({ listing }) => listing.ownerId],
  ['image', ({ listing }) => imageUrl(listing.fields.image, baseUrl)],
  ['featured', ({ listing }) => listing.featured],
  ['created_at', ({ listing }) => listing.createdAt],
  ['last_modified', ({ listing }) => listing.lastModified],
  ['archived', ({ listing }) => listing.archivedAt ?? false],
  ['topic', ({ listing }) => listing.fields.topic],
  ['tags', ({ listing }) => listing.tags.join(',')],
  ['datasets', ({ datasetIds }) => datasetIds.join(',')],
  ...Object.keys(ZEROS).map((key): Column<ExportedListing<ReuseFields>> => [
    `metric.${key}`,
    ({ listing }) => metricOf(listing.metrics[key]),
  ]),
]

/** udata's keys, zero until counted. */
const ZEROS = { discussions: 0, discussions_open: 0, datasets: 0, followers: 0, followers_by_months: 0, views: 0 }
