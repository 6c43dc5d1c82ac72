import Type from 'typebox'
import { readBlocs } from './blocs.rules.ts'
import { BODY_TYPES, POST_KINDS, type Post, type PostInput } from './model.ts'

const nullable = <T extends Type.TSchema>(type: T) => Type.Optional(Type.Union([type, Type.Null()]))
const references = nullable(
  Type.Array(Type.Union([Type.String(), Type.Object({ id: Type.String() })]), { maxItems: 200 }),
)

/** A post as clients send it (udata-api.md §2.9). */
export const PostBody = Type.Object({
  name: Type.Optional(Type.String()),
  headline: nullable(Type.String({ maxLength: 10_000 })),
  content: nullable(Type.String({ maxLength: 1_000_000 })),
  blocs: nullable(Type.Array(Type.Unknown(), { maxItems: 200 })),
  image_url: nullable(Type.String({ maxLength: 2_000 })),
  credit_to: nullable(Type.String({ maxLength: 500 })),
  credit_url: nullable(Type.String({ maxLength: 2_000 })),
  tags: nullable(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })),
  datasets: references,
  reuses: references,
  body_type: nullable(Type.Unsafe<Post['bodyType']>({ type: 'string', enum: [...BODY_TYPES] })),
  kind: nullable(Type.Unsafe<Post['kind']>({ type: 'string', enum: [...POST_KINDS] })),
})
export type PostBody = Type.Static<typeof PostBody>

/** Present keys only. Throws `Invalid` for a bloc that isn't one. */
export const postInputOf = (body: PostBody): PostInput => {
  const input: PostInput = {}
  if (body.name !== undefined) input.name = body.name.trim()
  if (body.headline !== undefined) input.headline = body.headline || null
  if (body.content !== undefined) input.content = body.content || null
  if (body.blocs !== undefined) input.blocs = readBlocs('blocs', body.blocs ?? [])
  if (body.image_url !== undefined) input.imageUrl = body.image_url || null
  if (body.credit_to !== undefined) input.creditTo = body.credit_to || null
  if (body.credit_url !== undefined) input.creditUrl = body.credit_url || null
  if (body.tags !== undefined) input.tags = body.tags ?? []
  if (body.datasets !== undefined) input.datasetIds = idsOf(body.datasets)
  if (body.reuses !== undefined) input.reuseIds = idsOf(body.reuses)
  if (body.body_type) input.bodyType = body.body_type
  if (body.kind) input.kind = body.kind
  return input
}

const idsOf = (list: (string | { id: string })[] | null): string[] => [
  ...new Set((list ?? []).map((item) => (typeof item === 'string' ? item : item.id))),
]

/** What administrators say of the site. */
export const SiteBody = Type.Object({
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  keywords: nullable(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 })),
  feed_size: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  datasets_blocs: nullable(Type.Array(Type.Unknown(), { maxItems: 200 })),
  reuses_blocs: nullable(Type.Array(Type.Unknown(), { maxItems: 200 })),
  dataservices_blocs: nullable(Type.Array(Type.Unknown(), { maxItems: 200 })),
})
export type SiteBody = Type.Static<typeof SiteBody>
