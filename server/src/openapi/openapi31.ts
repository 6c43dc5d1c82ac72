import { ERRORS } from './errors.ts'
import { BASE_PATHS, wholeIdOf, type Operation } from './model.ts'
import { collectModels, type Models } from './models.ts'
import { failuresOf, headersOf, pathsOf, queryOf, STATUS_WORDS, tagsOf, type About } from './sentences.ts'

type Json = Record<string, unknown>

/** Everything that programs may call, in OpenAPI 3.1: schemas are those that check, as they are. */
export const openapi31 = (operations: Operation[], about: About): Json => {
  const models = collectModels('#/components/schemas/', ({ title: _title, ...schema }) => schema)
  const whole = operations.map((operation) => ({
    ...operation,
    path: BASE_PATHS[operation.surface] + operation.path,
    id: wholeIdOf(operation),
  }))
  return {
    openapi: '3.1.0',
    info: { title: about.title, version: about.version, description: about.description },
    servers: [{ url: about.baseUrl }],
    tags: tagsOf(whole),
    paths: pathsOf(whole, (operation) => operationOf(operation, models)),
    components: {
      securitySchemes: {
        apikey: { type: 'apiKey', in: 'header', name: 'X-API-KEY' },
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token of /oauth/token.' },
        session: { type: 'apiKey', in: 'cookie', name: 'cimaise_session' },
      },
      schemas: models.definitions(),
    },
  }
}

const operationOf = (operation: Operation, models: Models): Json => ({
  operationId: operation.id,
  summary: operation.summary.en,
  tags: [operation.tag],
  ...(operation.access === 'site-admin' ? { description: 'For the site’s administrators.' } : {}),
  ...(operation.access === 'everybody' ? {} : { security: [{ apikey: [] }, { bearer: [] }, { session: [] }] }),
  parameters: [
    ...operation.params.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...queryOf(operation).map(({ name, required, schema }) => {
      const { description, ...rest } = schema as Json
      return { name, in: 'query', required, ...(description ? { description } : {}), schema: models.refer(rest) }
    }),
    ...headersOf(operation).map(({ name, description }) => ({
      name,
      in: 'header',
      description,
      schema: { type: 'string' },
    })),
  ],
  ...bodyOf(operation, models),
  responses: responsesOf(operation, models),
})

const bodyOf = (operation: Operation, models: Models): Json => {
  const form = operation.takesFile ? { 'multipart/form-data': { schema: FILE_FORM } } : {}
  const json = operation.body ? { 'application/json': { schema: models.referBody(operation) } } : {}
  if (operation.takesFile) return { requestBody: { content: { ...form, ...json } } }
  return operation.body ? { requestBody: { required: true, content: json } } : {}
}

const FILE_FORM = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } }

const responsesOf = (operation: Operation, models: Models): Json => {
  const { status, also = {}, schema, mediaType } = operation.answer
  const json = (content: Json) => ({ content: { 'application/json': { schema: content } } })
  const bytes = mediaType ? { content: { [mediaType]: {} } } : {}
  const success = schema ? json(models.refer(schema)) : bytes
  const failure = json(models.refer(ERRORS[operation.errors]))
  return {
    [status]: { description: STATUS_WORDS[status], ...success },
    ...Object.fromEntries(
      Object.entries(also).map(([code, other]) => [
        code,
        { description: STATUS_WORDS[Number(code)], ...json(models.refer(other)) },
      ]),
    ),
    ...Object.fromEntries(failuresOf(operation).map((code) => [code, { description: STATUS_WORDS[code], ...failure }])),
    default: { description: 'Something else went wrong', ...failure },
  }
}
