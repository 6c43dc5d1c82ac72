/** The server said no, or something that isn't udata's API. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** No answer came, or not yet: the same command goes on later. */
export class Unreachable extends Error {}

/** What the server says of its refusal, out of the API's shapes. */
export const sentenceOf = (status: number, text: string): string => {
  const { message, error, errors } = recordIn(text)
  const nested = (error as { message?: unknown } | undefined)?.message
  const sentence = [message, error, nested].find((words) => typeof words === 'string' && words !== '')
  const fields = fieldsOf(errors)
  if (sentence || fields.length > 0) return [sentence, ...fields].filter(Boolean).join('\n')
  return status === 401 ? 'The server does not know this key: run cimaise login.' : `The server answers ${status}.`
}

/** `title: It is required.` for each field at fault, `alerts.mails.1: …` for one inside others. */
const fieldsOf = (errors: unknown, path: string[] = []): string[] => {
  if (typeof errors === 'string') return [path.length > 0 ? `${path.join('.')}: ${errors}` : errors]
  if (Array.isArray(errors)) return errors.flatMap((one) => fieldsOf(one, path))
  if (typeof errors !== 'object' || errors === null) return []
  return Object.entries(errors).flatMap(([name, inside]) => fieldsOf(inside, [...path, name]))
}

const recordIn = (text: string): Record<string, unknown> => {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {}
  } catch {
    return {}
  }
}

/** `ECONNREFUSED`. */
export const causeOf = (error: unknown): string => {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  return cause?.code ?? cause?.message ?? String(error)
}
