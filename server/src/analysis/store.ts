import type { Db } from '../db/index.ts'
import type { Inspection } from './model.ts'

/** Inspections made by this analyser, by hash, in one query; those of an older one are made again. */
export const selectInspections = async (
  db: Db,
  sha256s: string[],
  analyserVersion: number,
): Promise<Map<string, Inspection>> => {
  if (sha256s.length === 0) return new Map()
  const rows = await db
    .selectFrom('inspections')
    .select(['sha256', 'inspection'])
    .where('sha256', 'in', sha256s)
    .where('analyser_version', '=', analyserVersion)
    .execute()
  return new Map(rows.map((row) => [row.sha256, row.inspection as Inspection]))
}

export const upsertInspection = async (db: Db, sha256: string, inspection: Inspection): Promise<void> => {
  const row = { analyser_version: inspection.analyserVersion, inspection: JSON.stringify(inspection) }
  await db
    .insertInto('inspections')
    .values({ sha256, ...row })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet(row))
    .execute()
}

export const deleteInspection = async (db: Db, sha256: string): Promise<void> => {
  await db.deleteFrom('inspections').where('sha256', '=', sha256).execute()
}
