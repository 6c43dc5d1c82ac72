import type { Db } from '../db/index.ts'
import { isFacetKnown } from './store.facet-values.ts'
import { selectTitled, selectValueCounts, selectValues, type ValueCount } from './store.suggestions.ts'

/** More values than anybody reads, or than one page of anything needs. */
const MAX_VALUES = 1_000

/**
 * Values of a facet that hold `q` anywhere, whatever its case and accents: the most used by what the caller can find
 * first, then the shortest. Values that nothing visible holds are left out.
 */
export const suggestFacetValues = async (
  db: Db,
  query: { kinds: string[]; facet: string; q: string; size: number; audiences: string[] | null },
): Promise<ValueCount[]> => {
  const values = await selectValues(db, query)
  if (values.length === 0) await refuseUnknown(db, query.facet)
  return values
}

/**
 * How many documents that the caller can find hold each of these values, 0 included; without `values`, those of the
 * 1,000 most used. One statement whatever their number.
 */
export const countFacetValues = async (
  db: Db,
  query: { kinds: string[]; facet: string; values?: string[]; audiences: string[] | null },
): Promise<Map<string, number>> => {
  const size = query.values?.length ?? MAX_VALUES
  const counted = await selectValueCounts(db, { ...query, values: query.values, size })
  if (counted.length === 0) await refuseUnknown(db, query.facet)
  const zeros = (query.values ?? []).map((value) => [value, 0] as const)
  return new Map([...zeros, ...counted.map(({ value, count }) => [value, count] as const)])
}

/**
 * Ids of the documents whose title holds `q`, or words that begin with each of its words, whatever case and accents:
 * the most popular first.
 */
export const suggestDocuments = (
  db: Db,
  query: { kind: string; q: string; size: number; audiences: string[] | null },
): Promise<string[]> => selectTitled(db, query)

const refuseUnknown = async (db: Db, facet: string): Promise<void> => {
  if (!(await isFacetKnown(db, facet))) throw new Error(`No document has a facet "${facet}".`)
}
