import { type FieldErrors, invalidFields } from '../lib/errors.ts'
import { slugOf } from '../lib/slugs.ts'
import type { Text } from '../lib/text.ts'
import { accessProblems } from './access.rules.ts'
import { findFrequency } from './frequencies.ts'
import type { Dataset } from './model.ts'

const REQUIRED: Text = { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }
const atMost = (max: number): Text => ({
  fr: `${max.toLocaleString('fr')} caractères au plus.`,
  en: `At most ${max.toLocaleString('en')} characters.`,
})

/**
 * Throws `Invalid` by field. `draft`: only a dataset that is published needs its title and its description; a draft
 * is saved from its first word (product.md, visibility).
 */
export const checkDataset = (dataset: Dataset, { draft }: { draft: boolean }): void => {
  const fields: FieldErrors = {}
  const refuse = (field: string, text: Text): void => void (fields[field] ??= [text])
  if (!draft && dataset.title.trim() === '') refuse('title', REQUIRED)
  if (!draft && dataset.description.trim() === '') refuse('description', REQUIRED)
  if (dataset.title.length > 350) refuse('title', atMost(350))
  if ((dataset.acronym?.length ?? 0) > 128) refuse('acronym', atMost(128))
  if (dataset.description.length > 100_000) refuse('description', atMost(100_000))
  if ((dataset.descriptionShort?.length ?? 0) > 200) refuse('description_short', atMost(200))
  const badTag = tagProblem(dataset.tags)
  if (badTag) refuse('tags', badTag)
  Object.assign(fields, accessProblems(dataset))
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
}

/** udata's tags: slugs, each once, sorted (udata-api.md §7.2). */
export const normalizeTags = (tags: string[]): string[] =>
  [...new Set(tags.map((tag) => slugOf(tag)))].filter((tag) => tag !== '').sort()

/** What is wrong with the first of them that is too short or too long; undefined when none is. */
export const tagProblem = (tags: string[]): Text | undefined => {
  const tag = tags.find((tag) => tag.length < 2 || tag.length > 96)
  if (tag === undefined) return undefined
  return {
    fr: `Le mot-clé « ${tag.slice(0, 40)} » doit avoir de 2 à 96 caractères.`,
    en: `The tag “${tag.slice(0, 40)}” must have 2 to 96 characters.`,
  }
}

/**
 * Whether the data came when its frequency promised: null when nothing was promised. One day of grace, as in udata
 * (udata-api.md §6.1).
 */
export const isUpToDate = (dataset: Pick<Dataset, 'frequency' | 'lastUpdate'>, now = new Date()): boolean | null => {
  const frequency = findFrequency(dataset.frequency)
  if (!frequency || frequency.id === 'unknown') return null
  const due = dueAt(dataset)
  return due === null || now <= due
}

/** When the next data are to be there, grace included; null when no delay was promised. */
export const dueAt = ({ frequency, lastUpdate }: Pick<Dataset, 'frequency' | 'lastUpdate'>): Date | null => {
  const delay = findFrequency(frequency)?.delayMinutes ?? null
  return delay === null ? null : new Date(lastUpdate.getTime() + delay * 60_000 + 86_400_000)
}
