// The validator knows 2.0 and 3.1 alike, with the official schemas in it.
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type TestApp } from '../testing/test-app.ts'
import { NAMES } from './names/index.ts'

let app: TestApp
type Operation = Record<string, unknown> & { operationId: string }
// What the wire holds is what a test looks into.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
let documents: Record<'v1' | 'v2' | 'whole', any>

beforeAll(async () => {
  app = await startTestApp()
  const read = async (path: string) => (await anonymous(app.url).call('GET', path)).json
  documents = {
    v1: await read('/api/1/swagger.json'),
    v2: await read('/api/2/swagger.json'),
    whole: await read('/api/openapi.json'),
  }
})
afterAll(() => app.close())

const operationsOf = (name: 'v1' | 'v2' | 'whole'): [string, Operation][] =>
  Object.entries(documents[name].paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )

test.each([
  ['v1', '2.0'],
  ['v2', '2.0'],
  ['whole', '3.1'],
] as const)('%s is a valid document of version %s', async (name, version) => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(documents[name]))
  expect(errors).toBeUndefined()
  expect([valid, validator.version]).toEqual([true, version])
})

test.each(['v1', 'v2'] as const)('%s: an operation that udata has is under its address, with its id', (name) => {
  const spellings = new Map(Object.keys(NAMES[name]).map((address) => [shapeOf(address), address]))
  for (const [address, { operationId }] of operationsOf(name)) {
    const known = spellings.get(shapeOf(address))
    if (known) expect([address, operationId]).toEqual([known, NAMES[name][known]?.[0]])
  }
  expect(operationsOf(name).length).toBeGreaterThan(name === 'v1' ? 140 : 15)
})

test('ids that clients generated their functions from', () => {
  const { paths } = documents.v1
  expect(paths['/datasets/'].get.operationId).toBe('list_datasets')
  expect(paths['/datasets/{dataset}/upload/'].post.operationId).toBe('upload_new_dataset_resource')
  expect(paths['/organizations/{org}/member/{user}/'].delete.operationId).toBe('delete_organization_member')
  expect(documents.v2.paths['/datasets/{dataset}/resources/'].get.operationId).toBe('list_resources')
})

test.each(['v1', 'v2', 'whole'] as const)('%s: no two operations share an id', (name) => {
  const ids = operationsOf(name).map(([, { operationId }]) => operationId)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test.each(['v1', 'v2'] as const)('%s: names of udata’s list are unique too', (name) => {
  const ids = Object.values(NAMES[name]).map(([id]) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('a change needs a key, reading does not, and administrators’ work says so', () => {
  const { paths } = documents.v1
  expect(paths['/datasets/'].post.security).toEqual([{ apikey: [] }])
  expect(paths['/datasets/'].get.security).toBeUndefined()
  expect(paths['/posts/'].post.description).toMatch(/administrators/)
  expect(Object.keys(paths['/datasets/{dataset}/'].put.responses)).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '410', 'default']),
  )
})

test('parameters are those that are checked', () => {
  const { parameters } = documents.v1.paths['/datasets/'].get
  const named = (name: string) => parameters.find((parameter: { name: string }) => parameter.name === name)
  expect(named('page')).toMatchObject({ in: 'query', type: 'integer', minimum: 1, default: 1, required: false })
  expect(named('featured')).toMatchObject({ type: 'boolean' })
  expect(named('tag')).toMatchObject({ type: 'array', items: { type: 'string' }, collectionFormat: 'multi' })
  expect(named('sort').enum).toEqual(expect.arrayContaining(['created', '-created']))
  expect(named('X-Fields')).toMatchObject({ in: 'header', type: 'string' })
})

test('a body is the schema that checks it: in older words in 2.0, as it is in 3.1', () => {
  const [body] = documents.v1.paths['/datasets/'].post.parameters.filter(
    ({ in: place }: { in: string }) => place === 'body',
  )
  expect(body).toMatchObject({ name: 'payload', required: true, schema: { $ref: '#/definitions/DatasetBody' } })
  const title2 = documents.v1.definitions.DatasetBody.properties.title
  expect(title2).toEqual({ type: 'string', 'x-nullable': true })
  const title3 = documents.whole.components.schemas.DatasetBody.properties.title
  expect(title3.anyOf).toEqual([{ type: 'string' }, { type: 'null' }])
})

test('reordering answers a list, a page is an envelope, a file comes in a form', () => {
  const { paths, definitions } = documents.v1
  const reordered = paths['/datasets/{dataset}/resources/'].put.responses['200'].schema
  expect(reordered).toEqual({ type: 'array', items: { $ref: '#/definitions/Resource' } })
  expect(paths['/datasets/'].get.responses['200'].schema).toEqual({ $ref: '#/definitions/DatasetPage' })
  expect(definitions.DatasetPage.properties.data.items).toEqual({ $ref: '#/definitions/Dataset' })
  const upload = paths['/datasets/{dataset}/upload/'].post
  expect([upload.consumes, upload.parameters.at(-1)]).toEqual([
    ['multipart/form-data'],
    { name: 'file', in: 'formData', type: 'file' },
  ])
})

test('every reference leads to a definition', () => {
  for (const [name, known] of [
    ['v1', documents.v1.definitions],
    ['v2', documents.v2.definitions],
    ['whole', documents.whole.components.schemas],
  ] as const) {
    const named = [
      ...JSON.stringify(documents[name]).matchAll(/"\$ref":"#\/(?:definitions|components\/schemas)\/([^"]+)"/g),
    ]
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(([, model]) => !Object.hasOwn(known, model ?? ''))).toEqual([])
  }
})

test('the whole document holds what is ours too, and no page for people', () => {
  const paths = Object.keys(documents.whole.paths)
  expect(paths).toEqual(
    expect.arrayContaining([
      '/api/1/datasets/',
      '/api/2/datasets/search/',
      '/api/cimaise/limits/',
      '/login/',
      '/oauth/token',
      '/files/{resource}/{version}/{name}',
      '/health',
    ]),
  )
  for (const page of ['/', '/datasets', '/admin', '/documentation/api']) expect(paths).not.toContain(page)
})

test.each(['/api/1/swagger.json', '/api/2/swagger.json', '/api/openapi.json'])(
  '%s says where it is served from, is read by other sites, and is not sent twice',
  async (path) => {
    const first = await anonymous(app.url).call('GET', path, undefined, { Origin: 'https://ailleurs.example' })
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    expect(first.headers.get('content-type')).toMatch(/^application\/json/)
    expect(first.text).toContain(new URL(app.url).host)
    const again = await anonymous(app.url).call('GET', path, undefined, {
      'If-None-Match': first.headers.get('etag') ?? '',
    })
    expect([again.status, again.text]).toEqual([304, ''])
    const masked = await anonymous(app.url).call('GET', path, undefined, { 'X-Fields': 'nothing' })
    expect(masked.json).toEqual(first.json)
  },
)

test.each([
  ['POST', '/api/1/swagger.json', 405],
  ['DELETE', '/api/openapi.json', 405],
  ['GET', '/api/3/swagger.json', 404],
  ['GET', '/api/2/openapi.json', 404],
])('%s %s is refused: %i', async (method, path, status) => {
  expect((await anonymous(app.url).call(method, path)).status).toBe(status)
})

test('an unknown key is refused here as everywhere in the API', async () => {
  const answer = await anonymous(app.url).call('GET', '/api/1/swagger.json', undefined, { 'X-API-KEY': 'unknown' })
  expect(answer.status).toBe(401)
})

test.each(['/api/1/', '/api/2/', '/api/1'])('%s leads people to the documentation', async (path) => {
  const answer = await anonymous(app.url).call('GET', path, undefined, { Accept: 'text/html' })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/documentation/api'])
})

const shapeOf = (address: string): string => address.replace(/\{\w+\}/g, '{}')
