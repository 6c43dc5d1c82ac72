import { findInspections, inspectBlob, type InspectionDeps } from '../analysis/index.ts'
import { listCurrentFiles } from '../versions/index.ts'

const BATCH = 500

/**
 * Inspects the current files that this analyser never saw: those of before an upgrade, whose tables nobody can read
 * otherwise. May run twice: what was inspected is left alone. Nothing about the files themselves changes.
 */
export const inspectAgain = async (deps: InspectionDeps): Promise<void> => {
  for (let after: string | null = ''; after !== null;) {
    const files = await listCurrentFiles(deps.db, after, BATCH)
    const known = await findInspections(
      deps.db,
      files.map(({ sha256 }) => sha256),
    )
    for (const file of files) if (!known.has(file.sha256)) await inspectBlob(deps, file, file.fileName)
    after = files.length < BATCH ? null : (files.at(-1)?.resourceId ?? null)
  }
}
