import { nearestOf } from './nearest.rules.ts'
import type { Problem } from './problems.rules.ts'
import * as say from './shape-words.rules.ts'

/** The words of JSON Schema that our schemas use. */
export interface Shape {
  type?: string
  anyOf?: Shape[]
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
}

/**
 * What keeps a value from having a shape, all of it. A validator says of an object that it is none of six kinds; here
 * its `kind` chooses, and the field that is wrong is named, with the one that was most likely meant.
 */
export const shapeProblems = (shape: Shape, value: unknown, path: Problem['path'] = []): Problem[] => {
  const problem = (text: Problem['text']): Problem[] => [{ path, text }]
  if (shape.anyOf) return choiceProblems(shape.anyOf, value, path)
  const choices = shape.enum ?? ('const' in shape ? [shape.const] : null)
  if (choices) return choices.includes(value) ? [] : problem(say.notOneOf(value, choices.map(String)))
  switch (shape.type) {
    case 'null':
      return value === null ? [] : problem(say.notNull)
    case 'string':
      if (typeof value !== 'string') return problem(say.notText(value))
      if (value.trim().length < (shape.minLength ?? 0)) return problem(say.empty)
      return value.length > (shape.maxLength ?? Infinity) ? problem(say.tooLong(shape.maxLength ?? 0)) : []
    case 'boolean':
      return typeof value === 'boolean' ? [] : problem(say.notBoolean)
    case 'integer':
    case 'number':
      return isNumber(shape, value) ? [] : problem(say.notNumber(shape))
    case 'array':
      if (!Array.isArray(value)) return problem(say.notList)
      if (value.length > (shape.maxItems ?? Infinity)) return problem(say.tooMany(shape.maxItems ?? 0))
      return value.flatMap((item, at) => shapeProblems(shape.items ?? {}, item, [...path, at]))
    case 'object':
      return isObject(value) ? objectProblems(shape, value, path) : problem(say.notFields)
  }
  throw new Error(`no check of this schema: ${JSON.stringify(shape)}`)
}

/** Each unknown name is compared with those that are known: of more than this, none is. */
const MOST_FIELDS = 200

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNumber = ({ type, minimum = -Infinity, maximum = Infinity }: Shape, value: unknown): boolean =>
  typeof value === 'number' &&
  Number.isFinite(value) &&
  (type === 'number' || Number.isSafeInteger(value)) &&
  value >= minimum &&
  value <= maximum

const objectProblems = (shape: Shape, value: Record<string, unknown>, path: Problem['path']): Problem[] => {
  if (Object.keys(value).length > MOST_FIELDS) return [{ path, text: say.tooMany(MOST_FIELDS) }]
  const { properties = {}, patternProperties, required = [] } = shape
  const free = Object.values(patternProperties ?? {})[0]
  const missing = required.filter((name) => value[name] === undefined)
  const known = Object.keys(properties)
  return [
    ...missing.map((name) => ({ path: [...path, name], text: say.missing(name) })),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const own = Object.hasOwn(properties, name) ? properties[name] : free
      if (!own) return [{ path: [...path, name], text: say.unknown(name, nearestOf(name, known), known) }]
      return inner === undefined ? [] : shapeProblems(own, inner, [...path, name])
    }),
  ]
}

/** Null or one shape; else objects, told apart by their `kind`; else plain values. */
const choiceProblems = (choices: Shape[], value: unknown, path: Problem['path']): Problem[] => {
  const isNullable = choices.some(({ type }) => type === 'null')
  if (isNullable && value === null) return []
  const others = choices.filter(({ type }) => type !== 'null')
  const [only] = others
  if (only && others.length === 1) return shapeProblems(only, value, path)
  const kinds = others.map(({ properties }) => properties?.kind?.const)
  if (kinds.includes(undefined)) {
    const fitting = others.some((choice) => shapeProblems(choice, value, path).length === 0)
    return fitting ? [] : [{ path, text: say.noneOf(others.map(({ type }) => type ?? '')) }]
  }
  const names = kinds.map(String)
  if (!isObject(value)) return [{ path, text: say.needsKind(names) }]
  const chosen = others[kinds.indexOf(value.kind)]
  if (chosen) return shapeProblems(chosen, value, path)
  const text = value.kind === undefined ? say.needsKind(names) : say.notOneOf(value.kind, names)
  return [{ path: [...path, 'kind'], text }]
}

/** The same value, its fields in the order of the shape: what people compare from one day to the next. */
export const inOrderOf = (shape: Shape, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => inOrderOf(shape.items ?? {}, item))
  if (!isObject(value)) return value
  const { properties, patternProperties } =
    shape.anyOf?.find((one) => one.properties && (one.properties.kind?.const ?? value.kind) === value.kind) ?? shape
  const names = patternProperties || !properties ? Object.keys(value).toSorted() : Object.keys(properties)
  return Object.fromEntries(
    names.filter((name) => name in value).map((name) => [name, inOrderOf(properties?.[name] ?? {}, value[name])]),
  )
}
