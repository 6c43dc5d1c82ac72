import { daysAfter } from '../../lib/dates.ts'
import type { AppliedFix, Comparison, FileFix, Inspection } from '../../analysis/index.ts'
import type { JudgedFinding } from '../../quality/index.ts'
import type { Version } from '../../versions/index.ts'

/** A file that was looked at, and waits for a person to publish it or give it up. Nobody else sees it. */
export interface Deposit {
  id: string
  datasetId: string
  /** Null: it will be a new resource. */
  resourceId: string | null
  authorId: string
  /** As people gave it. */
  fileName: string
  sha256: string
  sha1: string
  sizeBytes: number
  /** As it came: fixes are made from it, and undone by going back to it. */
  original: { fileName: string; sha256: string; sha1: string; sizeBytes: number }
  /** What made these bytes of the original ones, and what each did. */
  fixes: FileFix[]
  applied: AppliedFix[]
  /** The number of the version that was current when it came; null for a new file, or a link. */
  baseVersion: number | null
  published: { resourceId: string; version: number } | null
  /** The flow that holds it: it waits as long as nobody decides. */
  flowId: string | null
  /** Longer than a week: it is to be published later. */
  keptUntil: Date | null
  createdAt: Date
}

/** What a deposit is, in words to decide by. */
export interface Report {
  /** `unchanged`: these bytes are the current ones. `confirm`: some finding needs a person's yes. */
  verdict: 'publish' | 'confirm' | 'unchanged'
  inspection: Inspection
  /** What was silenced is at the end, and counts for nothing in the verdict. */
  findings: JudgedFinding[]
  comparison: Comparison | null
  /** The version that somebody else published since the file came. */
  overtakenBy: Version | null
}

/** When it is forgotten; null: a flow holds it. */
export const expiryOf = ({ flowId, createdAt, keptUntil }: Deposit): Date | null => {
  const week = daysAfter(createdAt, DAYS_KEPT)
  if (flowId) return null
  return keptUntil && keptUntil > week ? keptUntil : week
}

/** After these days an unpublished deposit is forgotten. */
export const DAYS_KEPT = 7
