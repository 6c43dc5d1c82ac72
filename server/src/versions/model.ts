import type { Via } from '../lib/actor.ts'

/** The state of a resource's file at one moment: kept for ever, at an address of its own. */
export interface Version {
  id: string
  resourceId: string
  /** From 1, in the order of publication. */
  number: number
  fileName: string
  sha256: string
  sha1: string
  sizeBytes: number
  mime: string
  format: string | null
  authorId: string | null
  reason: string | null
  createdAt: Date
  /** A short name that people give it: “before the merger of communes”. */
  label: string | null
  via: Via
  /** The number of the version whose bytes it took back. */
  restoredFrom: number | null
  /** Its bytes had to go, for a reason of law: what remains is that it was there. */
  purged: { at: Date; by: string | null; reason: string } | null
}

/** How many things rules have to say of a version's content, by severity. */
export type VersionFindings = Record<'blocker' | 'warning' | 'advice', number>
