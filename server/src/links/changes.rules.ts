import { isDeepStrictEqual } from 'node:util'
import { parseDate } from '../lib/dates.ts'
import type { Detection, LinkAnswer, LinkCheck } from './model.ts'

/** Whether people can open it: null when the site only says that it's tired (tabular.md §2.8). */
export const availabilityOf = (status: number | null): boolean | null => {
  if (status === 429) return null
  return status !== null && status >= 200 && status < 400
}

/** `text/csv; charset=utf-8` → `text/csv`. */
export const mimeIn = (headers: Record<string, string>): string | null =>
  headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() || null

export const lengthIn = (headers: Record<string, string>): number | null => {
  const length = headers['content-length']
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null
}

/** Whether the outside of a link is another than at its last check (tabular.md §2.4.5). */
export const isChanged = (
  previous: LinkCheck | undefined,
  now: Pick<LinkCheck, 'status' | 'timeout' | 'headers' | 'cors'>,
) =>
  !previous ||
  previous.status !== now.status ||
  previous.timeout !== now.timeout ||
  mimeIn(previous.headers) !== mimeIn(now.headers) ||
  lengthIn(previous.headers) !== lengthIn(now.headers) ||
  !isDeepStrictEqual(previous.cors, now.cors)

export interface Modification {
  outcome: 'changed' | 'unchanged' | 'unknown'
  at: Date | null
  detection: Detection | null
}

const UNKNOWN: Modification = { outcome: 'unknown', at: null, detection: null }

/** Whether the data behind a link changed since it last answered, by what was said of it (tabular.md §2.5). */
export const modificationByHeaders = (
  previous: LinkCheck | undefined,
  { headers }: LinkAnswer,
  harvestedAt: Date | null,
  now: Date,
): Modification => {
  if (previous && harvestedAt && harvestedAt <= now) {
    const same = previous.lastModifiedAt?.getTime() === harvestedAt.getTime()
    return { outcome: same ? 'unchanged' : 'changed', at: harvestedAt, detection: 'harvest-resource-metadata' }
  }
  const modified = parseDate(headers['last-modified'] ?? '')
  // A date that is still to come says nothing.
  if (modified && modified <= now) {
    const same = previous?.headers['last-modified'] === headers['last-modified']
    return { outcome: same ? 'unchanged' : 'changed', at: modified, detection: 'last-modified-header' }
  }
  const [before, length] = [previous ? lengthIn(previous.headers) : null, lengthIn(headers)]
  if (!previous || before === null || length === null) return UNKNOWN
  if (before !== length) return { outcome: 'changed', at: now, detection: 'content-length-header' }
  return sinceBefore(previous)
}

/** The same when the headers didn't say, once the data was read. */
export const modificationByChecksum = (
  previous: LinkCheck | undefined,
  checksum: string | null,
  now: Date,
): Modification => {
  const before = previous?.content.checksum ?? null
  if (before === null || checksum === null) return UNKNOWN
  if (before !== checksum) return { outcome: 'changed', at: now, detection: 'computed-checksum' }
  return sinceBefore(previous)
}

const sinceBefore = (previous: LinkCheck | undefined): Modification =>
  previous?.lastModifiedAt
    ? { outcome: 'unchanged', at: previous.lastModifiedAt, detection: 'previous-check-detection' }
    : UNKNOWN
