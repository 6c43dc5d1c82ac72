import {
  findInspections,
  inspectBlob,
  type Comparison,
  type Finding,
  type Inspection,
  type Inspector,
} from '../../analysis/index.ts'
import type { Db } from '../../db/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { judgeArrival } from '../../quality/index.ts'
import { compareBlobs, comparisonFindings, NO_TABLE_ANY_MORE, type Version } from '../../versions/index.ts'
import { formatOf } from '../extensions.ts'
import type { Report } from './model.ts'

interface Deps {
  db: Db
  blobs: BlobStore
  inspector: Inspector
}

/** Bytes to look at before they are published, and the version that they would replace. */
export interface Looked {
  /** Whose words it is compared with; null for a community resource of no dataset. */
  datasetId: string | null
  resourceId: string | null
  blob: { sha256: string; sha1: string; sizeBytes: number }
  fileName: string
  current: Pick<Version, 'sha256'> | undefined
  /** Whether an inspection that failed is tried again: when the file comes, not when it is read about. */
  again?: boolean
}

/**
 * Everything that is to be known of a file before it is published: what it is, what rules say of it, what changes from
 * the current version. Nothing in it is computed twice for the same bytes.
 */
export const makeReport = async (
  deps: Deps,
  { datasetId, resourceId, blob, fileName, current, again }: Looked,
  overtakenBy: Version | null,
): Promise<Report> => {
  const inspection = await inspectBlob(deps, blob, fileName, { again })
  const isSame = current?.sha256 === blob.sha256
  const comparison =
    current && !isSame ? await compareBlobs(deps, { before: current.sha256, after: blob.sha256 }) : null
  const before = current && (await findInspections(deps.db, [current.sha256])).get(current.sha256)
  const found = [...inspection.findings, ...comparedWith(before, inspection, comparison)]
  const arrival = {
    resourceId,
    fileName,
    format: formatOf(fileName),
    sha1: blob.sha1,
    sizeBytes: blob.sizeBytes,
    inspection,
  }
  const findings = await judgeArrival(deps.db, datasetId, arrival, found)
  const mustConfirm = findings.some(({ severity, silenced }) => severity === 'blocker' && !silenced)
  return {
    verdict: isSame ? 'unchanged' : mustConfirm ? 'confirm' : 'publish',
    ...{ inspection, findings, comparison, overtakenBy },
  }
}

/** What the current version says of the next one, rows and columns; a table that becomes none is a loss to tell. */
const comparedWith = (before: Inspection | undefined, after: Inspection, comparison: Comparison | null): Finding[] => {
  if (comparison && before?.table && after.table) return comparisonFindings(comparison, before.table, after.table)
  return before?.table && !after.table ? [NO_TABLE_ANY_MORE] : []
}
