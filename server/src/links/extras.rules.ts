import { presentDate } from '../lib/dates.ts'
import { availabilityOf, lengthIn, mimeIn } from './changes.rules.ts'
import type { LinkCheck } from './model.ts'

type Extras = Record<string, unknown>

/**
 * What a check says on its resource, under hydra's keys (tabular.md §2.8). Every key of a category is there, null
 * taking away what an earlier check said; those of CORS and of the content only when they were looked at.
 */
export const extrasOfCheck = (check: LinkCheck, unavailableSince: Date | null, looked: boolean): Extras => ({
  ...stateOf(check),
  ...(check.cors && corsOf(check.cors)),
  ...(looked && contentOf(check)),
  // Ours: hydra's date is that of the last check.
  'cimaise:link:unavailable_since': presentDate(unavailableSince),
})

const stateOf = (check: LinkCheck): Extras => ({
  'check:id': check.id,
  'check:date': presentDate(check.createdAt),
  'check:available': availabilityOf(check.status),
  'check:status': check.status,
  'check:timeout': check.timeout,
  'check:error': check.error,
  'check:headers:content-type': mimeIn(check.headers),
  'check:headers:content-length': lengthIn(check.headers),
})

/** Names of the headers of a preflight, as they are told. */
export const CORS_HEADERS = [
  'allow-origin',
  'allow-methods',
  'allow-headers',
  'expose-headers',
  'max-age',
  'allow-credentials',
] as const

const corsOf = (cors: NonNullable<LinkCheck['cors']>): Extras => ({
  'check:cors:status': cors.status ?? null,
  'check:cors:error': null,
  ...Object.fromEntries(CORS_HEADERS.map((name) => [`check:cors:${name}`, cors[name] ?? null])),
})

const contentOf = ({ id, content, lastModifiedAt, detection }: LinkCheck): Extras => ({
  'analysis:check_id': id,
  'analysis:content-length': content.filesize,
  'analysis:mime-type': content.mimeType,
  'analysis:checksum': content.checksum,
  'analysis:error': content.error,
  'analysis:last-modified-at': presentDate(lastModifiedAt),
  'analysis:last-modified-detection': detection,
})
