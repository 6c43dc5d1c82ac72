import type { FailureReason } from '../outgoing/index.ts'

/** hydra's words for where a link is on its way (tabular.md §2.2); null: nothing is under way. */
export type LinkStatus =
  'BACKOFF' | 'CRAWLING_URL' | 'ANALYSING_RESOURCE_HEAD' | 'DOWNLOADING_RESOURCE' | 'ANALYSING_DOWNLOADED_RESOURCE'

export interface Link {
  id: number
  resourceId: string
  url: string
  /** It went away, or became a file. */
  deleted: boolean
  /** New or changed since its last check. */
  priority: boolean
  status: LinkStatus | null
  statusSince: Date
  nextCheckAt: Date | null
  unavailableSince: Date | null
}

/** A link that doesn't answer, and since when. */
export interface BrokenLink {
  resourceId: string
  datasetId: string
  url: string
  since: Date
}

/** What a site answered, or why it didn't. */
export interface LinkAnswer {
  status: number | null
  headers: Record<string, string>
  timeout: boolean
  /** Seconds. */
  responseTime: number | null
  error: string | null
  /** Why there is no answer. */
  reason: FailureReason | null
}

/** What a site said to pages of other sites, when it was asked. */
export type CorsAnswer = Record<string, string | number>

/** What was read behind a link. */
export interface LinkContent {
  checksum: string | null
  filesize: number | null
  mimeType: string | null
  error: string | null
}

export const DETECTIONS = [
  'harvest-resource-metadata',
  'last-modified-header',
  'content-length-header',
  'computed-checksum',
  'previous-check-detection',
] as const
export type Detection = (typeof DETECTIONS)[number]

export interface LinkCheck {
  id: number
  resourceId: string
  url: string
  domain: string | null
  createdAt: Date
  status: number | null
  headers: Record<string, string>
  cors: CorsAnswer | null
  timeout: boolean
  responseTime: number | null
  error: string | null
  reason: FailureReason | null
  content: LinkContent
  lastModifiedAt: Date | null
  detection: Detection | null
  nextCheckAt: Date
}

/** What is known of a site's patience. */
export interface DomainFacts {
  /** Checks in the last minutes (`BUSY_SECONDS`). */
  recentChecks: number
  last: { at: Date; status: number | null; headers: Record<string, string> } | null
}
