import type { Page, UserRef } from './types.ts'

export type HoldingState = 'public' | 'draft' | 'archived' | 'deleted'

/** One's own dataset, as lists show it. */
export type Holding = {
  id: string
  slug: string
  title: string
  acronym: string | null
  producer: { id: string; name: string; slug: string | null }
  state: HoldingState
  last_update: string
  created_at: string
  deleted_at: string | null
  purge_at: string | null
  frequency: string | null
  up_to_date: boolean | null
  license: string | null
  tags: string[]
  missing_tags: string[]
  quality: number
  files_count: number
  broken_links: number
  fed: boolean
  editable: boolean
}

export type HoldingFilters = {
  q?: string
  state?: HoldingState
  late?: boolean
  license?: string
  frequency?: string
  tag?: string[]
  untagged?: boolean
  quality_below?: number
  fed?: boolean
  broken?: boolean
}
export type HoldingQuery = HoldingFilters & { sort?: string; page?: number; page_size?: number }

/** How many each value of a filter would leave, the other filters staying. */
export type HoldingCounts = Record<string, { value: string; count: number }[]>
export type HoldingPage = Page<Holding> & { counts: HoldingCounts }

export type SavedView = {
  id: string
  name: string
  /** As in the address of the list. */
  query: string
  shared: boolean
  mine: boolean
  created_at: string
}

export type BulkChanges = {
  add_tags?: string[]
  remove_tags?: string[]
  license?: string | null
  frequency?: string | null
  contact_points?: string[]
  private?: boolean
  archived?: boolean
  organization?: string
}
export type BulkInput = { ids?: string[]; filter?: HoldingFilters; changes: BulkChanges }

export type EditedFields = {
  tags?: string[]
  license?: string | null
  frequency?: string | null
  contact_points?: string[]
  private?: boolean
  archived?: string | null
  organization?: string | null
}

export type BulkState = 'waiting' | 'changed' | 'unchanged' | 'refused' | 'left'
export type BulkEntry = {
  dataset: { id: string; title: string }
  state: BulkState
  before: EditedFields
  after: EditedFields
  kept: string[]
  reason: string | null
}
export type BulkPreview = { total: number; counts: Record<BulkState, number>; entries: BulkEntry[] }
export type BulkEdit = {
  id: string
  author: UserRef | null
  changes: BulkChanges
  undoes: string | null
  undone_by: string | null
  created_at: string
  ended_at: string | null
  total: number
  done: number
  counts: Record<BulkState, number>
}
