// Transliteration of every script (€ → EUR, œ → oe): a table of 100,000 characters that we would not keep ourselves.
import anyAscii from 'any-ascii'
import { Conflict } from './errors.ts'
import type { Text } from './text.ts'

const MAX_LENGTH = 255

/** Words of `text` in ASCII, lower case, joined by `-`: udata's rule (udata-api.md §7.1), uniqueness apart. */
export const slugOf = (text: string, maxLength = MAX_LENGTH): string => {
  const words = wordsOf(text)
  let slug = (words[0] ?? '').slice(0, maxLength)
  for (const word of words.slice(1)) {
    if (slug.length + 1 + word.length <= maxLength) slug += `-${word}`
  }
  return looksLikeUuid(slug) ? `${slug}-uuid` : slug
}

/** `slug` itself, then `slug-1`, `slug-2`…, each within udata's 255 characters. */
export const slugCandidate = (slug: string, attempt: number): string =>
  attempt === 0 ? slug : `${slug.slice(0, MAX_LENGTH - String(attempt).length - 1)}-${attempt}`

/** The first of `slug`, `slug-1`… that nothing has. Throws `Conflict` with `tooMany` after so many attempts. */
export const firstFreeSlug = async (
  slug: string,
  isTaken: (candidate: string) => Promise<boolean>,
  { attempts, tooMany }: { attempts: number; tooMany: Text },
): Promise<string> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const candidate = slugCandidate(slug, attempt)
    if (!(await isTaken(candidate))) return candidate
  }
  throw new Conflict(tooMany)
}

/** A file name that any disk, URL and header can carry; dots stay (`éàü@€.txt` → `eau-eur.txt`, udata-api.md §9.1). */
export const fileNameSlugOf = (name: string): string => {
  const parts = name
    .split('.')
    .map((part) => wordsOf(part).join('-'))
    .filter((part) => part !== '')
  return parts.join('.') || 'fichier'
}

const wordsOf = (text: string): string[] =>
  anyAscii(text)
    .toLowerCase()
    .replaceAll("'", '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

const looksLikeUuid = (slug: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(slug)
