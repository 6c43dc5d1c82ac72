import type { FastifyRequest } from 'fastify'
import type { ApiOperationProps, ApiPageProps, ApiParameterProps } from '@cimaise/web/props'
import { slugOf } from '../../lib/slugs.ts'
import {
  ANY,
  BASE_PATHS,
  curlOf,
  fieldsOf,
  headersOf,
  modelsOf,
  typeOf,
  wholeIdOf,
  type Operation,
} from '../../openapi/index.ts'
import { portalPropsOf } from '../portal.ts'

const ADDRESS = '/documentation/api'
const SURFACES = ['v1', 'v2', 'own'] as const
const LONGEST_QUERY = 300
/** More results than that are a list of links to the whole page. */
const SHOWN_WHOLE = 12

/** The words that people look for. */
export const readApiQuery = (request: FastifyRequest): string => {
  const { q = '' } = request.query as { q?: string | string[] }
  return [q]
    .flat()
    .join(' ')
    .slice(0, LONGEST_QUERY)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
}

/** Every operation of the API and every model, or those where all the words are. */
export const loadApi = (
  { site, operations }: { site: { baseUrl: string }; operations: () => Operation[] },
  query: string,
): ApiPageProps => {
  const found = operations().filter((operation) => holds(operation, query))
  const whole = query === '' || found.length <= SHOWN_WHOLE
  const url = query === '' ? ADDRESS : `${ADDRESS}?q=${encodeURIComponent(query)}`
  return {
    portal: portalPropsOf(site.baseUrl, { url }),
    query,
    total: found.length,
    whole,
    sections: SURFACES.map((surface) => ({
      surface,
      groups: groupsOf(
        found.filter((operation) => operation.surface === surface),
        site.baseUrl,
      ),
    })).filter(({ groups }) => groups.length > 0),
    models: whole ? [...modelsOf(found)].map(([name, schema]) => ({ name, fields: fieldsOf(schema) })) : [],
  }
}

const holds = ({ method, path, id, summary }: Operation, query: string): boolean => {
  const text = slugOf(`${method} ${path} ${id} ${summary.fr} ${summary.en}`)
  // Signs alone are no word: nothing holds them.
  return query === '' || query.split(/\s+/).every((word) => slugOf(word) !== '' && text.includes(slugOf(word)))
}

const groupsOf = (operations: Operation[], baseUrl: string) => {
  const tags = [...new Set(operations.map(({ tag }) => tag))].toSorted()
  return tags.map((tag) => ({
    tag,
    operations: operations
      .filter((operation) => operation.tag === tag)
      .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      .map((operation) => presentOperation(operation, baseUrl)),
  }))
}

const presentOperation = (operation: Operation, baseUrl: string): ApiOperationProps => {
  const { method, surface, path, access, summary, answer, takesFile, body } = operation
  return {
    id: wholeIdOf(operation),
    method: method.toUpperCase(),
    path: BASE_PATHS[surface] + path,
    summary: summary.fr,
    access,
    parameters: parametersOf(operation),
    body: { fields: fieldsOf(body), takesFile, free: body !== undefined && fieldsOf(body).length === 0 },
    answer: {
      status: answer.status,
      type: answer.schema ? typeOf(answer.schema) : null,
      mediaType: answer.mediaType ?? null,
    },
    curl: curlOf(operation, baseUrl),
  }
}

const parametersOf = (operation: Operation): ApiParameterProps[] => [
  ...operation.params.map((name) => ({ name, place: 'path' as const, type: TEXT, required: true, description: null })),
  ...fieldsOf(operation.query).map((field) => ({ ...field, place: 'query' as const })),
  // What this header does is said once, above the list.
  ...headersOf(operation).map(({ name }) => ({
    name,
    place: 'header' as const,
    type: TEXT,
    required: false,
    description: null,
  })),
]

const TEXT = { ...ANY, kind: 'string' as const }
