import type { IncomingMessage, ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createOutgoing, type Outgoing } from '../outgoing/index.ts'
import { startTestSite, type TestSite } from '../testing/test-site.ts'
import { isPassingFailure, openRemote, RemoteFailure, type Remote, type Upload } from './index.ts'

/** A server that says what a test wants, as udata and the proxies before it do. */
let site: TestSite
let outgoing: Outgoing
let remote: Remote
beforeAll(async () => (site = await startTestSite()))
afterAll(() => site.close())
beforeEach(() => {
  outgoing = createOutgoing({
    allow: ['127.0.0.1'],
    userAgent: 'Cimaise/test',
    resolve: async (host) => [host === 'interne.example' ? '10.0.0.1' : '127.0.0.1'],
  })
  remote = openRemote({ server: `http://distant.example:${site.port}`, apiKey: 'clef-secrete' }, { outgoing })
})
afterEach(() => outgoing.close())

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
const failureOf = async (asking: Promise<unknown>): Promise<RemoteFailure> => {
  const error = await asking.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  expect(error).toBeInstanceOf(RemoteFailure)
  return error as RemoteFailure
}

test.each([
  [401, 'credentials', false],
  [403, 'credentials', false],
  [404, 'not_found', false],
  [410, 'not_found', false],
  [413, 'too_large', false],
  [400, 'refused', false],
  [415, 'refused', false],
  [429, 'busy', true],
  [503, 'busy', true],
  [423, 'busy', true],
  [500, 'broken', true],
  [502, 'broken', true],
  [304, 'protocol', true],
] as const)('an answer %i is “%s”', async (status, reason, passing) => {
  site.answers((_request, response) => json(response, status, { message: 'clef-secrete is\n no good' }))
  const failure = await failureOf(remote.getDataset('a'))
  expect([failure.reason, isPassingFailure(failure)]).toEqual([reason, passing])
  expect(failure.text.fr).toContain('distant.example')
  expect(JSON.stringify([failure.text, failure.message])).not.toContain('clef-secrete')
  if (reason === 'refused') expect(failure.text.fr).toContain('« … is no good »')
})

test('a server that asks to wait says until when, within a day', async () => {
  const askedTo = async (retryAfter: string) => {
    site.answers((_request, response) => json(response, 429, {}, { 'Retry-After': retryAfter }))
    const { retryAfter: moment } = await failureOf(remote.getDataset('a'))
    return moment && Math.round((moment.getTime() - Date.now()) / 60_000)
  }
  expect(await askedTo('600')).toBe(10)
  expect(await askedTo(new Date(Date.now() + 3_600_000).toUTCString())).toBe(60)
  expect(await askedTo('999999999')).toBe(24 * 60)
  expect(await askedTo('demain')).toBeNull()
  expect(await askedTo('Mon, 09 Mar 2020 08:00:00 GMT')).toBeNull()
})

test('a page, an answer of another shape and a list that turns in circles are no udata server', async () => {
  for (const body of ['<html>Bienvenue</html>', '[]', '"a"', '{"id":3}', '{"id":"a"}']) {
    site.answers((_request, response) => response.end(body))
    expect((await failureOf(remote.getDataset('a'))).reason).toBe('protocol')
  }
  const list = async () => {
    const pages: number[] = []
    for await (const page of remote.listDatasets({ by: 'tag', value: 'culture' })) pages.push(page.length)
    return pages
  }
  site.answers((_request, response) => json(response, 200, { data: [{ id: 'a', title: 'A' }, { nothing: 1 }] }))
  expect((await failureOf(list())).reason).toBe('protocol')
  site.answers((_request, response) => json(response, 200, { data: [{ id: 'a', title: 'A' }], next_page: 'x' }))
  expect((await failureOf(list())).reason).toBe('protocol')
  expect(site.seen.length).toBe(2)
})

test('the next page is asked of the server itself, whatever it calls its address', async () => {
  site.answers((request, response) => {
    const page = Number(new URL(`http://a${request.url}`).searchParams.get('page'))
    const next = page < 3 ? `http://10.0.0.1/api/1/datasets/?page=${page + 1}` : null
    json(response, 200, { data: [{ id: `d${page}`, title: 'A' }], next_page: next })
  })
  const ids: string[] = []
  for await (const page of remote.listDatasets({ by: 'tag', value: 'été & hiver' }))
    ids.push(...page.map(({ id }) => id))
  expect(ids).toEqual(['d1', 'd2', 'd3'])
  expect(site.seen[1]).toBe('GET /api/1/datasets/?tag=%C3%A9t%C3%A9+%26+hiver&sort=created&page=2&page_size=20')
  expect(site.requests[1]?.headers['x-fields']).toMatch(/^data\{id,.*\},next_page,message$/)
})

test('a list that became shorter meanwhile ends there', async () => {
  site.answers((request, response) =>
    request.url?.includes('page=1')
      ? json(response, 200, { data: [{ id: 'd1', title: 'A' }], next_page: 'x' })
      : json(response, 404, {}),
  )
  const ids: string[] = []
  for await (const page of remote.listDatasets({ by: 'tag', value: 'a' })) ids.push(...page.map(({ id }) => id))
  expect(ids).toEqual(['d1'])
})

test('a private address is not visited, and the key follows no redirect elsewhere', async () => {
  const inside = openRemote({ server: 'http://interne.example', apiKey: 'clef-secrete' }, { outgoing })
  const refused = await failureOf(inside.getMe())
  expect([refused.reason, refused.code]).toEqual(['address', 'invalid'])
  site.answers((request, response) =>
    request.headers.host?.startsWith('distant')
      ? response.writeHead(302, { Location: `http://ailleurs.example:${site.port}/` }).end()
      : json(response, 200, { id: 'a', title: 'A' }),
  )
  await remote.getDataset('a')
  expect(site.requests.map(({ headers }) => headers['x-api-key'])).toEqual(['clef-secrete', undefined])
})

const CONTENT = 'a;b\n1;2\n'
const SHA1 = createHash('sha1').update(CONTENT).digest('hex')
const KEY = createHash('sha256').update('flux:année 2024').digest('hex')
const upload: Upload = {
  datasetId: 'musees',
  resourceId: null,
  title: null,
  fileName: 'à "b".csv',
  sizeBytes: CONTENT.length,
  sha1: SHA1,
  key: 'flux:année 2024',
  open: async () =>
    (async function* () {
      yield Buffer.from(CONTENT)
    })(),
}

/** udata, in the few routes of an upload: what it stores is said by the test. */
const udata = (
  onUpload: (response: ServerResponse, store: (file: object) => object) => void,
  resources: Record<string, unknown>[] = [],
) => {
  const store = (file: object) => {
    const stored = { id: 'r1', url: 'https://static.example/a.csv', filetype: 'file', title: 'a-b.csv', ...file }
    resources.splice(0, 1, stored)
    return stored
  }
  site.answers((request: IncomingMessage, response) => {
    const path = request.url?.split('?')[0]
    if (path?.endsWith('/upload/')) return onUpload(response, store)
    if (request.method === 'DELETE') return (resources.splice(0), response.writeHead(204).end())
    if (request.method === 'PUT') return json(response, 200, store({ ...resources[0], title: 'Son titre' }))
    if (path === '/api/1/datasets/musees/resources/r1/') return json(response, 200, resources[0])
    return json(response, 200, { id: 'musees', title: 'Musées', resources })
  })
  return resources
}
const stored = { checksum: { type: 'sha1', value: SHA1 }, filesize: CONTENT.length }

test('a file is sent as udata’s own clients send it', async () => {
  udata((response, store) => json(response, 201, { ...store(stored), success: true }))
  expect(await remote.uploadResource(upload)).toMatchObject({ outcome: 'published', resource: { id: 'r1' } })
  const sent = site.requests.find(({ method }) => method === 'POST')
  expect(sent?.url).toBe('/api/1/datasets/musees/upload/')
  expect(sent?.headers).toMatchObject({ 'x-api-key': 'clef-secrete', 'idempotency-key': KEY })
  expect(Number(sent?.headers['content-length'])).toBe(Buffer.byteLength(sent?.body ?? ''))
  const form = await new Response(sent?.body, {
    headers: { 'content-type': String(sent?.headers['content-type']) },
  }).formData()
  const file = form.get('file') as File
  expect([file.name, await file.text(), form.get('checksum')]).toEqual(['à "b".csv', CONTENT, `sha1:${SHA1}`])
})

test('an answer that never came is made up for by looking whether the file is there', async () => {
  const resources = udata((response, store) => {
    store(stored)
    response.socket?.destroy()
  })
  expect(await remote.uploadResource(upload)).toMatchObject({ outcome: 'published', resource: { id: 'r1' } })
  expect(await remote.uploadResource(upload)).toMatchObject({ outcome: 'unchanged' })
  expect([resources.length, site.seen.filter((line) => line.startsWith('POST')).length]).toEqual([1, 1])

  udata((response) => json(response, 504, {}))
  const lost = await failureOf(remote.uploadResource(upload))
  expect([lost.reason, isPassingFailure(lost)]).toEqual(['broken', true])
})

test('other bytes than those that were sent are taken away again when the resource is new', async () => {
  const damaged = { checksum: { type: 'sha1', value: 'a'.repeat(40) } }
  const resources = udata((response, store) => json(response, 201, store(damaged)))
  const failure = await failureOf(remote.uploadResource(upload))
  expect([failure.reason, resources]).toEqual(['corrupted', []])
  const known = udata(
    (response, store) => json(response, 200, store(damaged)),
    [{ id: 'r1', url: 'https://static.example/a.csv', filetype: 'file', title: 'Titre' }],
  )
  expect((await failureOf(remote.uploadResource({ ...upload, resourceId: 'r1' }))).reason).toBe('corrupted')
  expect(known.length).toBe(1)
})

test('udata names a resource after its new file: its title comes back', async () => {
  udata(
    (response, store) => json(response, 200, store(stored)),
    [{ id: 'r1', url: 'https://static.example/a.csv', filetype: 'file', title: 'Son titre' }],
  )
  const { resource } = await remote.uploadResource({ ...upload, resourceId: 'r1' })
  expect(resource.title).toBe('Son titre')
  expect(site.requests.find(({ method }) => method === 'PUT')?.body).toBe('{"title":"Son titre"}')
})

test('a title that an ended try lost is written back when the bytes are there already', async () => {
  udata(
    (response) => json(response, 500, {}),
    [{ id: 'r1', url: 'https://static.example/a.csv', filetype: 'file', title: 'a-b.csv', ...stored }],
  )
  const again = { ...upload, resourceId: 'r1', title: 'Son titre' }
  expect(await remote.uploadResource(again)).toMatchObject({ outcome: 'unchanged', resource: { title: 'Son titre' } })
  expect(await remote.uploadResource({ ...again, title: 'Autre' })).toMatchObject({ resource: { title: 'Son titre' } })
})

test('an upload follows no redirect', async () => {
  udata((response) => response.writeHead(307, { Location: '/ailleurs/' }).end())
  expect((await failureOf(remote.uploadResource(upload))).reason).toBe('protocol')
  expect(site.seen.some((line) => line.includes('ailleurs'))).toBe(false)
})

test('a server that repeats our key at the end of a long sentence does not give its beginning away', async () => {
  site.answers((_request, response) => json(response, 400, { message: `${'x'.repeat(295)}clef-secrete` }))
  const failure = await failureOf(remote.getDataset('a'))
  expect(failure.text.fr).toContain('xxx')
  expect(JSON.stringify(failure.text)).not.toContain('clef')
})

test('a file is not opened for a server that is not there to take it', async () => {
  const leaving = await startTestSite()
  leaving.answers((_request, response) => {
    json(response, 200, { id: 'musees', title: 'Musées', resources: [] }, { Connection: 'close' })
    void leaving.close()
  })
  let opened = 0
  const there = openRemote({ server: `http://distant.example:${leaving.port}`, apiKey: null }, { outgoing })
  const open = () => (opened++, upload.open())
  expect((await failureOf(there.uploadResource({ ...upload, open }))).reason).toBe('unreachable')
  expect(opened).toBe(0)
})

test('a server that sends its visitors to another address says which, rather than that the key is wrong', async () => {
  const other = await startTestSite()
  other.answers((_request, response) => json(response, 401, {}))
  const origin = `http://127.0.0.1:${other.port}`
  try {
    site.answers((request, response) => void response.writeHead(301, { Location: origin + request.url }).end())
    for (const ask of [() => remote.getMe(), () => remote.describeResource('musees', 'r1', { title: 'x' })]) {
      const failure = await failureOf(ask())
      expect([failure.reason, failure.text.fr]).toEqual(['address', expect.stringContaining(origin)])
    }
    expect(other.requests.map(({ method, headers }) => [method, headers['x-api-key']])).toEqual([['GET', undefined]])
  } finally {
    await other.close()
  }
})
