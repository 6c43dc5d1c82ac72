import Type from 'typebox'
import { SpatialBody, spatialOf } from '../../catalog/wire.spatial-input.ts'
import type { ListingInput } from '../model.ts'
import { COMMON, commonInputOf, nullable } from '../wire.input.ts'
import type { ElementClass, ElementInput, TopicFields } from './model.ts'
import type { TopicInput } from './topics.ts'

/** A part of a topic as clients send it (udata-api.md §3.3). */
export const ElementBody = Type.Object({
  title: nullable(Type.String()),
  description: nullable(Type.String()),
  tags: nullable(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 1_000 })),
  extras: nullable(Type.Record(Type.String(), Type.Unknown())),
  element: nullable(Type.Object({ class: Type.String({ maxLength: 40 }), id: Type.String({ maxLength: 40 }) })),
})
export type ElementBody = Type.Static<typeof ElementBody>
export const ElementsBody = Type.Array(ElementBody, { maxItems: 5_000 })

/** A topic as clients send it (udata-api.md §3.3, Appendix B). */
export const TopicBody = Type.Object({
  ...COMMON,
  name: nullable(Type.String()),
  color: nullable(Type.Integer()),
  spatial: nullable(SpatialBody),
  elements: nullable(ElementsBody),
})
export type TopicBody = Type.Static<typeof TopicBody>

/** Present keys only. Throws `Invalid` for a zone that isn't known. */
export const topicInputOf = (body: TopicBody): TopicInput => {
  const fields: Partial<TopicFields> = {}
  if (body.color !== undefined) fields.color = body.color
  if (body.spatial !== undefined) fields.spatial = body.spatial && spatialOf(body.spatial)
  // A topic that is read has a link there: it comes back in a round trip, and says nothing.
  const elements = body.elements?.map(elementInputOf)
  const topic: ListingInput<TopicFields> = { ...commonInputOf(body, { title: body.name }), fields }
  return { topic, ...(elements ? { elements } : {}) }
}

export const elementInputOf = (body: ElementBody): ElementInput => {
  const input: ElementInput = {}
  if (body.title !== undefined) input.title = body.title?.trim() || null
  if (body.description !== undefined) input.description = body.description || null
  if (body.tags !== undefined) input.tags = [...new Set(body.tags ?? [])]
  if (body.extras !== undefined) input.extras = body.extras ?? {}
  if (body.element !== undefined)
    input.object = body.element && { class: body.element.class as ElementClass, id: body.element.id.toLowerCase() }
  return input
}
