import {
  ANALYSER_VERSION,
  findInspections,
  type ComparedTable,
  type Comparison,
  type Inspector,
} from '../../analysis/index.ts'
import type { Db } from '../../db/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { insertComparison, selectComparison, type ComparedBlobs } from './store.ts'

interface Deps {
  db: Db
  blobs: BlobStore
  inspector: Inspector
}

/**
 * What changed from some bytes to others, made once whoever asks; null when one of them isn't a table, or
 * when it takes more than it may. Throws `Invalid`
 * for a key that is none.
 */
export const compareBlobs = async (
  { db, blobs, inspector }: Deps,
  compared: ComparedBlobs,
  key?: string[],
): Promise<Comparison | null> => {
  const known = await selectComparison(db, compared, key, ANALYSER_VERSION)
  if (known !== undefined) return known
  const tables = await findTables({ db, blobs }, compared)
  if (!tables) return null
  const comparison = await inspector.compare(tables.before, tables.after, { key })
  await insertComparison(db, compared, key, ANALYSER_VERSION, comparison)
  return comparison
}

/** Writes the whole difference, as CSV or Parquet by the extension of the path; false when one of them isn't a table. */
export const writeDifference = async (
  deps: Deps,
  compared: ComparedBlobs,
  differencePath: string,
  key?: string[],
): Promise<boolean> => {
  const tables = await findTables(deps, compared)
  if (!tables) return false
  return (await deps.inspector.compare(tables.before, tables.after, { key, differencePath })) !== null
}

const findTables = async (
  { db, blobs }: Omit<Deps, 'inspector'>,
  { before, after }: ComparedBlobs,
): Promise<Record<keyof ComparedBlobs, ComparedTable> | null> => {
  const inspections = await findInspections(db, [before, after])
  const of = async (sha256: string): Promise<ComparedTable | null> => {
    const inspection = inspections.get(sha256)
    if (!inspection?.table) return null
    const { table, format } = inspection
    return { parquetPath: await blobs.derivedPath(sha256, 'parquet'), table, format }
  }
  const [first, second] = [await of(before), await of(after)]
  return first && second ? { before: first, after: second } : null
}
