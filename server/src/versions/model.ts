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
}
