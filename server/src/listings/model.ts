import type { Owners } from '../organizations/index.ts'

export type ListingClass = 'Reuse' | 'Dataservice' | 'Topic'

/** What people describe around the datasets: a reuse, a dataservice, a topic. `F`: what this class only has. */
export interface Listing<F = unknown> extends Owners {
  id: string
  class: ListingClass
  slug: string
  title: string
  description: string
  tags: string[]
  private: boolean
  featured: boolean
  fields: F
  extras: Record<string, unknown>
  /** Counters of others about it. */
  metrics: Record<string, unknown>
  createdAt: Date
  lastModified: Date
  archivedAt: Date | null
  deletedAt: Date | null
}

/** What a client says of it; absent keys keep their value. */
export interface ListingInput<F> extends Partial<Owners> {
  title?: string
  description?: string
  tags?: string[]
  private?: boolean
  extras?: Record<string, unknown>
  archivedAt?: Date | null
  deletedAt?: Date | null
  fields?: Partial<F>
  /** The datasets that it points at are exactly these. */
  datasetIds?: string[]
}

/** Days between a deletion and the purge, as for datasets. */
export { DAYS_BEFORE_PURGE } from '../catalog/index.ts'

/** Whether everybody finds it. Archived ones are read by address and leave the lists (udata-api.md §8). */
export const isShown = (listing: Pick<Listing, 'private' | 'deletedAt' | 'archivedAt'>): boolean =>
  !listing.private && listing.deletedAt === null && listing.archivedAt === null
