import type { TSchema } from 'typebox'
import type { Operation } from './model.ts'

type Json = Record<string, unknown>

/** What a document says of the whole API. */
export interface About {
  title: string
  description: string
  version: string
  baseUrl: string
}

export const STATUS_WORDS: Record<number, string> = {
  200: 'Success',
  201: 'Created',
  204: 'Done, nothing to say',
  302: 'It is elsewhere',
  400: 'Something in the request is wrong',
  401: 'Nobody is signed in, or the key is unknown',
  403: 'Not allowed',
  404: 'Nothing here',
  409: 'It was so already',
  410: 'It was deleted',
}

/** The failures that an operation may answer with. */
export const failuresOf = ({ access, params, query, body, takesFile }: Operation): number[] => [
  ...(query || body || takesFile ? [400] : []),
  ...(access === 'everybody' ? [] : [401, 403]),
  ...(params.length > 0 ? [404, 410] : []),
]

/** The parameters of the query string, in the order of the schema that checks them. */
export const queryOf = ({ query }: Pick<Operation, 'query'>): Parameter[] => {
  const { properties = {}, required = [] } = (query ?? {}) as {
    properties?: Record<string, TSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({ name, required: required.includes(name), schema }))
}

export interface Parameter {
  name: string
  required: boolean
  schema: TSchema
}

/** Headers that narrow an answer (udata-api.md §1.3). */
export const headersOf = ({ answer, unmasked, surface }: Operation): { name: string; description: string }[] =>
  answer.schema && !unmasked && surface !== 'own'
    ? [{ name: 'X-Fields', description: 'Fields to answer with, for example data{id,title},total.' }]
    : []

/** Operations by path, then by method. */
export const pathsOf = (operations: Operation[], write: (operation: Operation) => Json): Json => {
  const paths: Record<string, Json> = {}
  for (const operation of operations.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)))
    paths[operation.path] = { ...paths[operation.path], [operation.method]: write(operation) }
  return paths
}

/** Every first word of a path, once. */
export const tagsOf = (operations: Operation[]): { name: string }[] =>
  [...new Set(operations.map(({ tag }) => tag))].toSorted().map((name) => ({ name }))
