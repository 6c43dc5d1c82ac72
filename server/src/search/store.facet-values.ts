import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { SearchDocument } from './documents.ts'
import { FACET_SIZE, facetValue } from './facets.rules.ts'

export type Packed = Map<string, Map<string, number>>

/** Makes the names that documents are written with known. */
export const insertNames = async (db: Db, documents: SearchDocument[]): Promise<void> => {
  const facets = namesOf(documents, (document) => document.facets).map((name) => ['facet', name] as const)
  const numbers = namesOf(documents, (document) => document.numbers).map((name) => ['number', name] as const)
  const names = [...facets, ...numbers]
  if (names.length === 0) return
  // Asked first: an identity that nothing takes would be spent at each write.
  await sql`
    insert into search_names (purpose, name)
    select * from unnest(${names.map(([purpose]) => purpose)}::text[], ${names.map(([, name]) => name)}::text[])
      as wanted (purpose, name)
    where not exists (
      select from search_names known where known.purpose = wanted.purpose and known.name = wanted.name
    )
    on conflict do nothing`.execute(db)
}

/** Whether a document was ever written with it. Before the first of all, nothing is unknown. */
export const isFacetKnown = async (db: Db, name: string): Promise<boolean> => {
  const { rows } = await sql<{ known: boolean }>`select not exists (select from search_documents)
    or exists (select from search_names where purpose = 'facet' and name = ${name}) as known`.execute(db)
  return rows[0]?.known ?? false
}

/**
 * The packed integers of these values, the new ones included. Two writers that bring the same new value: the second
 * waits for the first to commit, then takes its number (or its own, when the first gave up). Always in one order, so
 * that two writers don't wait for each other.
 */
export const packValues = async (db: Db, documents: SearchDocument[]): Promise<Packed> => {
  const wanted = distinctValues(documents)
  const packed: Packed = new Map()
  await readInto(packed, db, wanted)
  const missing = wanted.filter(([facet, value]) => packed.get(facet)?.get(value) === undefined)
  if (missing.length === 0) return packed
  await insertValues(db, missing)
  // Read again in a statement of its own: it sees what another writer committed while we waited.
  await readInto(packed, db, missing)
  return packed
}

const readInto = async (packed: Packed, db: Db, wanted: [string, string][]): Promise<void> => {
  if (wanted.length === 0) return
  const { rows } = await sql<{ facet: string; value: string; packed: number }>`
    select facet, value, packed from search_facet_values join ${pairs(wanted)} using (facet, value)`.execute(db)
  for (const row of rows) {
    const values = packed.get(row.facet) ?? new Map<string, number>()
    packed.set(row.facet, values.set(row.value, row.packed))
  }
}

const insertValues = async (db: Db, missing: [string, string][]): Promise<void> => {
  await sql`
    insert into search_facet_values (packed, facet, value, folded)
    select known.number * ${sql.lit(FACET_SIZE)} + nextval('search_value_numbers'), facet, value, unaccent(lower(value))
    from ${pairs(missing)} join search_names known on known.purpose = 'facet' and known.name = facet
    order by facet, value
    on conflict (facet, value) do nothing`.execute(db)
}

const pairs = (wanted: [string, string][]) =>
  sql`unnest(${wanted.map(([facet]) => facet)}::text[], ${wanted.map(([, value]) => value)}::text[]) as wanted (facet, value)`

const distinctValues = (documents: SearchDocument[]): [string, string][] => {
  const seen = new Map<string, [string, string]>()
  for (const { facets } of documents)
    for (const [facet, values] of Object.entries(facets))
      for (const value of values.map(facetValue)) seen.set(`${facet} ${value}`, [facet, value])
  return [...seen.values()]
}

const namesOf = (documents: SearchDocument[], of: (document: SearchDocument) => object): string[] =>
  [...new Set(documents.flatMap((document) => Object.keys(of(document))))].sort()
