import Type from 'typebox'
import { parseDate } from '../lib/dates.ts'
import { Invalid, invalidField } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { findFrequency } from './frequencies.ts'
import { findLicense } from './licenses.ts'
import { RESOURCE_TYPES, type DatasetChanges, type ResourceType } from './model.ts'
import type { ResourceEntry } from './replace-resource-list.ts'
import type { ResourceChanges } from './resource-changes.rules.ts'

const nullable = <T extends Type.TSchema>(type: T) => Type.Optional(Type.Union([type, Type.Null()]))
/** An id, or any object that has one: clients send back what they read (udata-api.md §1.7). */
const reference = nullable(Type.Union([Type.String(), Type.Object({ id: Type.String() })]))
const extras = Type.Record(Type.String(), Type.Unknown())

/** The body of a resource, as clients send it. */
export const ResourceBody = Type.Object({
  id: nullable(Type.String()),
  title: nullable(Type.String()),
  description: nullable(Type.String({ maxLength: 100_000 })),
  type: nullable(Type.Union(RESOURCE_TYPES.map((type) => Type.Literal(type)))),
  filetype: nullable(Type.Union([Type.Literal('file'), Type.Literal('remote')])),
  url: nullable(Type.String()),
  format: nullable(Type.String({ maxLength: 255 })),
  mime: nullable(Type.String({ maxLength: 255 })),
  filesize: nullable(Type.Integer({ minimum: 0 })),
  checksum: nullable(Type.Object({ type: Type.String(), value: Type.String() })),
  schema: nullable(
    Type.Object({ name: nullable(Type.String()), version: nullable(Type.String()), url: nullable(Type.String()) }),
  ),
  extras: nullable(extras),
})
export type ResourceBody = Type.Static<typeof ResourceBody>

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
  spatial: nullable(
    Type.Object({
      zones: nullable(Type.Array(Type.Union([Type.String(), Type.Object({ id: Type.String() })]))),
      granularity: nullable(Type.String()),
      geom: Type.Optional(Type.Unknown()),
    }),
  ),
  extras: nullable(extras),
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
  if (body.archived !== undefined) changes.archivedAt = dateOf('archived', body.archived)
  // The date is ours: an older one would be purged at once.
  if (body.deleted !== undefined) changes.deletedAt = dateOf('deleted', body.deleted) && new Date()
  return changes
}

/** The list sent back with a dataset; null when there is none to apply. */
export const resourceEntriesOf = (body: DatasetBody): ResourceEntry[] | null => {
  if (!body.resources || body.resources.length === 0) return null
  return body.resources.map((entry) => {
    if (entry.id && !isUuid(entry.id))
      throw invalidField('resources', {
        fr: 'Un identifiant de fichier est mal formé.',
        en: 'A resource id is malformed.',
      })
    return { id: entry.id?.toLowerCase() ?? null, changes: resourceChangesOf(entry) }
  })
}

export const resourceChangesOf = (body: ResourceBody): ResourceChanges => ({
  title: body.title === undefined ? undefined : (body.title ?? '').trim(),
  description: body.description === '' ? null : body.description,
  type: (body.type ?? undefined) as ResourceType | undefined,
  url: body.url ?? undefined,
  format: body.format === undefined ? undefined : body.format?.trim().toLowerCase() || null,
  mime: body.mime,
  filesize: body.filesize,
  checksum: body.checksum,
  schema:
    body.schema === undefined
      ? undefined
      : body.schema && {
          name: body.schema.name ?? null,
          version: body.schema.version ?? null,
          url: body.schema.url ?? null,
        },
  extras: body.extras ? clientExtrasOf(body.extras) : undefined,
})

/** Keys that we write ourselves come back in a round trip: they are not the client's. */
const clientExtrasOf = (sent: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(sent).filter(([key]) => !/^(cimaise|analysis):/.test(key)))

const idOf = (ref: DatasetBody['organization']): string | null =>
  typeof ref === 'object' && ref !== null ? ref.id : ref || null

const frequencyOf = (id: string | null): string | null => {
  if (!id) return null
  const frequency = findFrequency(id)
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

const spatialOf = (spatial: NonNullable<DatasetBody['spatial']>) => ({
  zones: (spatial.zones ?? []).map((zone) => (typeof zone === 'string' ? zone : zone.id)),
  granularity: spatial.granularity ?? null,
  geom: spatial.geom ?? null,
})

const NOT_A_DATE = {
  fr: 'Une date est attendue, par exemple 2024-01-31.',
  en: 'Expecting a date, for example 2024-01-31.',
}
