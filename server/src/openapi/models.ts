import type { TSchema } from 'typebox'
import type { Operation } from './model.ts'

type Json = Record<string, unknown>

/** Collects the models that schemas are made of, and writes `$ref`s in their place. */
export interface Models {
  /** The schema with its models behind references. */
  refer(schema: TSchema): Json
  /** A reference to the body of an operation, named after it unless it has a title. */
  referBody(operation: Operation): Json
  definitions(): Record<string, Json>
}

/** `prefix` is where definitions are: `#/definitions/` or `#/components/schemas/`. */
export const collectModels = (prefix: string, convert: (schema: Json) => Json): Models => {
  const definitions = new Map<string, Json>()
  const names = new Map<object, string>()

  const add = (schema: object, name: string): Json => {
    if (!names.has(schema)) {
      names.set(schema, name)
      definitions.set(name, {})
      definitions.set(name, convert(walk(schema as Json)))
    }
    return { $ref: `${prefix}${names.get(schema)}` }
  }
  const walk = (schema: Json): Json => mapObject(schema, refer)
  const refer = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(refer)
    if (typeof value !== 'object' || value === null) return value
    const { title } = value as { title?: unknown }
    return typeof title === 'string' ? add(value, free(title, value)) : convert(walk(value as Json))
  }
  /** A second model of the same name would hide the first. */
  const free = (name: string, schema: object): string => {
    if (names.has(schema) || !definitions.has(name)) return name
    throw new Error(`two models are called ${name}`)
  }
  return {
    refer: (schema) => refer(schema) as Json,
    referBody: ({ id, body = {} }) => {
      const short = `${pascal(id.replace(/^[a-z]+_/, ''))}Body`
      const name = definitions.has(short) && !names.has(body) ? `${pascal(id)}Body` : short
      return 'title' in body ? (refer(body) as Json) : add(body, name)
    },
    definitions: () => Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Keys of `properties` are names, not keywords: a property may be called « title ». */
const mapObject = (schema: Json, refer: (value: unknown) => unknown): Json =>
  Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      key === 'properties' || key === 'patternProperties'
        ? [key, Object.fromEntries(Object.entries(value as Json).map(([name, inner]) => [name, refer(inner)]))]
        : [key, ['default', 'enum', 'const', 'examples'].includes(key) ? value : refer(value)],
    ),
  )

const pascal = (id: string): string =>
  id.replace(/(^|_)([a-z0-9])/g, (_match, _before, letter: string) => letter.toUpperCase())
