import { type FieldErrors } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

/** What an organization declares of its own metadata, in `extras.custom` (udata-api.md §5.5). */
interface Declaration {
  title: string
  type: string
  choices?: unknown[]
}

const CHECKS: Record<string, (value: unknown) => boolean> = {
  str: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  float: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  datetime: (value) => isDate(value),
  date: (value) => isDate(value) && /^\d{4}-\d{2}-\d{2}$/.test(value as string),
}

/** What is wrong with the extras of a dataset: a null, a `custom:` key that isn't declared or isn't of its type. */
export const extrasProblems = (extras: Record<string, unknown>, declared: unknown): FieldErrors => {
  const declarations = Array.isArray(declared) ? (declared as Declaration[]) : []
  for (const [key, value] of Object.entries(extras)) {
    if (value === null) return { extras: [nullValue(key)] }
    if (!key.startsWith('custom:')) continue
    const declaration = declarations.find(({ title }) => title === key.slice('custom:'.length))
    if (!declaration) return { extras: [undeclared(key)] }
    if (!conforms(value, declaration)) return { extras: [wrongType(key, declaration.type)] }
  }
  return {}
}

/** What this platform wrote there: whoever sends back the rest can't take it away. */
export const ourExtras = (extras: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(extras).filter(([key]) => key.startsWith('cimaise:')))

const conforms = (value: unknown, { type, choices = [] }: Declaration): boolean =>
  type === 'choice' ? choices.includes(value) : (CHECKS[type]?.(value) ?? true)

const isDate = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(new Date(value).getTime())

const nullValue = (key: string): Text => ({
  fr: `« ${key.slice(0, 60)} » n’a pas de valeur : retirez cette clé.`,
  en: `“${key.slice(0, 60)}” has no value: remove this key.`,
})
const undeclared = (key: string): Text => ({
  fr: `« ${key.slice(0, 60)} » n’est pas une métadonnée déclarée par l’organisation.`,
  en: `“${key.slice(0, 60)}” is not declared by the organization.`,
})
const wrongType = (key: string, type: string): Text => ({
  fr: `« ${key.slice(0, 60)} » n’est pas du type déclaré (${type}).`,
  en: `“${key.slice(0, 60)}” is not of the declared type (${type}).`,
})
