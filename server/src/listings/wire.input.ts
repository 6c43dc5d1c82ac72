import Type from 'typebox'
import { parseDate } from '../lib/dates.ts'
import { invalidField } from '../lib/errors.ts'
import { clientExtrasOf, Extras, idOf, nullable } from '../catalog/wire.resource-input.ts'
import type { ListingInput } from './model.ts'

/** An id, or any object that has one: clients send back what they read (udata-api.md §1.7). */
export const Reference = Type.Union([Type.String(), Type.Object({ id: Type.String() })])
export const References = nullable(Type.Array(Reference, { maxItems: 5_000 }))
export { nullable }

/** What every class takes; each adds its own (udata-api.md, Appendix B). */
export const COMMON = {
  description: nullable(Type.String()),
  tags: nullable(Type.Union([Type.Array(Type.String(), { maxItems: 5_000 }), Type.String()])),
  private: nullable(Type.Boolean()),
  extras: nullable(Extras),
  organization: nullable(Reference),
  owner: nullable(Reference),
}
type CommonBody = Type.Static<Type.TObject<typeof COMMON>>

/** Present keys only; a deletion has today's date, since an older one would be purged at once. */
export const commonInputOf = (
  body: CommonBody,
  { title, archived, deleted }: { title?: string | null; archived?: string | null; deleted?: string | null },
): ListingInput<never> => {
  const input: ListingInput<never> = {}
  if (title !== undefined) input.title = (title ?? '').trim()
  if (body.description !== undefined) input.description = body.description?.trim() ?? ''
  if (body.tags !== undefined) input.tags = typeof body.tags === 'string' ? body.tags.split(',') : (body.tags ?? [])
  if (body.private !== undefined) input.private = body.private ?? false
  if (body.extras !== undefined) input.extras = clientExtrasOf(body.extras ?? {})
  if (body.organization !== undefined) input.organizationId = idOf(body.organization)
  if (body.owner !== undefined) input.ownerId = idOf(body.owner)
  if (archived !== undefined) input.archivedAt = archived ? dateOf('archived', archived) : null
  if (deleted !== undefined) input.deletedAt = deleted ? dateOf('deleted', deleted) && new Date() : null
  return input
}

/** Ids of a list of references, each once; undefined when there is none. */
export const idsOf = (list: (string | { id: string })[] | null | undefined): string[] | undefined =>
  list === undefined ? undefined : [...new Set((list ?? []).flatMap((reference) => idOf(reference) ?? []))]

const dateOf = (field: string, text: string): Date => {
  const date = parseDate(text)
  if (!date) throw invalidField(field, NOT_A_DATE)
  return date
}

const NOT_A_DATE = {
  fr: 'Une date est attendue, par exemple 2024-01-31.',
  en: 'Expecting a date, for example 2024-01-31.',
}
