import type { Db } from '../../db/index.ts'
import type { Comparison } from '../../analysis/index.ts'

/** Two contents by their SHA-256. */
export interface ComparedBlobs {
  before: string
  after: string
}

/** Names hold no line feed: readers of headers make them spaces. */
const keyOf = (key: string[] | undefined): string => key?.join('\n') ?? ''

/** Null for two tables whose comparison takes more than it may; undefined when it was not tried. */
export const selectComparison = async (
  db: Db,
  { before, after }: ComparedBlobs,
  key: string[] | undefined,
  analyserVersion: number,
): Promise<Comparison | null | undefined> => {
  const row = await db
    .selectFrom('comparisons')
    .select('comparison')
    .where('before_sha256', '=', before)
    .where('after_sha256', '=', after)
    .where('key', '=', keyOf(key))
    .where('analyser_version', '=', analyserVersion)
    .executeTakeFirst()
  return row?.comparison as Comparison | null | undefined
}

export const insertComparison = async (
  db: Db,
  { before, after }: ComparedBlobs,
  key: string[] | undefined,
  analyserVersion: number,
  comparison: Comparison | null,
): Promise<void> => {
  const made = { analyser_version: analyserVersion, comparison: JSON.stringify(comparison) }
  await db
    .insertInto('comparisons')
    .values({ before_sha256: before, after_sha256: after, key: keyOf(key), ...made })
    .onConflict((conflict) => conflict.columns(['before_sha256', 'after_sha256', 'key']).doUpdateSet(made))
    .execute()
}

/** Forgets what was said of bytes that had to go. */
export const deleteComparisons = async (db: Db, sha256: string): Promise<void> => {
  await db
    .deleteFrom('comparisons')
    .where((e) => e.or([e('before_sha256', '=', sha256), e('after_sha256', '=', sha256)]))
    .execute()
}
