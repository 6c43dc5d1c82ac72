import Type, { type TSchema } from 'typebox'
import type { Answer } from './model.ts'

/** 200 with this body. */
export const answers = (schema?: TSchema): Answer => ({ status: 200, schema })

/** 201 with this body. */
export const creates = (schema?: TSchema): Answer => ({ status: 201, schema })

/** 201 with this body, or 200 when it was there already. */
export const createsOrFinds = (schema: TSchema): Answer => ({ status: 201, schema, also: { 200: schema } })

/** 204, without a body. */
export const empties: Answer = { status: 204 }

/** 302 to somewhere else. */
export const redirects: Answer = { status: 302 }

/** Bytes that aren't JSON. */
export const sends = (mediaType: string): Answer => ({ status: 200, mediaType })

/** The same answer to a request whose body the route reads by hand. */
export const taking = (body: TSchema, answer: Answer): Answer => ({ ...answer, body })

/** A value, or null. */
export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** An object with any keys, as clients wrote it. */
export const Free = Type.Record(Type.String(), Type.Unknown())

/** A date with its time, ISO 8601. */
export const DateTime = Type.String({ format: 'date-time' })

/** udata's envelope of a page of these (udata-api.md §1.4). */
export const pageOf = <S extends TSchema>(item: S, title = `${titleOf(item)}Page`) =>
  Type.Object(
    {
      data: Type.Array(item),
      page: Type.Integer(),
      page_size: Type.Integer(),
      total: Type.Integer(),
      next_page: orNull(Type.String()),
      previous_page: orNull(Type.String()),
    },
    { title },
  )

/** A page with its counters (udata-api.md §13). */
export const searchOf = <S extends TSchema>(item: S) => {
  const title = `${titleOf(item)}SearchPage`
  return Type.Object({ ...pageOf(item).properties, facets: Type.Record(Type.String(), Type.Array(Facet)) }, { title })
}

const Facet = Type.Object({ name: Type.String(), count: Type.Integer() }, { title: 'FacetCount' })

const titleOf = (schema: TSchema): string => (schema as { title?: string }).title ?? 'Item'
