import Type from 'typebox'
import { invalidField } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { RESOURCE_TYPES, type ResourceType } from './model.ts'
import type { ResourceEntry } from './replace-resource-list.ts'
import type { ResourceChanges } from './resource-changes.rules.ts'

/** Absent keeps what was there, null clears it. */
export const nullable = <T extends Type.TSchema>(type: T) => Type.Optional(Type.Union([type, Type.Null()]))
export const Extras = Type.Record(Type.String(), Type.Unknown())

/** The body of a resource, as clients send it. */
export const ResourceBody = Type.Object({
  id: nullable(Type.String()),
  title: nullable(Type.String()),
  description: nullable(Type.String({ maxLength: 100_000 })),
  type: nullable(Type.Unsafe<ResourceType>({ type: 'string', enum: [...RESOURCE_TYPES] })),
  filetype: nullable(Type.Union([Type.Literal('file'), Type.Literal('remote')])),
  url: nullable(Type.String()),
  format: nullable(Type.String({ maxLength: 255 })),
  mime: nullable(Type.String({ maxLength: 255 })),
  filesize: nullable(Type.Integer({ minimum: 0 })),
  checksum: nullable(Type.Object({ type: Type.String(), value: Type.String() })),
  schema: nullable(
    Type.Object({ name: nullable(Type.String()), version: nullable(Type.String()), url: nullable(Type.String()) }),
  ),
  extras: nullable(Extras),
})
export type ResourceBody = Type.Static<typeof ResourceBody>

/** A resource beside the dataset of others. */
export const CommunityResourceBody = Type.Object({
  ...ResourceBody.properties,
  dataset: nullable(Type.Union([Type.String(), Type.Object({ id: Type.String() })])),
  organization: nullable(Type.Union([Type.String(), Type.Object({ id: Type.String() })])),
  owner: nullable(Type.Union([Type.String(), Type.Object({ id: Type.String() })])),
})
export type CommunityResourceBody = Type.Static<typeof CommunityResourceBody>

/** The list sent back with a dataset; null when there is none to apply. */
export const resourceEntriesOf = (body: { resources?: ResourceBody[] | null }): ResourceEntry[] | null => {
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
  type: body.type ?? undefined,
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
export const clientExtrasOf = (sent: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(sent).filter(([key]) => !/^(cimaise|analysis):/.test(key)))

/** The id of a reference, sent as an id or as any object that has one (udata-api.md §1.7). */
export const idOf = (ref: string | { id: string } | null): string | null =>
  typeof ref === 'object' && ref !== null ? ref.id : ref || null
