import { createHash, randomBytes } from 'node:crypto'

/**
 * A new id in the form of udata's objects (24 hexadecimal digits: seconds since 1970, then 64 random bits),
 * so that clients which tell ids from slugs by their form go on working.
 */
export const newObjectId = (now = Date.now()): string =>
  Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0') + randomBytes(8).toString('hex')

export const isObjectId = (value: string): boolean => /^[0-9a-f]{24}$/i.test(value)

/** Any spelling of a UUID (spaces, no hyphens, braces, capitals) as the usual one; undefined when it is none (udata-api.md §1.9). */
export const parseUuid = (text: string): string | undefined => {
  const digits = text
    .trim()
    .toLowerCase()
    .replace(/^urn:uuid:/, '')
    .replace(/[{}-]/g, '')
  if (!/^[0-9a-f]{32}$/.test(digits)) return undefined
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export const isUuid = (value: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)

/** Random text for cookies, keys and codes: `bytes` random bytes in URL-safe base 64. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** For secrets made by `newSecret` only: they hold enough chance that a plain hash can't be searched. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
