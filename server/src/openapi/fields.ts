import type { TSchema } from 'typebox'
import type { Operation } from './model.ts'

/** The type of a value, as people read it. */
export interface FieldType {
  kind: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'any'
  /** The model that describes it, when it has a name. */
  model: string | null
  many: boolean
  nullable: boolean
  /** The only values that are accepted. */
  choices: string[]
  /** The names of what is in it, of an object without a model. */
  keys: string[]
  /** When it is of several types. */
  among: FieldType[]
}

export interface Field {
  name: string
  type: FieldType
  required: boolean
  description: string | null
}

interface Schema {
  type?: string
  title?: string
  description?: string
  anyOf?: Schema[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
}

/** The fields of an object, in the order of its schema; none for anything else. */
export const fieldsOf = (schema: TSchema | undefined): Field[] => {
  const { properties = {}, required = [] } = (schema ?? {}) as Schema
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    type: typeOf(inner as TSchema),
    required: required.includes(name),
    description: inner.description ?? null,
  }))
}

/** What a value may be. */
export const typeOf = (schema: TSchema): FieldType => {
  const { anyOf, items, title, type, enum: choices, const: only, properties = {} } = schema as Schema
  if (anyOf) {
    const among = anyOf.filter((option) => option.type !== 'null').map((option) => typeOf(option as TSchema))
    const [first = ANY] = among
    return { ...(among.length > 1 ? { ...ANY, among } : first), nullable: among.length < anyOf.length }
  }
  if (type === 'array') return { ...typeOf((items ?? {}) as TSchema), many: true, nullable: false }
  const kind = KINDS.find((known) => known === type) ?? 'any'
  const values = only === undefined ? (choices ?? []) : [only]
  return { ...ANY, kind, model: title ?? null, choices: values.map(String), keys: Object.keys(properties) }
}

const KINDS = ['string', 'integer', 'number', 'boolean', 'object'] as const
export const ANY: FieldType = {
  kind: 'any',
  model: null,
  many: false,
  nullable: false,
  choices: [],
  keys: [],
  among: [],
}

/** Every model that these operations answer with, its own models included, by name. */
export const modelsOf = (operations: Operation[]): Map<string, TSchema> => {
  const found = new Map<string, TSchema>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { title } = value as { title?: unknown }
    if (typeof title === 'string' && !found.has(title)) found.set(title, value as TSchema)
    Object.values(value).forEach(look)
  }
  operations.forEach(({ answer }) => look(answer.schema))
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
