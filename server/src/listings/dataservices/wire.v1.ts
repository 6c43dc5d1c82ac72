import type { Actor } from '../../lib/actor.ts'
import { presentDate } from '../../lib/dates.ts'
import { fullNameOf } from '../../accounts/index.ts'
import { findLicense, type ContactPoint } from '../../catalog/index.ts'
import { presentContactPoint } from '../../catalog/wire.contact-points.v1.ts'
import { metricOf } from '../../catalog/wire.csv.ts'
import type { Column } from '../../http/index.ts'
import type { ExportedListing } from '../export-listings.ts'
import type { ListingOwners } from '../find-owners.ts'
import { permissionsOf, presentCommon, presentLink, presentOwners } from '../wire.common.ts'
import type { Dataservice, DataserviceFields } from './model.ts'

export interface DataserviceContext {
  owners: ListingOwners
  contactPoints: ContactPoint[]
  /** How many it serves. */
  datasets: number
}

/** udata's dataservice (udata-api.md §2.7). */
export const presentDataservice = (
  dataservice: Dataservice,
  { owners, contactPoints, datasets }: DataserviceContext,
  actor: Actor,
  baseUrl: string,
) => ({
  ...presentCommon(dataservice, owners, actor, baseUrl),
  ...presentFields(dataservice),
  contact_points: contactPoints.map((contact) => presentContactPoint(contact, presentOwners(owners, actor, baseUrl))),
  badges: [],
  metrics: { ...ZEROS, ...dataservice.metrics },
  created_at: presentDate(dataservice.createdAt),
  metadata_modified_at: presentDate(dataservice.lastModified),
  deleted_at: presentDate(dataservice.deletedAt),
  archived_at: presentDate(dataservice.archivedAt),
  datasets: presentLink(`${baseUrl}/api/1/datasets/?dataservice=${dataservice.id}`, datasets),
  harvest: NO_HARVEST,
  permissions: permissionsOf(dataservice, actor),
  self_api_url: `${baseUrl}/api/1/dataservices/${dataservice.slug}/`,
  self_web_url: `${baseUrl}/dataservices/${dataservice.slug}`,
})

const presentFields = ({ title, fields }: Dataservice) => ({
  title,
  acronym: fields.acronym,
  base_api_url: fields.baseApiUrl,
  machine_documentation_url: fields.machineDocumentationUrl,
  technical_documentation_url: fields.technicalDocumentationUrl,
  business_documentation_url: fields.businessDocumentationUrl,
  rate_limiting: fields.rateLimiting,
  rate_limiting_url: fields.rateLimitingUrl,
  availability: fields.availability,
  availability_url: fields.availabilityUrl,
  format: fields.format,
  license: fields.license,
  access_type: fields.accessType,
  access_audiences: fields.accessAudiences,
  authorization_request_url: fields.authorizationRequestUrl,
  access_type_reason_category: fields.accessTypeReasonCategory,
  access_type_reason: fields.accessTypeReason,
})

/** The columns of a table of dataservices, in udata's order (udata-api.md §12.3). */
export const dataserviceColumns = (baseUrl: string): Column<ExportedListing<DataserviceFields>>[] => [
  ['id', ({ listing }) => listing.id],
  ['title', ({ listing }) => listing.title],
  ['slug', ({ listing }) => listing.slug],
  ['acronym', ({ listing }) => listing.fields.acronym],
  ['url', ({ listing }) => `${baseUrl}/dataservices/${listing.slug}`],
  ['description', ({ listing }) => listing.description],
  ['base_api_url', ({ listing }) => listing.fields.baseApiUrl],
  ['machine_documentation_url', ({ listing }) => listing.fields.machineDocumentationUrl],
  ['technical_documentation_url', ({ listing }) => listing.fields.technicalDocumentationUrl],
  ['business_documentation_url', ({ listing }) => listing.fields.businessDocumentationUrl],
  ['authorization_request_url', ({ listing }) => listing.fields.authorizationRequestUrl],
  ['availability', ({ listing }) => listing.fields.availability],
  ['rate_limiting', ({ listing }) => listing.fields.rateLimiting],
  ['access_type', ({ listing }) => listing.fields.accessType],
  ['license', ({ listing }) => listing.fields.license && findLicense(listing.fields.license)?.title],
  ['organization', ({ owners }) => owners.organization?.name],
  ['organization_id', ({ listing }) => listing.organizationId],
  ['owner', ({ owners }) => owners.owner && fullNameOf(owners.owner)],
  ['owner_id', ({ listing }) => listing.ownerId],
  ['featured', ({ listing }) => listing.featured],
  ['created_at', ({ listing }) => listing.createdAt],
  ['metadata_modified_at', ({ listing }) => listing.lastModified],
  ['archived', ({ listing }) => listing.archivedAt ?? false],
  ['tags', ({ listing }) => listing.tags.join(',')],
  ['datasets', ({ datasetIds }) => datasetIds.join(',')],
  ...Object.keys(NO_HARVEST).map((key): Column<ExportedListing<DataserviceFields>> => [`harvest.${key}`, () => null]),
  ...Object.keys(ZEROS).map((key): Column<ExportedListing<DataserviceFields>> => [
    `metric.${key}`,
    ({ listing }) => metricOf(listing.metrics[key]),
  ]),
]

/** udata's keys, zero until counted. */
const ZEROS = { discussions: 0, discussions_open: 0, followers: 0, followers_by_months: 0, reuses: 0, views: 0 }

/** Nothing is harvested: its keys are there, of nothing. */
const NO_HARVEST = {
  backend: null,
  domain: null,
  source_id: null,
  source_url: null,
  remote_id: null,
  remote_url: null,
  uri: null,
  created_at: null,
  issued_at: null,
  modified_at: null,
  last_update: null,
  archived_at: null,
  archived_reason: null,
}
