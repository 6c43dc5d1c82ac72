import { type FieldErrors, invalidFields } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

/** JSON of any shape (extras, geometries) is read again by everybody: deeper than this, programs fail on it. */
const DEEPEST = 100

/**
 * What PostgreSQL would refuse or change, and what nobody could read back, said field by field: a NUL character, half a
 * character (a lone surrogate), values nested too deep. Fields that aren't `known` are ignored, like everywhere.
 */
export const checkStorable = (body: object, known?: string[]): void => {
  const fields: FieldErrors = {}
  for (const name of known ?? Object.keys(body)) {
    if (!Object.hasOwn(body, name)) continue
    const problem = problemOf(name) ?? problemOf((body as Record<string, unknown>)[name])
    if (problem) fields[name] = [problem]
  }
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
}

/** By a list of what is left to see, not by recursion: a body of four megabytes may be two million lists in one another. */
const problemOf = (value: unknown): Text | undefined => {
  const left: [value: unknown, depth: number][] = [[value, 0]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [seen, depth] = next
    if (typeof seen === 'string' && /[\0\p{Cs}]/u.test(seen)) return NOT_TEXT
    if (typeof seen !== 'object' || seen === null) continue
    if (depth === DEEPEST) return TOO_DEEP
    for (const [key, inside] of Object.entries(seen)) left.push([key, depth], [inside, depth + 1])
  }
  return undefined
}

const NOT_TEXT: Text = {
  fr: 'Ce texte contient un caractère nul ou incomplet, qui ne peut pas être enregistré.',
  en: 'This text has a NUL character or half a character, which cannot be stored.',
}
const TOO_DEEP: Text = { fr: `${DEEPEST} niveaux au plus.`, en: `At most ${DEEPEST} levels.` }
