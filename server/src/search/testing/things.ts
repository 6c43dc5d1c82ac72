/** Documents of an invented kind, for the tests of this module. */
import type { Db } from '../../db/index.ts'
import { indexDocuments, searchDocuments, type SearchDocument, type SearchQuery, type SearchResult } from '../index.ts'

export type Thing = { id: string; title: string; d?: string } & Partial<Omit<SearchDocument, 'id' | 'title'>>

/** What isn't said is plain: public, of no coverage, as popular as any other, of 1970. */
export const thing = ({ d = '', ...said }: Thing): SearchDocument => ({
  kind: 'thing',
  texts: { a: said.title, b: (said.facets?.tag ?? []).join(' '), c: '', d },
  audiences: ['public'],
  numbers: {},
  popularity: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  coverage: null,
  ...said,
  facets: { tag: [], ...said.facets },
})

export const addThings = (db: Db, ...things: Thing[]): Promise<void> => indexDocuments(db, things.map(thing))

/** Asks as nobody for the first ten, by relevance. */
export const search = (db: Db, query: Partial<SearchQuery> = {}): Promise<SearchResult> =>
  searchDocuments(db, {
    kind: 'thing',
    q: '',
    filters: [],
    audiences: ['public'],
    sort: 'relevance',
    page: 1,
    pageSize: 10,
    ...query,
  })

export const find = async (db: Db, q: string, more: Partial<SearchQuery> = {}): Promise<string[]> =>
  (await search(db, { q, ...more })).ids
