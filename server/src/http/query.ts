import type { FastifyRequest } from 'fastify'
import Type, { type Static, type TObject, type TSchema } from 'typebox'
import { Invalid, type FieldErrors } from '../lib/errors.ts'
import { isObjectId } from '../lib/ids.ts'
import type { Text } from '../lib/text.ts'
import { QUERY_FAILED } from './pagination.ts'

/** Kinds of query parameters: a route's `schema.querystring` is made of them, checked by `readQuery`, shown in OpenAPI. */
export const Param = {
  text: (description?: string) => Type.Optional(Type.String({ description })),
  required: (description?: string) => Type.String({ description }),
  flag: (description?: string) => Type.Optional(Type.Boolean({ description })),
  count: (options: { default?: number; minimum?: number; maximum?: number } = {}) =>
    Type.Optional(Type.Integer({ minimum: 1, ...options })),
  /** 24 hexadecimal digits: a slug is a 400 with a message, as in udata (udata-api.md §1.5). */
  id: (description?: string) => Type.Optional(Type.String({ format: 'object-id', description })),
  choice: <const T extends readonly string[]>(values: T, description?: string) =>
    Type.Optional(Type.Unsafe<T[number]>({ type: 'string', enum: [...values], description })),
  /** A key of these, or the same with `-` before it. */
  sort: <const T extends readonly string[]>(keys: T) =>
    Type.Optional(
      Type.Unsafe<T[number] | `-${T[number]}`>({ type: 'string', enum: keys.flatMap((key) => [key, `-${key}`]) }),
    ),
  /** May be repeated. */
  many: (description?: string) => Type.Optional(Type.Array(Type.String(), { description })),
  manyOf: <const T extends readonly string[]>(values: T, description?: string) =>
    Type.Optional(Type.Array(Type.Unsafe<T[number]>({ type: 'string', enum: [...values] }), { description })),
}

export const PAGING = { page: Param.count({ default: 1 }), page_size: Param.count({ default: 20 }) }

/**
 * The parameters of a request by the schema of its route: unknown ones are ignored, empty ones are absent, a value
 * that isn't of its kind is a 400 with the parameter's name (udata-api.md §1.5).
 */
export const readQuery = <S extends TObject>(request: FastifyRequest, schema: S): Static<S> => {
  const sent = request.query as Record<string, string | string[] | undefined>
  const fields: FieldErrors = {}
  const read: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(schema.properties) as [string, ParamSchema][]) {
    const values = [sent[name] ?? []].flat().filter((value) => value !== '')
    if (values.length === 0 && schema.required?.includes(name)) fields[name] = [MISSING]
    if (values.length === 0) continue
    const problem = kind.type === 'array' ? undefined : problemOf(name, values[0] ?? '', kind)
    const badItem = kind.type === 'array' && values.find((value) => problemOf(name, value, kind.items ?? {}))
    if (problem) fields[name] = [problem]
    else if (badItem) fields[name] = [notAChoice(name, badItem)]
    else read[name] = kind.type === 'array' ? values : valueOf(values[0] ?? '', kind)
  }
  if (Object.keys(fields).length > 0) throw new Invalid(QUERY_FAILED, fields)
  return read as Static<S>
}

type ParamSchema = TSchema & {
  type?: string
  format?: string
  enum?: string[]
  minimum?: number
  maximum?: number
  items?: ParamSchema
}

const problemOf = (name: string, value: string, kind: Partial<ParamSchema>): Text | undefined => {
  if (kind.format === 'object-id') {
    if (!isObjectId(value)) throw new Invalid(NOT_AN_ID)
    return undefined
  }
  if (kind.type === 'boolean') return /^(true|false|1|0|on)$/i.test(value) ? undefined : NOT_A_FLAG
  if (kind.type === 'integer') return isCount(value, kind) ? undefined : NOT_A_COUNT
  return kind.enum && !kind.enum.includes(value) ? notAChoice(name, value) : undefined
}

const valueOf = (value: string, kind: ParamSchema): unknown => {
  if (kind.type === 'boolean') return /^(true|1|on)$/i.test(value)
  if (kind.type === 'integer') return Number(value)
  return kind.format === 'object-id' ? value.toLowerCase() : value
}

const isCount = (value: string, { minimum = 1, maximum = 999_999_999 }: Partial<ParamSchema>): boolean =>
  /^\d{1,9}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum

const notAChoice = (name: string, value: string): Text => ({
  fr: `« ${value.slice(0, 40)} » n’est pas une valeur connue.`,
  en: `The value '${value.slice(0, 40)}' is not a valid choice for '${name}'.`,
})
const MISSING: Text = { fr: 'Ce paramètre est obligatoire.', en: 'Missing required parameter in the query string.' }
const NOT_A_FLAG: Text = { fr: 'true ou false est attendu.', en: 'Expecting true or false.' }
const NOT_A_COUNT: Text = { fr: 'Un nombre entier à partir de 1 est attendu.', en: 'Expecting an integer from 1.' }
const NOT_AN_ID: Text = {
  fr: 'Un identifiant de 24 chiffres hexadécimaux est attendu.',
  en: 'Expecting an id of 24 hexadecimal digits.',
}
