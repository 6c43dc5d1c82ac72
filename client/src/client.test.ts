import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  ApiError,
  compareVersions,
  createDraft,
  differenceAddress,
  fixDeposit,
  getFlowYaml,
  getDataset,
  listMyDatasets,
  login,
  reorderResources,
  revokeApiKey,
  purgeVersion,
  setOrigin,
  setTransport,
  uploadFile,
  silenceFinding,
  unsilenceFinding,
  updateDataset,
} from './index.ts'

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
type Answer = { status: number; body?: unknown; headers?: Record<string, string> }

let server: Server
let seen: Seen[] = []
let answer: (url: string) => Answer = () => ({ status: 200, body: {} })

const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const url = request.url ?? ''
  seen.push({ method: request.method ?? '', url, headers: request.headers, body })
  const { status, body: sent, headers } = answer(url)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(sent === undefined ? undefined : typeof sent === 'string' ? sent : JSON.stringify(sent))
}

beforeAll(async () => {
  server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  setOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
beforeEach(() => {
  seen = []
})
afterAll(() => server.close())

const refused = async (body: unknown, status = 400): Promise<ApiError> => {
  answer = () => ({ status, body })
  const error: unknown = await login({ email: 'a', password: 'b' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ApiError)
  return error as ApiError
}

test('sentences of a nested body each keep their place', async () => {
  const errors = { definition: { mapping: { identity: { 0: ['Pas une partie.'] } }, name: ['Trop court.', 'Vide.'] } }
  expect((await refused({ errors })).details).toEqual([
    { path: 'definition.mapping.identity.0', message: 'Pas une partie.' },
    { path: 'definition.name', message: 'Trop court.' },
    { path: 'definition.name', message: 'Vide.' },
  ])
})

test('each of the five shapes of error becomes a message and fields', async () => {
  expect(await refused({ errors: { title: ['Ce champ est obligatoire.'] } })).toMatchObject({
    status: 400,
    message: 'Ce champ est obligatoire.',
    fields: { title: 'Ce champ est obligatoire.' },
  })
  expect(await refused({ errors: { name: 'Trop court.' }, message: 'Non.' })).toMatchObject({
    message: 'Non.',
    fields: { name: 'Trop court.' },
  })
  const session = await refused({
    meta: { code: 400 },
    response: { errors: ['Faux.'], field_errors: { email: ['Inconnu.'] } },
  })
  expect(session).toMatchObject({ message: 'Faux.', fields: { email: 'Inconnu.' } })
  expect(await refused({ success: false, error: 'Trop lourd.', message: 'Trop lourd.' }, 413)).toMatchObject({
    status: 413,
    message: 'Trop lourd.',
  })
  expect(await refused({ error: { code: 'wrong_code', message: 'Code faux.' } }, 403)).toMatchObject({
    code: 'wrong_code',
    message: 'Code faux.',
  })
})

test('an answer that is not JSON, and no answer at all, still make a sentence', async () => {
  expect(await refused('<html>', 502)).toMatchObject({ status: 502, message: expect.stringContaining('serveur') })
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  setOrigin('http://127.0.0.1:1')
  expect(await login({ email: 'a', password: 'b' }).catch((error: unknown) => error)).toMatchObject({ status: 0 })
  setOrigin(here)
})

test('the ETag that was read goes back with the change', async () => {
  answer = () => ({ status: 200, body: { id: 'd' }, headers: { etag: '"7"' } })
  const { etag } = await getDataset('d')
  await updateDataset('d', { title: 'Musées' }, etag)
  expect(seen[1]).toMatchObject({ method: 'PUT', url: '/api/1/datasets/d/', body: '{"title":"Musées"}' })
  expect(seen[1]?.headers['if-match']).toBe('"7"')
})

test('a draft is private', async () => {
  answer = () => ({ status: 201, body: { id: 'd' } })
  await createDraft({ title: 'Musées', organization: null })
  expect(seen[0]?.url).toBe('/api/1/datasets/?draft=true')
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ title: 'Musées', organization: null, private: true })
})

test('a dataset in both lists is listed once', async () => {
  answer = (url) => ({ status: 200, body: url.includes('org_') ? [{ id: 'a' }, { id: 'b' }] : [{ id: 'a' }] })
  expect((await listMyDatasets()).map(({ id }) => id)).toEqual(['a', 'b'])
})

test('an answer without a body is fine, and an order is a list of ids', async () => {
  answer = () => ({ status: 204 })
  await revokeApiKey('k')
  answer = () => ({ status: 200, body: [] })
  await reorderResources('d', ['2', '1'])
  expect(seen.map(({ method, body }) => `${method} ${body}`)).toEqual(['DELETE ', 'PUT ["2","1"]'])
})

test('a deposit is fixed, a finding silenced, versions compared: each at its address', async () => {
  answer = () => ({ status: 200, body: {} })
  await fixDeposit('d', 'x/y', [{ action: 'to_utf8' }])
  await silenceFinding('d', { rule: 'not-utf8', place: { kind: 'file' }, reason: 'Voulu' })
  await unsilenceFinding('d', 's')
  await compareVersions('d', 'r', 2, 3)
  await purgeVersion('d', 'r', 2, 'Données & noms')
  expect(seen.map(({ method, url, body }) => [method, url, body && (JSON.parse(body) as unknown)])).toEqual([
    ['POST', '/api/1/datasets/d/deposits/x%2Fy/fixes/', { fixes: [{ action: 'to_utf8' }] }],
    ['POST', '/api/1/datasets/d/silenced/', { rule: 'not-utf8', place: { kind: 'file' }, reason: 'Voulu' }],
    ['DELETE', '/api/1/datasets/d/silenced/s/', ''],
    ['GET', '/api/1/datasets/d/resources/r/versions/2/compare/3/', ''],
    ['DELETE', '/api/1/datasets/d/resources/r/versions/2/?reason=Donn%C3%A9es+%26+noms', ''],
  ])
  expect(differenceAddress('d', 'r', { from: 2, to: 3 }, 'csv')).toMatch(/versions\/2\/compare\/3\/diff\.csv$/)
})

test('a program sends its own way: with its key, files too, and its own errors come through', async () => {
  setTransport((address, init) => fetch(address, { ...init, headers: { ...init.headers, 'x-api-key': 'k' } }))
  answer = () => ({ status: 200, body: 'slug: musees\n' })
  expect(await getFlowYaml('musees')).toBe('slug: musees\n')
  answer = () => ({ status: 201, body: { id: 'r' } })
  expect(await uploadFile('d', new File(['a;b'], 'a.csv'))).toEqual({ id: 'r' })
  answer = () => ({ status: 413, body: { success: false, error: 'Trop lourd.' } })
  await expect(uploadFile('d', new File(['a;b'], 'a.csv'))).rejects.toMatchObject({
    status: 413,
    message: 'Trop lourd.',
  })
  expect(seen.map(({ url, headers }) => [url, headers['x-api-key']])).toEqual([
    ['/api/1/flows/musees/flow.yaml', 'k'],
    ['/api/1/datasets/d/upload/', 'k'],
    ['/api/1/datasets/d/upload/', 'k'],
  ])
  expect(seen[1]?.body).toContain('filename="a.csv"')
  setTransport(() => Promise.reject(new RangeError('My own')))
  await expect(getDataset('d')).rejects.toThrow(RangeError)
  setTransport(null)
})
