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
  if (typeof message === 'string' && message) return message
  if (typeof error === 'string') return error
  if (typeof (error as { message?: unknown } | undefined)?.message === 'string')
    return (error as { message: string }).message
  if (errors) return fieldsOf(errors)
  return status === 401 ? 'The server does not know this key: run cimaise login.' : `The server answers ${status}.`
}

/** `title: it is required.` for each field. */
const fieldsOf = (errors: unknown): string =>
  Object.entries(errors as Record<string, unknown>)
    .map(
      ([field, words]) =>
        `${field}: ${[words]
          .flat()
          .map((word) => (typeof word === 'string' ? word : JSON.stringify(word)))
          .join(' ')}`,
    )
    .join('\n')

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
