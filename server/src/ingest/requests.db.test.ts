/** What a sender may ask of a request that carries a file: once, whole, and only if it fits. */
import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { purgeIdempotencyKeys } from './idempotency.ts'

let app: TestApp
let camille: Person
let sacha: Person
let dataset: { id: string }

beforeAll(async () => {
  app = await startTestApp({ quotaBytes: 3_000_000 })
  sacha = await app.person('Sacha Morel')
})
afterAll(() => app.close())
let people = 0
beforeEach(async () => {
  // A quota of their own.
  camille = await app.person(`Camille Perrin${++people}`)
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
})

const table = (rows: number, value = 1) =>
  `id;n\n${Array.from({ length: rows }, (_, id) => `${id};${value}\n`).join('')}`
const hash = (type: 'sha256' | 'sha1', text: string, as: 'hex' | 'base64' = 'hex') =>
  createHash(type).update(text).digest(as)
const OTHER = hash('sha256', 'autre')

interface Sending {
  headers?: Record<string, string>
  fields?: Record<string, string>
  who?: Person
}
const send = async (path: string, content: string, { headers = {}, fields = {}, who = camille }: Sending = {}) => {
  const form = new FormData()
  form.append('file', new Blob([content]), 'musees.csv')
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const init = { method: 'POST', headers: { 'X-API-KEY': who.key, ...headers }, body: form }
  const response = await fetch(`${app.url}/api/1/datasets/${dataset.id}/${path}`, init)
  const retryAfter = response.headers.get('retry-after')
  // What the wire holds is what a test looks into.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return { status: response.status, retryAfter, json: (await response.json()) as any }
}
const key = () => ({ headers: { 'Idempotency-Key': randomBytes(8).toString('hex') } })
const resources = async () => (await camille.call('GET', `/api/1/datasets/${dataset.id}/`)).json.resources
const versions = async (id: string) =>
  (await camille.call('GET', `/api/1/datasets/${dataset.id}/resources/${id}/versions/`)).json
const blobs = async () => (await readdir(join(app.folder, 'blobs'), { recursive: true })).length

/**
 * The same request twice at once, answered in the order of the answers. Whatever is put into the dataset waits for its
 * row, held until one is answered: the other is under way for as long as it takes this one to come.
 */
const twiceAtOnce = async <T>(ask: () => Promise<T>): Promise<T[]> => {
  const holder = await app.database.pool.connect()
  const answers: T[] = []
  const keep = async (): Promise<unknown> => answers.push(await ask())
  try {
    await holder.query('begin')
    await holder.query('select id from datasets where id = $1 for update', [dataset.id])
    const both = [keep(), keep()]
    await Promise.race(both)
    await holder.query('rollback')
    await Promise.all(both)
    return answers
  } finally {
    // Closed, not given back: what it holds must not outlive a failure.
    holder.release(true)
  }
}

test('the same request with the same key, at once and later: one resource, one version, one answer', async () => {
  const once = key()
  const [refused, first] = await twiceAtOnce(() => send('upload/', table(20), once))
  expect([refused?.status, refused?.retryAfter, first?.status]).toEqual([409, '1', 201])
  const later = await send('upload/', table(20), once)
  expect(later).toEqual(first)
  expect(await resources()).toHaveLength(1)
  expect(await versions(later.json.id)).toHaveLength(1)
})

test('a replacement too, and the answer is the first one, whatever came since', async () => {
  const { id } = (await send('upload/', table(20))).json
  const once = key()
  const first = await send(`resources/${id}/upload/`, table(21), once)
  await send(`resources/${id}/upload/`, table(22))
  const later = await send(`resources/${id}/upload/`, table(21), once)
  expect(later).toEqual(first)
  expect(later.json.extras['cimaise:version']).toBe(2)
  expect(await versions(id)).toHaveLength(3)
})

test('without a key, two identical replacements at once are one version; two new files are two', async () => {
  const { id } = (await send('upload/', table(20))).json
  const both = await Promise.all([1, 2].map(() => send(`resources/${id}/upload/`, table(21))))
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(await versions(id)).toHaveLength(2)
  await Promise.all([1, 2].map(() => send('upload/', table(21))))
  expect(await resources()).toHaveLength(3)
})

test('a key is of one person, one address and one content', async () => {
  const once = key()
  const first = await send('upload/', table(20), once)
  const other = await send('upload/', table(21), once)
  expect([other.status, other.json.message]).toEqual([409, expect.stringContaining('autre contenu')])
  expect(await resources()).toHaveLength(1)
  expect((await send('upload/', table(20), { ...once, who: sacha })).status).toBe(403)
  const replaced = await send(`resources/${first.json.id}/upload/`, table(22), once)
  expect([replaced.status, replaced.json.extras['cimaise:version']]).toEqual([200, 2])
  expect((await send('upload/', table(20), { headers: { 'Idempotency-Key': 'a b' } })).status).toBe(400)
})

test('a failure keeps nothing: the same key may try again, with something better', async () => {
  const once = key()
  expect((await send('upload/', '', once)).status).toBe(400)
  expect((await send('upload/', table(20), once)).status).toBe(201)
})

test('stopped between publication and answer, the same request finds what it made', async () => {
  const once = key()
  const first = await send('upload/', table(20), once)
  // As the database is when the server was killed there.
  await app.database.db.updateTable('idempotency_keys').set({ fingerprint: null, answer: null }).execute()
  const later = await send('upload/', table(20), once)
  expect([later.status, later.json.id]).toEqual([201, first.json.id])
  await app.database.db.updateTable('idempotency_keys').set({ fingerprint: null, answer: null }).execute()
  expect((await send('upload/', table(21), once)).status).toBe(409)
  expect(await resources()).toHaveLength(1)
  expect(await versions(first.json.id)).toHaveLength(1)
})

test('a deposit too, and other bytes are refused rather than lost', async () => {
  const once = key()
  const first = await send('deposits/', table(20), once)
  await app.database.db.updateTable('idempotency_keys').set({ fingerprint: null, answer: null }).execute()
  const other = await send('deposits/', table(21), once)
  expect([other.status, other.json.message]).toEqual([409, expect.stringContaining('autre contenu')])
  const later = await send('deposits/', table(20), once)
  expect([later.status, later.json.id]).toEqual([201, first.json.id])
})

test('stopped before the answer is kept, the pieces are still there for the same request', async () => {
  const common = { uuid: 'killed', totalparts: '2', filename: 'musees.csv' }
  for (const index of [0, 1])
    await send('upload/', table(20 + index), { fields: { ...common, partindex: String(index) } })
  const { headers } = key()
  const finish = async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries(common)) form.append(name, value)
    const init = { method: 'POST', headers: { 'X-API-KEY': camille.key, ...headers }, body: form }
    const response = await fetch(`${app.url}/api/1/datasets/${dataset.id}/upload/`, init)
    return { status: response.status, id: ((await response.json()) as { id?: string }).id }
  }
  const { pool } = app.database
  await pool.query(`alter table idempotency_keys add constraint killed check (answer is null) not valid`)
  try {
    expect((await finish()).status).not.toBe(201)
  } finally {
    await pool.query('alter table idempotency_keys drop constraint killed')
  }
  const [made] = await resources()
  expect(await finish()).toEqual({ status: 201, id: made.id })
  expect(await resources()).toHaveLength(1)
})

test('after a day a key is forgotten', async () => {
  const once = key()
  await send('upload/', table(20), once)
  await purgeIdempotencyKeys(app.database.db, new Date(Date.now() + 25 * 3_600_000))
  await purgeIdempotencyKeys(app.database.db, new Date(Date.now() + 25 * 3_600_000))
  expect((await send('upload/', table(20), once)).status).toBe(201)
  expect(await resources()).toHaveLength(2)
})

test('a deposit and its publication, each sent twice', async () => {
  const once = key()
  const [refused, first] = await twiceAtOnce(() => send('deposits/', table(20), once))
  expect([refused?.status, refused?.retryAfter, first?.status]).toEqual([409, '1', 201])
  const { json } = await send('deposits/', table(20), once)
  const waiting = (await camille.call('GET', `/api/1/datasets/${dataset.id}/deposits/`)).json
  expect(waiting.map(({ id }: { id: string }) => id)).toEqual([json.id])

  const path = `/api/1/datasets/${dataset.id}/deposits/${json.id}/publish/`
  const { headers } = key()
  const [early, published] = await twiceAtOnce(() => camille.call('POST', path, { reason: 'Édition' }, headers))
  expect([early?.status, early?.headers.get('retry-after'), published?.status]).toEqual([409, '1', 200])
  const again = await camille.call('POST', path, { reason: 'Édition' }, headers)
  expect(again.json).toEqual(published?.json)
  expect((await camille.call('POST', path, { reason: 'Autre' }, headers)).status).toBe(409)
  expect(await resources()).toHaveLength(1)
  expect(await versions(again.json.id)).toHaveLength(1)
})

test('a deposit published twice at once without a key is one file', async () => {
  const { json } = await send('deposits/', table(20))
  const path = `/api/1/datasets/${dataset.id}/deposits/${json.id}/publish/`
  const both = await Promise.all([1, 2].map(() => camille.call('POST', path, {})))
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(new Set(both.map((answer) => answer.json.id)).size).toBe(1)
  expect(await resources()).toHaveLength(1)
})

test('the last call of a file in pieces, sent again, is answered again', async () => {
  const [uuid, once] = [randomBytes(8).toString('hex'), key()]
  const halves = [table(20).slice(0, 50), table(20).slice(50)]
  const common = { uuid, totalparts: '2', filename: 'musees.csv' }
  for (const [index, half] of halves.entries())
    await send('upload/', half, { fields: { ...common, partindex: String(index) } })
  const finish = async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries(common)) form.append(name, value)
    const init = { method: 'POST', headers: { 'X-API-KEY': camille.key, ...once.headers }, body: form }
    return (await fetch(`${app.url}/api/1/datasets/${dataset.id}/upload/`, init)).json()
  }
  const first = await finish()
  expect(first).toMatchObject({ success: true, filesize: table(20).length })
  expect(await finish()).toEqual(first)
  expect(await resources()).toHaveLength(1)
})

const digest = (text: string) => ({ 'Repr-Digest': `sha-256=:${hash('sha256', text, 'base64')}:` })

test.each(['upload/', 'deposits/', 'upload/?dry_run=true'])('%s: what was sent is what came', async (path) => {
  const text = table(20)
  const success = path === 'upload/?dry_run=true' ? 200 : 201
  for (const sending of [
    { headers: digest(text) },
    { fields: { checksum: `sha256:${hash('sha256', text)}` } },
    { fields: { checksum: `SHA1:${hash('sha1', text).toUpperCase()}` } },
  ])
    expect((await send(path, text, sending)).status).toBe(success)
  const [count, kept] = [(await resources()).length, await blobs()]
  const altered = table(23)
  for (const sending of [
    { headers: digest('autre') },
    { fields: { checksum: `sha256:${OTHER}` } },
    { headers: digest(altered), fields: { checksum: `sha256:${OTHER}` } },
  ]) {
    const { status, json } = await send(path, altered, sending)
    expect(status).toBe(400)
    expect(json.message).toContain(OTHER)
    expect(json.message).toContain(hash('sha256', altered))
  }
  for (const sending of [
    { headers: { 'Repr-Digest': 'sha-512=:AAAA:' } },
    { headers: { 'Repr-Digest': hash('sha256', altered) } },
    { fields: { checksum: hash('sha256', altered) } },
  ])
    expect((await send(path, altered, sending)).status).toBe(400)
  expect([(await resources()).length, await blobs()]).toEqual([count, kept])
})

test('a file that doesn’t fit its owner’s quota is refused, with the figures and what to do', async () => {
  const { id } = (await send('upload/', table(100_000))).json
  expect((await send(`resources/${id}/upload/`, table(100_000, 2))).status).toBe(200)
  for (const path of ['upload/', 'deposits/', `resources/${id}/upload/`]) {
    const { status, json } = await send(path, table(200_000, 3))
    expect([status, json.message]).toEqual([
      413,
      expect.stringMatching(/1,58 Mo gardés sur 3, .* 1,6[89]\..*administrateur/),
    ])
  }
  // The bytes that are kept already take no more room, in any number of versions.
  expect((await send(`resources/${id}/upload/`, table(100_000))).status).toBe(200)
  expect((await send('upload/', table(100_000))).status).toBe(201)
  expect((await send('upload/', table(100))).status).toBe(201)
})

test('a resumable upload that says where it goes is refused before it is sent', async () => {
  const headers = {
    ...{ 'X-API-KEY': camille.key, 'Tus-Resumable': '1.0.0', 'Upload-Length': '3000001' },
    'Upload-Metadata': `filename ${btoa('a.csv')},dataset ${btoa(dataset.id)}`,
  }
  const { status } = await fetch(`${app.url}/api/1/uploads/`, { method: 'POST', headers })
  expect(status).toBe(413)
})

test('a whole upload that doesn’t fit stays: it can be deposited once there is room', async () => {
  const { id } = (await send('upload/', table(200_000))).json
  const bytes = table(200_000, 2)
  const tus = { 'X-API-KEY': camille.key, 'Tus-Resumable': '1.0.0' }
  const announced = { 'Upload-Length': String(bytes.length), 'Upload-Metadata': `filename ${btoa('a.csv')}` }
  const begun = await fetch(`${app.url}/api/1/uploads/`, { method: 'POST', headers: { ...tus, ...announced } })
  const path = begun.headers.get('location') ?? ''
  const piece = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0' }
  await fetch(`${app.url}${path}`, { method: 'PATCH', headers: { ...tus, ...piece }, body: bytes })
  const deposit = () =>
    camille.call('POST', `/api/1/datasets/${dataset.id}/deposits/`, { upload: path.split('/').at(-2) })
  expect((await deposit()).status).toBe(413)
  await send(`resources/${id}/upload/`, table(10))
  const reason = '?reason=Erreur'
  const first = `/api/1/datasets/${dataset.id}/resources/${id}/versions/1/${reason}`
  expect((await camille.call('DELETE', first)).status).toBe(204)
  expect((await deposit()).status).toBe(201)
})

test('a quota is of one owner: an organization’s files count apart, a stranger’s beside it too', async () => {
  const organization = (await camille.call('POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })).json
  const words = { title: 'Orgues', description: 'x', organization: organization.id }
  await send('upload/', table(200_000))
  dataset = (await camille.call('POST', '/api/1/datasets/', words)).json
  expect((await send('upload/', table(200_000, 2))).status).toBe(201)
  expect((await send('upload/', table(200_000, 3))).status).toBe(413)
  expect((await send('upload/community/', table(100_000, 4), { who: sacha })).status).toBe(201)
  expect((await send('upload/', table(100_000, 5))).status).toBe(201)
})

/** The answer to a request of which only the beginning is sent. */
const answerBeforeBody = (url: string, path: string, apiKey: string, length: number): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connectSocket(Number(port), hostname)
    let answer = ''
    socket.on('data', (chunk) => {
      answer += String(chunk)
      socket.destroy()
    })
    socket.on('close', () => resolve(answer))
    const lines = [`POST ${path} HTTP/1.1`, `Host: ${hostname}`, `X-API-KEY: ${apiKey}`, `Content-Length: ${length}`]
    socket.write([...lines, 'Content-Type: multipart/form-data; boundary=x', '', '--x\r\n'].join('\r\n'))
  })

test('without room on the disk, or over the quota, the answer comes before the file is sent', async () => {
  const over = await answerBeforeBody(app.url, `/api/1/datasets/${dataset.id}/upload/`, camille.key, 4_000_000)
  expect(over).toMatch(/^HTTP\/1.1 413 /)
  const full = await startTestApp({ minFreeBytes: 1e15 })
  try {
    const person = await full.person('Camille Perrin')
    const { id } = (await person.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'x' })).json
    for (const path of ['upload/', 'deposits/', 'upload/?dry_run=true'])
      expect(await answerBeforeBody(full.url, `/api/1/datasets/${id}/${path}`, person.key, 4_000_000)).toMatch(
        /^HTTP\/1.1 507 [\s\S]*plus de place/,
      )
    const headers = { 'X-API-KEY': person.key, 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' }
    const metadata = { 'Upload-Metadata': `filename ${btoa('a.csv')}` }
    const tus = await fetch(`${full.url}/api/1/uploads/`, { method: 'POST', headers: { ...headers, ...metadata } })
    expect(tus.status).toBe(507)
    expect((await person.call('GET', `/api/1/datasets/${id}/`)).json.resources).toEqual([])
  } finally {
    await full.close()
  }
})

test('If-Match on the last call of a file in pieces, and beside the dataset: 412 for who comes late', async () => {
  const { id, latest } = (await send('upload/', table(20))).json
  const seen = (await fetch(latest)).headers.get('etag') ?? ''
  await send(`resources/${id}/upload/`, table(21))
  const common = { uuid: 'x', totalparts: '2', filename: 'musees.csv' }
  const path = `resources/${id}/upload/`
  for (const index of [0, 1]) await send(path, table(30 + index), { fields: { ...common, partindex: String(index) } })
  const finish = async (headers: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(common)) form.append(name, value)
    const init = { method: 'POST', headers: { 'X-API-KEY': camille.key, ...headers }, body: form }
    return (await fetch(`${app.url}/api/1/datasets/${dataset.id}/${path}`, init)).status
  }
  expect(await finish({ 'If-Match': seen })).toBe(412)
  expect(await versions(id)).toHaveLength(2)
  // The pieces are still there for who looked at the current version.
  const current = (await fetch(latest)).headers.get('etag') ?? ''
  expect(await finish({ 'If-Match': current })).toBe(200)

  const beside = (await send('upload/community/', table(20), { who: sacha })).json
  const replace = (headers: Record<string, string>) =>
    fetch(`${app.url}/api/1/datasets/community_resources/${beside.id}/upload/`, {
      ...{ method: 'POST', headers: { 'X-API-KEY': sacha.key, ...headers } },
      body: formWith(table(25)),
    })
  expect((await replace({ 'If-Match': current })).status).toBe(412)
  const own = (await fetch(beside.latest)).headers.get('etag') ?? ''
  expect((await replace({ 'If-Match': own })).status).toBe(200)
})

const formWith = (content: string): FormData => {
  const form = new FormData()
  form.append('file', new Blob([content]), 'musees.csv')
  return form
}

test('two people replace the same file at the same instant: both versions exist, in order', async () => {
  const { id, latest } = (await send('upload/', table(20))).json
  const answers = await Promise.all([21, 22].map((rows) => send(`resources/${id}/upload/`, table(rows))))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const all = await versions(id)
  expect(all.map(({ number }: { number: number }) => number)).toEqual([3, 2, 1])
  const bytes = await (await fetch(latest)).text()
  expect(hash('sha256', bytes)).toBe(all[0].sha256)
})
