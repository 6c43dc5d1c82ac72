import { isDeepStrictEqual } from 'node:util'
import type { Listing } from './model.ts'

const WORDS = [
  'title',
  'description',
  'tags',
  'private',
  'organizationId',
  'ownerId',
  'extras',
  'archivedAt',
  'deletedAt',
] as const

/** Names on the wire of what differs between two states (udata-api.md, Appendix C). */
export const changedFields = (before: Listing, after: Listing, datasets: boolean): string[] => {
  const [old, now] = [before.fields, after.fields] as [Record<string, unknown>, Record<string, unknown>]
  const names = [
    ...WORDS.filter((key) => !isDeepStrictEqual(before[key], after[key])),
    ...Object.keys(now).filter((key) => !isDeepStrictEqual(old[key], now[key])),
  ]
  return [...names.map(wireName), ...(datasets ? ['datasets'] : [])]
}

/** `contactPointIds` → `contact_points`, `archivedAt` → `archived`. */
const wireName = (key: string): string =>
  key
    .replace(/Ids$/, 's')
    .replace(/(Id|At)$/, '')
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
