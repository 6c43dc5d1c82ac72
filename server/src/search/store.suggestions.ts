import { sql } from 'kysely'
import { containing, type Db } from '../db/index.ts'

export interface SuggestionQuery {
  q: string
  size: number
  /** Keys of the caller; null finds everything. */
  audiences: string[] | null
}

export interface ValueCount {
  value: string
  count: number
}
