import { Invalid, type FieldErrors, invalidFields } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'

/** Something wrong in a definition; `path` is that of the wire: `['mapping', 'identity']`, `['alerts', 'mails', 1]`. */
export interface Problem {
  path: (string | number)[]
  text: Text
}

/** Told all at once, nested as the body was: `definition.mapping.identity`. */
export const invalidDefinition = (problems: Problem[]): Invalid => {
  const fields = emptyFields()
  for (const { path, text } of problems) put(fields, ['definition', ...path.map(String)], text)
  return invalidFields(fields)
}

/** Names are what people wrote: `__proto__` is one like others. */
const emptyFields = (): FieldErrors => Object.create(null) as FieldErrors

const put = (fields: FieldErrors, [name = '', ...rest]: string[], text: Text): void => {
  const there = fields[name]
  // What is said of a whole block goes before what is said inside it.
  if (rest.length === 0 || Array.isArray(there)) {
    fields[name] = [...(Array.isArray(there) ? (there as Text[]) : []), text]
    return
  }
  put((fields[name] = there ?? emptyFields()), rest, text)
}

/** The problem of a check that throws `Invalid`; none when it doesn't. */
export const problemsOf = (path: Problem['path'], check: () => unknown): Problem[] => {
  try {
    check()
    return []
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return [{ path, text: error.text }]
  }
}
