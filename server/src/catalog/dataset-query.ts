import type { AccessType } from './model.ts'

export interface DatasetFilter {
  /** All of them. */
  tags?: string[]
  license?: string
  featured?: boolean
  geozone?: string
  granularity?: string
  /** Days between which the coverage starts. */
  startsBetween?: { from: string; to: string }
  accessType?: AccessType
  organizationId?: string
  /** Any of them. */
  organizationIds?: string[]
  ownerId?: string
  badge?: string
  /** Of any of its files. */
  format?: string
  schema?: string
  schemaVersion?: string
  /** Objects that point at it: all of them. */
  linkedTo?: { class: string; id: string }[]
  /** By this person. */
  followedBy?: string
  /** Only these. */
  among?: string[]
  private?: boolean
  archived?: boolean
  deleted?: boolean
  /** Archived and deleted ones too, as an organization's own list has them; private ones still for those who may. */
  everyState?: boolean
  /** Only what this caller edits: the back-office's lists. */
  mine?: 'owned' | 'all'
  title?: string
}

export const DATASET_SORTS = ['title', 'created', 'last_update', 'reuses', 'followers', 'views'] as const
export type DatasetSort = (typeof DATASET_SORTS)[number] | `-${(typeof DATASET_SORTS)[number]}`

/** What a list is asked for. With `q`, the index answers; else the table. */
export interface DatasetQuery extends DatasetFilter {
  q?: string
  sort?: DatasetSort
  organizationBadge?: string
}
