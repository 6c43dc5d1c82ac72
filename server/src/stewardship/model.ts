import type { Text } from '../lib/text.ts'

/** One's own dataset as lists show it, with what they filter by. */
export interface Holding {
  id: string
  slug: string
  title: string
  acronym: string | null
  license: string | null
  isOpen: boolean
  frequency: string | null
  tags: string[]
  state: HoldingState
  organizationId: string | null
  ownerId: string | null
  producer: { id: string; name: string; slug: string | null }
  createdAt: Date
  lastUpdate: Date
  deletedAt: Date | null
  /** Of nine criteria, in percent. */
  quality: number
  /** Null when its frequency promises nothing. */
  upToDate: boolean | null
  /** Of those that its organization requires. */
  missingTags: string[]
  filesCount: number
  brokenLinks: number
  fed: boolean
  /** Where words are looked for. */
  words: string
}

export const HOLDING_STATES = ['public', 'draft', 'archived', 'deleted'] as const
export type HoldingState = (typeof HOLDING_STATES)[number]

/** What a list is narrowed to; without a state, everything but what is deleted. */
export interface HoldingFilters {
  q?: string
  state?: HoldingState
  late?: boolean
  /** An id, or `none`. */
  license?: string
  /** An id, or `none`. */
  frequency?: string
  /** All of them. */
  tag?: string[]
  /** Without any tag, or without one that its organization requires. */
  untagged?: boolean
  /** Percent. */
  qualityBelow?: number
  fed?: boolean
  broken?: boolean
}

export const HOLDING_SORTS = ['title', 'last_update', 'created', 'quality'] as const
export type HoldingSort = (typeof HOLDING_SORTS)[number] | `-${(typeof HOLDING_SORTS)[number]}`

/** How many a value of a filter would leave, the other filters staying as they are. */
export type HoldingCounts = Record<CountedFilter, { value: string; count: number }[]>
export const COUNTED = ['state', 'late', 'license', 'frequency', 'tag', 'untagged', 'quality', 'fed', 'broken'] as const
export type CountedFilter = (typeof COUNTED)[number]

export interface SavedView {
  id: string
  userId: string
  organizationId: string | null
  name: string
  /** As in the address of the list: `late=true&sort=title`. */
  query: string
  shared: boolean
  createdAt: Date
}

/** The same change for many datasets; absent keys change nothing. */
export interface BulkChanges {
  addTags?: string[]
  removeTags?: string[]
  license?: string | null
  frequency?: string | null
  contactPointIds?: string[]
  private?: boolean
  archived?: boolean
  /** The organization that is asked to take them over. */
  transferTo?: string
}

/** What an edit writes of a dataset, in its ledger; `archived` is the moment, or null. */
export interface EditedFields {
  tags?: string[]
  license?: string | null
  frequency?: string | null
  contactPointIds?: string[]
  private?: boolean
  archived?: string | null
  transferTo?: string | null
}
export type EditedField = keyof EditedFields

export interface BulkEdit {
  id: string
  organizationId: string
  authorId: string | null
  /** They asked as an administrator of the site: a key may be lent less than its owner has. */
  asSiteAdmin: boolean
  changes: BulkChanges
  /** The edit that this one takes back. */
  undoes: string | null
  /** The edit that took this one back. */
  undoneBy: string | null
  createdAt: Date
  endedAt: Date | null
  counts: Record<EntryState, number>
}

export const ENTRY_STATES = ['waiting', 'changed', 'unchanged', 'refused', 'left'] as const
/** `left`: of an undo, when nothing of it still said what the edit wrote. */
export type EntryState = (typeof ENTRY_STATES)[number]

export interface BulkEntry {
  datasetId: string
  title: string
  state: EntryState
  before: EditedFields
  after: EditedFields
  /** Of an undo: what somebody changed since, which stayed. */
  kept: EditedField[]
  reason: Text | null
}
