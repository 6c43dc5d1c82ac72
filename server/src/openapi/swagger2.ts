import type { TSchema } from 'typebox'
import { ERRORS } from './errors.ts'
import { BASE_PATHS, type Operation, type Surface } from './model.ts'
import { collectModels, type Models } from './models.ts'
import { failuresOf, headersOf, pathsOf, queryOf, STATUS_WORDS, tagsOf, type About } from './sentences.ts'
import { toSwagger2 } from './swagger2-schema.ts'

type Json = Record<string, unknown>

/** One surface in Swagger 2.0, as udata serves it (udata-api.md §1.1). */
export const swagger2 = (operations: Operation[], surface: Surface, about: About): Json => {
  const models = collectModels('#/definitions/', toSwagger2)
  const mine = operations.filter((operation) => operation.surface === surface)
  const { host, protocol } = new URL(about.baseUrl)
  return {
    swagger: '2.0',
    info: { title: about.title, version: about.version, description: about.description },
    host,
    basePath: BASE_PATHS[surface],
    schemes: [protocol.replace(':', '')],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: { apikey: { type: 'apiKey', in: 'header', name: 'X-API-KEY' } },
    tags: tagsOf(mine),
    paths: pathsOf(mine, (operation) => operationOf(operation, models)),
    definitions: models.definitions(),
  }
}

const operationOf = (operation: Operation, models: Models): Json => ({
  operationId: operation.id,
  summary: operation.summary.en,
  tags: [operation.tag],
  ...(operation.access === 'site-admin' ? { description: 'For the site’s administrators.' } : {}),
  ...(operation.access === 'everybody' ? {} : { security: [{ apikey: [] }] }),
  ...(operation.takesFile ? { consumes: ['multipart/form-data'] } : {}),
  ...(operation.answer.mediaType ? { produces: [operation.answer.mediaType] } : {}),
  parameters: [
    ...operation.params.map((name) => ({ name, in: 'path', required: true, type: 'string' })),
    ...queryOf(operation).map(({ name, required, schema }) => ({ name, in: 'query', required, ...plain(schema) })),
    ...headersOf(operation).map(({ name, description }) => ({ name, in: 'header', type: 'string', description })),
    ...bodyOf(operation, models),
  ],
  responses: responsesOf(operation, models),
})

const bodyOf = (operation: Operation, models: Models): Json[] => {
  if (operation.takesFile) return [{ name: 'file', in: 'formData', type: 'file' }]
  return operation.body ? [{ name: 'payload', in: 'body', required: true, schema: models.referBody(operation) }] : []
}

const responsesOf = (operation: Operation, models: Models): Json => {
  const { status, also = {}, schema, mediaType } = operation.answer
  const success = mediaType && !schema ? { schema: { type: 'file' } } : schema ? { schema: models.refer(schema) } : {}
  const failure = { schema: models.refer(ERRORS[operation.errors]) }
  return {
    [status]: { description: STATUS_WORDS[status], ...success },
    ...Object.fromEntries(
      Object.entries(also).map(([code, other]) => [
        code,
        { description: STATUS_WORDS[Number(code)], ...{ schema: models.refer(other) } },
      ]),
    ),
    ...Object.fromEntries(failuresOf(operation).map((code) => [code, { description: STATUS_WORDS[code], ...failure }])),
    default: { description: 'Something else went wrong', ...failure },
  }
}

/** A query parameter has a type of its own, no schema; one that may be repeated says so. */
const plain = (schema: TSchema): Json => {
  const { type = 'string', items, ...rest } = toSwagger2(schema as Json)
  return type === 'array' ? { ...rest, type, items, collectionFormat: 'multi' } : { ...rest, type }
}
