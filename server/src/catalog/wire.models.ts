import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { DateTime, Free, orNull } from '../openapi/index.ts'
import { OrganizationReference } from '../organizations/wire.models.ts'
import { RESOURCE_TYPES, type ResourceType } from './model.ts'
import { Badge, SubjectReference } from '../subjects/wire.models.ts'

/** What this module's other wire files write, for the API's documents. */

const Internal = Type.Object({ created_at_internal: DateTime, last_modified_internal: DateTime })
const Harvest = Type.Record(Type.String(), Type.Unknown(), { description: 'Where it was collected from.' })
const text = () => orNull(Type.String())
const Schema = Type.Object({ name: text(), version: text(), url: text() }, { title: 'Schema' })

export const Resource = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    description: text(),
    filetype: Type.Unsafe<'file' | 'remote'>({ type: 'string', enum: ['file', 'remote'] }),
    type: Type.Unsafe<ResourceType>({ type: 'string', enum: [...RESOURCE_TYPES] }),
    format: text(),
    url: Type.String({ description: 'This version, or the link.' }),
    latest: Type.String({ description: 'The current file, for ever.' }),
    checksum: orNull(Type.Object({ type: Type.String(), value: Type.String() }, { title: 'Checksum' })),
    filesize: orNull(Type.Integer()),
    mime: text(),
    created_at: DateTime,
    last_modified: DateTime,
    metrics: Free,
    harvest: orNull(Harvest),
    extras: Free,
    preview_url: Type.Null(),
    schema: orNull(Schema),
    internal: Internal,
  },
  { title: 'Resource' },
)

export const UploadedResource = Type.Object(
  { ...Resource.properties, success: Type.Boolean() },
  { title: 'UploadedResource' },
)

/** To whoever sends a file in pieces, until the last call. */
export const PieceReceived = Type.Object(
  { success: Type.Boolean(), error: Type.Null(), message: Type.String() },
  { title: 'PieceReceived' },
)

const owned = { organization: orNull(OrganizationReference), owner: orNull(UserReference) }

export const CommunityResource = Type.Object(
  {
    ...Resource.properties,
    dataset: orNull(SubjectReference),
    ...owned,
    permissions: Type.Object({ delete: Type.Boolean(), edit: Type.Boolean() }),
  },
  { title: 'CommunityResource' },
)
export const UploadedCommunityResource = Type.Object(
  { ...CommunityResource.properties, success: Type.Boolean() },
  { title: 'UploadedCommunityResource' },
)

const contact = { id: Type.String(), name: Type.String(), email: text(), contact_form: text(), role: Type.String() }
export const ContactPoint = Type.Object({ ...contact, ...owned }, { title: 'ContactPoint' })
export const ContactPointInList = Type.Object(contact, { title: 'ContactPointInList' })

export const SpatialCoverage = Type.Object(
  { zones: Type.Array(Type.String()), granularity: Type.String(), geom: Type.Unknown() },
  { title: 'SpatialCoverage', description: 'X-Get-Datasets-Full-Objects gives objects instead of ids.' },
)

const common = {
  id: Type.String(),
  slug: Type.String(),
  title: Type.String(),
  acronym: text(),
  description: Type.String(),
  description_short: text(),
  tags: Type.Array(Type.String()),
  badges: Type.Array(Badge),
  frequency: Type.String(),
  frequency_date: orNull(DateTime),
  license: Type.String(),
  temporal_coverage: orNull(Type.Object({ start: Type.String(), end: text() }, { title: 'TemporalCoverage' })),
  spatial: orNull(SpatialCoverage),
  access_type: Type.String(),
  access_audiences: Type.Array(Type.Object({ role: Type.String(), condition: Type.String() })),
  authorization_request_url: text(),
  access_type_reason_category: text(),
  access_type_reason: text(),
  created_at: DateTime,
  last_modified: DateTime,
  last_update: DateTime,
  deleted: orNull(DateTime),
  archived: orNull(DateTime),
  featured: Type.Boolean(),
  private: Type.Boolean(),
  extras: Free,
  harvest: orNull(Harvest),
  metrics: Free,
  ...owned,
  contact_points: Type.Array(ContactPoint),
  quality: Type.Record(Type.String(), Type.Unknown(), { description: 'Which criteria hold, and their share.' }),
  internal: Internal,
  permissions: Type.Object({ delete: Type.Boolean(), edit: Type.Boolean(), edit_resources: Type.Boolean() }),
  uri: Type.String(),
  page: Type.String(),
}

export const Dataset = Type.Object(
  {
    ...common,
    schema: orNull(Schema),
    resources: Type.Array(Resource),
    community_resources: Type.Optional(Type.Array(CommunityResource, { description: 'When X-Fields names them.' })),
  },
  { title: 'Dataset' },
)

/** A list that is somewhere else. */
export const ListLink = Type.Object(
  { rel: Type.String(), href: Type.String(), type: Type.String(), total: Type.Integer() },
  { title: 'ListLink' },
)

/** v2's: its files are a link. */
export const DatasetV2 = Type.Object(
  { ...common, resources: ListLink, community_resources: ListLink },
  { title: 'DatasetV2', description: 'X-Get-Datasets-Full-Objects gives the licence and the frequency as objects.' },
)

export const DatasetSuggestion = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    acronym: text(),
    slug: Type.String(),
    image_url: text(),
    page: Type.String(),
  },
  { title: 'DatasetSuggestion' },
)

export const License = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    url: text(),
    flags: Type.Array(Type.String()),
    maintainer: Type.Null(),
    alternate_urls: Type.Array(Type.String()),
    alternate_titles: Type.Array(Type.String()),
  },
  { title: 'License' },
)
export { Schema as DatasetSchema }
