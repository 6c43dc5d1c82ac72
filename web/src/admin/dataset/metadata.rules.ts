import type { AccessType, Dataset, DatasetInput } from '@cimaise/client'
import { isDay } from './metadata/day.rules.ts'
import type { FieldName, MetadataForm } from './metadata/form.model.ts'
import { w } from './metadata/rule-words.ts'

export { FIELD_NAMES } from './metadata/field-words.ts'
export type { FieldName, MetadataForm } from './metadata/form.model.ts'

export const SHORT_MAX = 200
const TITLE_MAX = 350
/** One character more earns the criterion of quality. */
const DESCRIPTION_GOOD = 101
/** Open Licence 2.0: the State's own, and the one to recommend. */
export const RECOMMENDED_LICENSE = 'lov2'

export const formOf = (dataset: Dataset): MetadataForm => ({
  title: dataset.title,
  acronym: dataset.acronym ?? '',
  description_short: dataset.description_short ?? '',
  description: dataset.description,
  tags: [...dataset.tags],
  frequency: dataset.frequency,
  license: dataset.license,
  contact_points: dataset.contact_points.map(({ id }) => id),
  temporal_coverage: {
    start: dataset.temporal_coverage?.start.slice(0, 10) ?? '',
    end: dataset.temporal_coverage?.end?.slice(0, 10) ?? '',
  },
  spatial: { zones: [...(dataset.spatial?.zones ?? [])], granularity: dataset.spatial?.granularity ?? '' },
  access_type: dataset.access_type as AccessType,
  access_audiences: dataset.access_audiences.map(({ role, condition }) => ({ role, condition })),
  authorization_request_url: dataset.authorization_request_url ?? '',
  access_type_reason_category: dataset.access_type_reason_category ?? '',
  access_type_reason: dataset.access_type_reason ?? '',
})

/** One text for one value, whatever the order of its keys: what the server kept comes back in another one. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export const isSame = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other)

export const changedNames = (form: MetadataForm, before: MetadataForm): FieldName[] =>
  (Object.keys(before) as FieldName[]).filter((name) => !isSame(form[name], before[name]))

/** Only what changed: what others changed elsewhere stays. */
export const changesOf = (form: MetadataForm, before: MetadataForm): DatasetInput =>
  Object.fromEntries(changedNames(form, before).map((name) => [name, sentOf(name, form)]))

const sentOf = (name: FieldName, form: MetadataForm): unknown => {
  if (name === 'spatial') return { ...form.spatial, granularity: form.spatial.granularity || null }
  if (name !== 'temporal_coverage') return NULLABLE.has(name) ? form[name] || null : form[name]
  const { start, end } = form.temporal_coverage
  return start ? { start, end: end || null } : null
}

/** What forbids saving, by field. */
export const errorsOf = (form: MetadataForm, isPrivate: boolean): Partial<Record<FieldName, string>> => {
  const errors: Partial<Record<FieldName, string>> = {}
  const { start, end } = form.temporal_coverage
  if (form.title.length > TITLE_MAX) errors.title = w.errors.titleLong
  if (!isPrivate && form.title.trim() === '') errors.title = w.errors.title
  if (!isPrivate && form.description.trim() === '') errors.description = w.errors.description
  if (form.description_short.length > SHORT_MAX) errors.description_short = w.errors.short(SHORT_MAX)
  if (start && end && end < start) errors.temporal_coverage = w.errors.order
  if (end && !start) errors.temporal_coverage = w.errors.start
  if ([start, end].some((day) => day && !isDay(day))) errors.temporal_coverage = w.errors.day
  if (form.authorization_request_url && !/^https?:\/\/\S+$/.test(form.authorization_request_url))
    errors.authorization_request_url = w.errors.address
  return errors
}

export type Warning = { field: FieldName; text: string }

/** What makes data harder to find or to reuse, without forbidding anything. */
export const warningsOf = (form: MetadataForm, requiredTags: string[] = []): Warning[] => {
  const lacking = requiredTags.filter((tag) => !form.tags.includes(tag))
  const isWeakTitle = /^\S{0,12}$|_|\.\w{3,4}$/.test(form.title.trim())
  const told: [FieldName, boolean, string][] = [
    ['title', form.title.trim() !== '' && isWeakTitle, w.warnings.title],
    ['description_short', form.description_short.trim() === '', w.warnings.description_short],
    ['description', form.description.length < DESCRIPTION_GOOD, w.warnings.description(DESCRIPTION_GOOD)],
    ['tags', lacking.length > 0, w.warnings.required(lacking.join(', '))],
    ['tags', lacking.length === 0 && form.tags.length === 0, w.warnings.tags],
    ['frequency', isIn(['', 'unknown'], form.frequency), w.warnings.frequency],
    ['license', form.access_type === 'open' && isIn(['', 'notspecified'], form.license), w.warnings.license],
    ['contact_points', form.contact_points.length === 0, w.warnings.contact_points],
    ['temporal_coverage', form.temporal_coverage.start === '', w.warnings.temporal_coverage],
    ['spatial', form.spatial.zones.length === 0, w.warnings.spatial],
  ]
  return told.filter(([, isTold]) => isTold).map(([field, , text]) => ({ field, text }))
}

const isIn = (values: string[], value: string): boolean => values.includes(value)

const NULLABLE = new Set<FieldName>([
  'acronym',
  'description_short',
  'frequency',
  'license',
  'authorization_request_url',
  'access_type_reason_category',
  'access_type_reason',
])
