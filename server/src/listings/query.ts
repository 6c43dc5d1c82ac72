/** What a list is asked for. */
export interface ListingFilter {
  /** All of them. */
  tags?: string[]
  private?: boolean
  featured?: boolean
  archived?: boolean
  deleted?: boolean
  organizationId?: string
  /** Any of them. */
  organizationIds?: string[]
  ownerId?: string
  /** Only those that are in every list. */
  among?: string[][]
  /** Values of `fields`. */
  equal?: Record<string, string>
  /** Lists in `fields` that hold the value. */
  holding?: Record<string, string>
  /** A part of it. */
  title?: string
  /** Where it is about. */
  zone?: string
  granularity?: string
  /** Only what this caller edits, deleted ones too: the back-office's lists. */
  mine?: 'owned' | 'all'
  /** Archived and deleted ones too, private ones still for those who may. */
  everyState?: boolean
}

export interface ListingQuery extends ListingFilter {
  q?: string
  /** A key of `SORTS`, with `-` for descending. */
  sort?: string
  organizationBadge?: string
  /** A dataset that it points at. */
  datasetId?: string
}
