import type { User } from '../accounts/index.ts'
import type { Finding, Inspection, Place } from '../analysis/index.ts'
import type { AlikeResource, ContactPoint, Dataset, Resource } from '../catalog/index.ts'

/** All that rules may look at of a dataset: its words, its files as they are or would be, and what is around it. */
export interface Examined {
  dataset: Dataset
  contactPoints: ContactPoint[]
  /** Every file and link of the dataset, in its order; a deposit is in the place of the file that it would replace. */
  files: ExaminedFile[]
  neighbours: Neighbours
  /** What the producer asks of its tags, or has the habit of. */
  tagPolicy: TagPolicy
  now: Date
}

export interface ExaminedFile {
  /** Null for a deposit that would be a new file. */
  resourceId: string | null
  title: string
  description: string | null
  type: Resource['type']
  /** Null for a link. */
  fileName: string | null
  /** Null for a file that we hold. */
  url: string | null
  /** As it was declared; by the extension for a file that we hold. */
  format: string | null
  mime: string | null
  filesize: number | null
  checksum: Resource['checksum']
  schema: Resource['schema']
  extras: Record<string, unknown>
  /** Null for a link, and for a file that this analyser never saw. */
  inspection: Inspection | null
  /** When each of its versions was published, newest first. */
  publishedAt: Date[]
  /** How many rows its versions had before this one, newest first, where known. */
  formerRowCounts: number[]
}

/** What else the same producer has. */
export interface Neighbours {
  datasets: { id: string; title: string }[]
  /** Files and links with the same bytes or the same address as one of these. */
  resources: AlikeResource[]
}

export interface TagPolicy {
  /** In its own words, or by a habit that nine of its datasets in ten have. */
  required: string[]
  isDeclared: boolean
}

/** A pure function, and the name that its findings have. */
export interface DatasetRule {
  id: string
  check(examined: Examined): Finding[]
}

/** One file against its dataset's words and the other files. */
export interface FileRule {
  id: string
  check(file: ExaminedFile, examined: Examined): Finding[]
}

/** A finding, and whether somebody said that this is normal here. */
export type JudgedFinding = Finding & { silenced: Silenced | null }

/** The file that it is about; null: the dataset's words, or all its files together. */
export type PlacedFinding = Finding & { resourceId: string | null }

/** A rule that says nothing any more of a place, for a dataset, and why. */
export interface Silenced {
  id: string
  datasetId: string
  rule: string
  place: Place
  reason: string
  authorId: string | null
  /** Undefined once they left. */
  author: User | undefined
  createdAt: Date
}
