import Type from 'typebox'
import { parseDate } from '../lib/dates.ts'
import { Invalid, invalidField } from '../lib/errors.ts'
import { findFrequency } from './frequencies.ts'
import { findLicense } from './licenses.ts'
import { ACCESS_TYPES, type AccessDetails, type AccessType, type DatasetChanges } from './model.ts'
import { SpatialBody, spatialOf } from './wire.spatial-input.ts'
import { clientExtrasOf, Extras, idOf, nullable, ResourceBody } from './wire.resource-input.ts'

/** An id, or any object that has one: clients send back what they read (udata-api.md §1.7). */
const reference = nullable(Type.Union([Type.String(), Type.Object({ id: Type.String() })]))

/** The body of a dataset, as clients send it (udata-api.md §2.1.2). */
export const DatasetBody = Type.Object({
  title: nullable(Type.String()),
  acronym: nullable(Type.String()),
  description: nullable(Type.String()),
  description_short: nullable(Type.String()),
  license: nullable(Type.String()),
  frequency: nullable(Type.String()),
  frequency_date: nullable(Type.String()),
  tags: nullable(Type.Union([Type.Array(Type.String(), { maxItems: 5_000 }), Type.String()])),
  private: nullable(Type.Boolean()),
  organization: reference,
  owner: reference,
  temporal_coverage: nullable(
    Type.Union([Type.String(), Type.Object({ start: Type.String(), end: nullable(Type.String()) })]),
  ),
  spatial: nullable(SpatialBody),
  extras: nullable(Extras),
  schema: nullable(
    Type.Object({ name: nullable(Type.String()), version: nullable(Type.String()), url: nullable(Type.String()) }),
  ),
  access_type: nullable(Type.Unsafe<AccessType>({ type: 'string', enum: [...ACCESS_TYPES] })),
  access_audiences: nullable(Type.Array(Type.Object({ role: Type.String(), condition: Type.String() }))),
  authorization_request_url: nullable(Type.String({ maxLength: 2_000 })),
  access_type_reason_category: nullable(Type.String()),
  access_type_reason: nullable(Type.String({ maxLength: 10_000 })),
  contact_points: nullable(
    Type.Array(Type.Union([Type.String(), Type.Object({ id: Type.String() })]), { maxItems: 100 }),
  ),
  archived: nullable(Type.String()),
  deleted: nullable(Type.String()),
  resources: nullable(Type.Array(ResourceBody, { maxItems: 10_000 })),
})
export type DatasetBody = Type.Static<typeof DatasetBody>

/** What a body changes; absent keys change nothing. Throws `Invalid` for an unknown frequency or a wrong date. */
export const datasetChangesOf = (body: DatasetBody): DatasetChanges => {
  const changes: DatasetChanges = {}
  if (body.title !== undefined) changes.title = (body.title ?? '').trim()
  if (body.acronym !== undefined) changes.acronym = body.acronym || null
  if (body.description !== undefined) changes.description = body.description ?? ''
  if (body.description_short !== undefined) changes.descriptionShort = body.description_short || null
  // An unknown licence is silently none, as in udata (§2.1.2).
  if (body.license !== undefined) changes.license = findLicense(body.license)?.id ?? null
  if (body.frequency !== undefined) changes.frequency = frequencyOf(body.frequency)
  if (body.frequency_date !== undefined) changes.frequencyDate = dateOf('frequency_date', body.frequency_date)
  if (body.tags !== undefined) changes.tags = typeof body.tags === 'string' ? body.tags.split(',') : (body.tags ?? [])
  if (body.private !== undefined) changes.private = body.private ?? false
  if (body.organization !== undefined) changes.organizationId = idOf(body.organization)
  if (body.owner !== undefined) changes.ownerId = idOf(body.owner)
  if (body.temporal_coverage !== undefined) changes.temporalCoverage = coverageOf(body.temporal_coverage)
  // `spatial: null` is ignored, as in udata (§2.1.5).
  if (body.spatial) changes.spatial = spatialOf(body.spatial)
  if (body.extras) changes.extras = clientExtrasOf(body.extras)
  if (body.schema !== undefined) changes.schema = body.schema && schemaOf(body.schema)
  if (body.access_type) changes.accessType = body.access_type
  changes.access = accessOf(body)
  if (body.contact_points !== undefined)
    changes.contactPointIds = (body.contact_points ?? []).flatMap((contact) => idOf(contact) ?? [])
  if (body.archived !== undefined) changes.archivedAt = dateOf('archived', body.archived)
  // The date is ours: an older one would be purged at once.
  if (body.deleted !== undefined) changes.deletedAt = dateOf('deleted', body.deleted) && new Date()
  return changes
}

/** Present keys only. */
const accessOf = (body: DatasetBody): AccessDetails => {
  const access: AccessDetails = {}
  if (body.access_audiences !== undefined)
    access.audiences = (body.access_audiences ?? []).map(({ role, condition }) => ({ role, condition }))
  if (body.authorization_request_url !== undefined)
    access.authorizationRequestUrl = body.authorization_request_url || null
  if (body.access_type_reason_category !== undefined) access.reasonCategory = body.access_type_reason_category || null
  if (body.access_type_reason !== undefined) access.reason = body.access_type_reason || null
  return access
}

const schemaOf = ({ name, version, url }: NonNullable<NonNullable<DatasetBody['schema']>>) => ({
  name: name ?? null,
  version: version ?? null,
  url: url ?? null,
})

/** Names that older clients still send (udata-api.md §5.3). */
const LEGACY_FREQUENCIES: Record<string, string> = {
  realtime: 'continuous',
  fourTimesADay: 'severalTimesADay',
  fourTimesAWeek: 'other',
  fortnighly: 'biweekly',
  biannual: 'semiannual',
}

const frequencyOf = (id: string | null): string | null => {
  if (!id) return null
  const frequency = findFrequency(LEGACY_FREQUENCIES[id] ?? id)
  // udata answers an unknown frequency with a message, not with a field (§17, 24).
  if (!frequency)
    throw new Invalid({ fr: `Fréquence inconnue : ${id.slice(0, 50)}.`, en: `Unknown frequency: ${id.slice(0, 50)}.` })
  return frequency.id === 'unknown' ? null : frequency.id
}

const dateOf = (field: string, text: string | null): Date | null => {
  if (!text) return null
  const date = parseDate(text)
  if (!date) throw invalidField(field, NOT_A_DATE)
  return date
}

const coverageOf = (coverage: NonNullable<DatasetBody['temporal_coverage']> | null) => {
  if (coverage === null || coverage === '') return null
  const parts = typeof coverage === 'string' ? coverage.split(' - ', 2) : [coverage.start, coverage.end]
  const [start, end] = parts.map((part) => dayOf(part))
  if (!start) throw invalidField('temporal_coverage', NOT_A_DATE)
  // Reversed dates are swapped, as in udata (§5.1).
  return end && end < start ? { start: end, end: start } : { start, end: end ?? null }
}

/** The day of a date or date-time, as written: a coverage has no time zone. */
const dayOf = (text: string | null | undefined): string | null => {
  if (!text) return null
  const day = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(text.trim())
  const iso = day ? `${day[1]}-${day[2] ?? '01'}-${day[3] ?? '01'}` : ''
  const date = parseDate(iso)
  if (!date || date.toISOString().slice(0, 10) !== iso) throw invalidField('temporal_coverage', NOT_A_DATE)
  return iso
}

const NOT_A_DATE = {
  fr: 'Une date est attendue, par exemple 2024-01-31.',
  en: 'Expecting a date, for example 2024-01-31.',
}
