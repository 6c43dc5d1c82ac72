import { countFindings, findInspections } from '../analysis/index.ts'
import type { Db } from '../db/index.ts'
import type { Version, VersionFindings } from './model.ts'

/**
 * What rules found in the bytes of each version, by SHA-256, in one query; nothing for what was never looked at or was
 * withdrawn. Everybody reads it: personal data aren't pointed at.
 */
export const findVersionFindings = async (
  db: Db,
  versions: Pick<Version, 'sha256' | 'purged'>[],
): Promise<Map<string, VersionFindings>> => {
  const kept = versions.filter(({ purged }) => !purged).map(({ sha256 }) => sha256)
  const inspections = await findInspections(db, [...new Set(kept)])
  return new Map(
    [...inspections].map(([sha256, inspection]) => {
      const { blocker, warning, advice } = countFindings(inspection)
      return [sha256, { blocker, warning, advice }]
    }),
  )
}
