import type { User } from '../accounts/index.ts'
import type { Organization } from '../organizations/index.ts'

export interface Dataset {
  id: string
  slug: string
  title: string
  acronym: string | null
  description: string
  descriptionShort: string | null
  license: string | null
  frequency: string | null
  frequencyDate: Date | null
  tags: string[]
  private: boolean
  /** Exactly one of the two is set. */
  organizationId: string | null
  ownerId: string | null
  /** Days, `2024-01-31`. */
  temporalCoverage: { start: string; end: string | null } | null
  spatial: { zones: string[]; granularity: string | null; geom: unknown } | null
  extras: Record<string, unknown>
  accessType: AccessType
  access: AccessDetails
  contactPointIds: string[]
  schema: ResourceSchema | null
  /** Where it was collected from; null when it was written here. */
  harvest: Harvest | null
  badges: string[]
  featured: boolean
  /** Counters of others about it. */
  metrics: Record<string, unknown>
  /** What lists show of the files without loading them, kept by every write. */
  resourcesCount: number
  resourceQuality: Record<string, boolean> | null
  revision: number
  /** Raised by every change of what is shown, counters included; `revision` counts people's edits. */
  stamp: number
  createdAt: Date
  /** Of the words. */
  lastModified: Date
  /** Of the data: the youngest file, or the words when there is no file (udata-api.md §6.2). */
  lastUpdate: Date
  archivedAt: Date | null
  deletedAt: Date | null
}

export const ACCESS_TYPES = ['open', 'open_with_account', 'restricted'] as const
export type AccessType = (typeof ACCESS_TYPES)[number]

/** Who may use what isn't open, how, and why not everybody (udata-api.md §5.7). */
export interface AccessDetails {
  audiences?: { role: string; condition: string }[]
  authorizationRequestUrl?: string | null
  reasonCategory?: string | null
  reason?: string | null
}

/** Dates are text, as they came. */
export type Harvest = Record<string, unknown> & {
  created_at?: string
  issued_at?: string
  modified_at?: string
}

/** What people write of a dataset. */
export type DatasetWords = Pick<
  Dataset,
  | 'title'
  | 'acronym'
  | 'description'
  | 'descriptionShort'
  | 'license'
  | 'frequency'
  | 'frequencyDate'
  | 'tags'
  | 'private'
  | 'temporalCoverage'
  | 'spatial'
  | 'extras'
  | 'archivedAt'
  | 'accessType'
  | 'access'
  | 'contactPointIds'
  | 'schema'
>

/** Absent keys keep their value. `deletedAt: null` restores; an owner only moves into one of their organizations. */
export type DatasetChanges = Partial<DatasetWords> & {
  organizationId?: string | null
  ownerId?: string | null
  deletedAt?: Date | null
}

export interface Checksum {
  type: string
  value: string
}

export interface ResourceSchema {
  name: string | null
  version: string | null
  url: string | null
}

/** Whose a community resource is; exactly one of the two is set. */
export interface CommunityOwners {
  organizationId: string | null
  ownerId: string | null
}

interface ResourceBase {
  id: string
  /** Null for a community resource whose dataset went away. */
  datasetId: string | null
  /** Of a resource that somebody adds beside the dataset of others; null: the dataset's own. */
  community: CommunityOwners | null
  title: string
  description: string | null
  type: ResourceType
  format: string | null
  mime: string | null
  filesize: number | null
  checksum: Checksum | null
  schema: ResourceSchema | null
  extras: Record<string, unknown>
  metrics: Record<string, unknown>
  harvest: Harvest | null
  createdAt: Date
  lastModified: Date
}

/** A file that we hold, or a link to somewhere else. */
export type Resource = HostedResource | RemoteResource

export interface HostedResource extends ResourceBase {
  filetype: 'file'
  fileName: string
  versionNumber: number
  /** What was seen in the current file, under the keys that udata's clients read. */
  analysisExtras: Record<string, unknown>
}

export interface RemoteResource extends ResourceBase {
  filetype: 'remote'
  url: string
}

/** The state of a hosted resource's file, as a version makes it current. */
export interface CurrentFile {
  fileName: string
  versionNumber: number
  format: string | null
  mime: string
  filesize: number
  checksum: Checksum
  analysisExtras: Record<string, unknown>
}

export const RESOURCE_TYPES = ['main', 'documentation', 'update', 'api', 'code', 'other'] as const
export type ResourceType = (typeof RESOURCE_TYPES)[number]

/** Days between a deletion and the moment when nothing can be restored any more. */
export const DAYS_BEFORE_PURGE = 30

/** What a dataset is shown with: found in a constant number of queries for a whole page. */
export interface DatasetContext {
  resources: Resource[]
  contactPoints: ContactPoint[]
  organization: Organization | undefined
  owner: User | undefined
}

/** Somebody to write to about a dataset (udata-api.md §2.5). */
export interface ContactPoint {
  id: string
  name: string
  email: string | null
  contactForm: string | null
  role: string
  organizationId: string | null
  ownerId: string | null
}

/** In udata's order (udata-api.md §5.1). */
export const DATASET_BADGES = ['pivotal-data', 'spd', 'inspire', 'hvd', 'sl', 'sr'] as const

/** What tells a dataset from the others of its producer. */
export interface OwnedTitle {
  id: string
  title: string
  tags: string[]
  private: boolean
}

/** A file or a link that is perhaps the same as another. */
export interface AlikeResource {
  resourceId: string
  datasetId: string
  datasetTitle: string
  checksum: string | null
  url: string | null
}
