/** A file that comes in several requests, of one person: nobody else knows it exists. */
export interface Upload {
  id: string
  userId: string
  /** As it was given, judged. */
  fileName: string
  /** Announced when it began. */
  sizeBytes: number
  /** Where its sender said that it goes, as they wrote it. */
  dataset: string | null
  resource: string | null
  /** Once it is whole and begins to move into the blob store. */
  hashes: { sha256: string; sha1: string } | null
}

/** An upload that nobody goes on with is forgotten after this time. */
export const HOURS_KEPT = 24

export const expiryOf = (touchedAt: Date): Date => new Date(touchedAt.getTime() + HOURS_KEPT * 3_600_000)
