import type { FieldErrors } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { isWebAddress } from '../lib/urls.ts'
import { tagProblem } from '../catalog/index.ts'
import type { Listing } from './model.ts'

export const REQUIRED: Text = { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }
export const UNKNOWN: Text = { fr: 'Cette valeur n’est pas connue.', en: 'This is not a known value.' }
const BAD_URL: Text = { fr: 'Cette adresse web n’est pas valide.', en: 'Invalid URL.' }

export const atMost = (max: number): Text => ({
  fr: `${max.toLocaleString('fr')} caractères au plus.`,
  en: `At most ${max.toLocaleString('en')} characters.`,
})

const MAX_TITLE = 350
const MAX_DESCRIPTION = 100_000
const MAX_URL = 2_000

/** What is wrong with the words that every class has; a topic's title is its `name`, and its tags are free. */
export const wordProblems = (listing: Listing): FieldErrors => {
  const fields: FieldErrors = {}
  const isTopic = listing.class === 'Topic'
  const title = isTopic ? 'name' : 'title'
  if (listing.title === '') fields[title] = [REQUIRED]
  if (listing.title.length > MAX_TITLE) fields[title] = [atMost(MAX_TITLE)]
  if (listing.description.length > MAX_DESCRIPTION) fields.description = [atMost(MAX_DESCRIPTION)]
  const badTag = isTopic ? undefined : tagProblem(listing.tags)
  if (badTag) fields.tags = [badTag]
  return fields
}

/** What is wrong with addresses, by udata's names. */
export const addressProblems = (addresses: Record<string, string | null>): FieldErrors =>
  Object.fromEntries(
    Object.entries(addresses).flatMap(([name, url]) => {
      if (!url || (url.length <= MAX_URL && isWebAddress(url))) return []
      return [[name, [url.length > MAX_URL ? atMost(MAX_URL) : BAD_URL]]]
    }),
  )
