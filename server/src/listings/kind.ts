import type { FieldErrors } from '../lib/errors.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Listing, ListingClass, ListingInput } from './model.ts'

/** What the common use cases must know of a class. */
export interface ListingKind<F> {
  class: ListingClass
  /** In facts (`reuse:created`), and in the index. */
  name: string
  /** Its producers' counter. */
  counter: string
  /** The slug of a title without a letter. */
  fallback: string
  initial: F
  /** Tags as they are kept. */
  tagsOf(tags: string[]): string[]
  /** What is wrong with it, by udata's names; `given` is what the client said. */
  problems(tx: Tx, listing: Listing<F>, given: ListingInput<F>): Promise<FieldErrors>
  /** What is counted and filtered by beside its producer and its tags; every key always there. */
  facets(listing: Listing<F>): Record<string, string[]>
  /** Words beside its own that it is found by. */
  words?(db: Db, listing: Listing<F>): Promise<string>
  /** What follows from a change, when the class has its own; `before` is undefined for a new one. */
  settle?(tx: Tx, before: Listing<F> | undefined, after: Listing<F> | undefined): Promise<void>
}
