// The client that browsers and the CLI use: what the protocol asks is what it does.
import { Upload } from 'tus-js-client'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readdir, utimes } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../../testing/test-app.ts'
import { purgeUploads } from './uploads.ts'

let app: TestApp
let camille: Person
let outsider: Person
let dataset: { id: string }

beforeAll(async () => {
  app = await startTestApp({ maxUploadBytes: 20_000_000 })
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Sacha Morel')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
})
afterAll(() => app.close())

const table = (rows: number): Buffer =>
  Buffer.from(`id;nom\n${Array.from({ length: rows }, (_, id) => `${id};Musée ${id}\n`).join('')}`)
const FILE = table(400_000)
const hash = (type: 'sha256' | 'sha1', bytes: Buffer, as: 'hex' | 'base64' = 'hex') =>
  createHash(type).update(bytes).digest(as)

const base64 = (text: string) => Buffer.from(text).toString('base64')
const TUS = { 'Tus-Resumable': '1.0.0' }
const call = (method: string, path: string, headers: Record<string, string> = {}, body?: BodyInit, key = camille.key) =>
  fetch(`${app.url}${path}`, { method, headers: { ...TUS, 'X-API-KEY': key, ...headers }, body })
const announce = (size: number, fileName = 'musees.csv', metadata = '', key = camille.key) => {
  const headers = { 'Upload-Length': String(size), 'Upload-Metadata': `filename ${base64(fileName)}${metadata}` }
  return call('POST', '/api/1/uploads/', headers, undefined, key)
}
const started = async (size: number, fileName?: string) =>
  (await announce(size, fileName)).headers.get('location') as string
const piece = (path: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}) =>
  call(
    'PATCH',
    path,
    { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...headers },
    bytes as BodyInit,
  )
const offsetOf = async (path: string) => Number((await call('HEAD', path)).headers.get('upload-offset'))
const idOf = (path: string) => path.split('/').at(-2) ?? ''
const sent = async (bytes: Buffer, fileName?: string) => {
  const path = await started(bytes.length, fileName)
  expect((await piece(path, 0, bytes)).status).toBe(204)
  return idOf(path)
}
const deposit = (body: object, headers?: Record<string, string>) =>
  camille.call('POST', `/api/1/datasets/${dataset.id}/deposits/`, body, headers)
const publish = (id: string) =>
  camille.call('POST', `/api/1/datasets/${dataset.id}/deposits/${id}/publish/`, { confirm: true, reason: 'Essai' })
const leftovers = () => readdir(join(app.folder, 'uploads'))

test('the usual client sends a file in pieces, it becomes a deposit, then a version, and nothing is left beside', async () => {
  const url = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(FILE, {
      endpoint: `${app.url}/api/1/uploads/`,
      headers: { 'X-API-KEY': camille.key },
      metadata: { filename: 'Musées de 2025.csv', dataset: dataset.id },
      chunkSize: 1_000_000,
      retryDelays: null,
      onError: reject,
      onSuccess: () => resolve(upload.url ?? ''),
    })
    upload.start()
  })
  const claim = { checksum: `sha256:${hash('sha256', FILE)}` }
  const { status, json } = await deposit({ upload: url.split('/').at(-2), ...claim })
  expect([status, json.state, json.file_name, json.filesize]).toEqual([201, 'ready', 'Musées de 2025.csv', FILE.length])
  expect(json.sha256).toBe(hash('sha256', FILE))
  const published = (await publish(json.id)).json
  expect(published.title).toBe('musees-de-2025.csv')
  expect(Buffer.from(await (await fetch(published.latest)).arrayBuffer()).equals(FILE)).toBe(true)
  expect(await leftovers()).toEqual([])

  const again = await sent(table(30))
  const path = `/api/1/datasets/${dataset.id}/resources/${published.id}/deposits/`
  const replaced = await camille.call('POST', path, { upload: again })
  expect([replaced.status, replaced.json.resource]).toEqual([201, published.id])
  expect((await publish(replaced.json.id)).json.extras['cimaise:version']).toBe(2)
})

test('a server says what it can do, to anybody', async () => {
  const { status, headers } = await fetch(`${app.url}/api/1/uploads/`, { method: 'OPTIONS' })
  expect([status, headers.get('tus-version'), headers.get('tus-max-size')]).toEqual([204, '1.0.0', '20000000'])
  expect(headers.get('tus-extension')).toBe('creation,termination,checksum,expiration')
})

/** Sends the beginning of a file whose whole length it announces, then breaks the connection. */
const cutAfter = (path: string, offset: number, bytes: Buffer, announced: number) =>
  new Promise<void>((resolve) => {
    const sending = request(`${app.url}${path}`, {
      method: 'PATCH',
      headers: {
        ...TUS,
        'X-API-KEY': camille.key,
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': offset,
        'Content-Length': announced,
      },
    })
    sending.on('error', () => resolve())
    sending.write(bytes, () => setTimeout(() => sending.destroy(), 100))
    sending.on('close', () => resolve())
  })

test('after a cut it goes on from what arrived, and only from there', async () => {
  const path = await started(FILE.length)
  await cutAfter(path, 0, FILE.subarray(0, 300_000), FILE.length)
  const offset = await offsetOf(path)
  expect(offset).toBe(300_000)
  const wrong = await piece(path, 299_999, FILE.subarray(299_999))
  expect([wrong.status, ((await wrong.json()) as { message: string }).message]).toEqual([
    409,
    expect.stringContaining('300000'),
  ])
  const rest = await piece(path, offset, FILE.subarray(offset))
  expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, String(FILE.length)])
  expect((await deposit({ upload: idOf(path) })).json.sha256).toBe(hash('sha256', FILE))
})

test('the same piece sent twice at once is written once', async () => {
  const path = await started(FILE.length)
  const both = await Promise.all(
    [piece(path, 0, FILE), piece(path, 0, FILE)].map((sending) => sending.catch(() => null)),
  )
  for (const answer of both) expect([204, 409, undefined]).toContain(answer?.status)
  const offset = await offsetOf(path)
  if (offset < FILE.length) expect((await piece(path, offset, FILE.subarray(offset))).status).toBe(204)
  expect((await deposit({ upload: idOf(path) })).json.sha256).toBe(hash('sha256', FILE))
})

test('a sender that hangs is ended by the one that goes on', async () => {
  const path = await started(FILE.length)
  const hanging = request(`${app.url}${path}`, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'X-API-KEY': camille.key,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': 0,
      'Content-Length': FILE.length,
    },
  })
  const ended = new Promise<string>((resolve) => hanging.on('error', (error) => resolve(error.message)))
  await new Promise((resolve) => hanging.write(FILE.subarray(0, 200_000), resolve))
  await expect.poll(async () => (await readdir(join(app.folder, 'uploads'))).length).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const offset = await offsetOf(path)
  expect(await ended).toMatch(/hang up|reset/i)
  expect((await piece(path, offset, FILE.subarray(offset))).status).toBe(204)
  expect((await deposit({ upload: idOf(path) })).json.sha256).toBe(hash('sha256', FILE))
})

const HTML = Buffer.from(`<!DOCTYPE html><html><body>Erreur 404${' '.repeat(50_000)}</body></html>`)

test('a web page is refused with its first 4 KB, even cut in small pieces, and forgotten', async () => {
  const whole = await started(HTML.length)
  const answer = await piece(whole, 0, HTML)
  expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
    415,
    expect.stringContaining('page web'),
  ])
  const path = await started(HTML.length)
  expect((await piece(path, 0, HTML.subarray(0, 3_000))).status).toBe(204)
  expect((await piece(path, 3_000, HTML.subarray(3_000, 10_000))).status).toBe(415)
  expect((await call('HEAD', path)).status).toBe(404)
  const small = await started(30)
  expect((await piece(small, 0, Buffer.from('<html>'.padEnd(30)))).status).toBe(415)
  const blank = await started(30)
  expect((await piece(blank, 0, Buffer.alloc(30, ' '))).status).toBe(400)
})

test.each([
  ['no length', { 'Upload-Length': '', 'Upload-Metadata': `filename ${base64('a.csv')}` }, 400, 'Upload-Length'],
  ['no name', { 'Upload-Length': '10' }, 400, 'pas de nom'],
  ['a name that goes up', { 'Upload-Length': '10', 'Upload-Metadata': `filename ${base64('../a.csv')}` }, 400, '..'],
  ['a kind that is not accepted', { 'Upload-Length': '10', 'Upload-Metadata': `filename ${base64('a.exe')}` }, 400, ''],
  ['an empty file', { 'Upload-Length': '0', 'Upload-Metadata': `filename ${base64('a.csv')}` }, 400, 'vide'],
  ['too large a file', { 'Upload-Length': '20000001', 'Upload-Metadata': `filename ${base64('a.csv')}` }, 413, '20 Mo'],
])('%s is refused before anything is sent', async (_, headers, status, reason) => {
  const before = await leftovers()
  const answer = await call('POST', '/api/1/uploads/', headers)
  expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
    status,
    expect.stringContaining(reason),
  ])
  expect(await leftovers()).toEqual(before)
})

test('whoever may not write there learns it before sending, when they say where', async () => {
  const there = `,dataset ${base64(dataset.id)}`
  expect((await announce(10, 'a.csv', there)).status).toBe(201)
  expect((await announce(10, 'a.csv', there, outsider.key)).status).toBe(403)
  expect((await announce(10, 'a.csv', `${there},resource ${base64(randomUUID())}`)).status).toBe(404)
  expect((await announce(10, 'a.csv', '', 'no such key')).status).toBe(401)
})

test('an upload is its sender’s: for others it doesn’t exist', async () => {
  const id = await sent(table(10))
  for (const [method, headers] of [
    ['HEAD', {}],
    ['PATCH', { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0' }],
    ['DELETE', {}],
  ] as const) {
    const path = `/api/1/uploads/${id}/`
    expect([method, (await call(method, path, headers, undefined, outsider.key)).status]).toEqual([method, 404])
    expect([method, (await fetch(`${app.url}${path}`, { method, headers: { ...TUS, ...headers } })).status]).toEqual([
      method,
      401,
    ])
  }
  const theirs = (await outsider.call('POST', '/api/1/datasets/', { title: 'Orgues', description: 'x' })).json
  const stolen = await outsider.call('POST', `/api/1/datasets/${theirs.id}/deposits/`, { upload: id })
  expect(stolen.status).toBe(404)
  expect(
    (await anonymous(app.url).call('POST', `/api/1/datasets/${dataset.id}/deposits/`, { upload: id })).status,
  ).toBe(401)
  expect((await deposit({ upload: id })).status).toBe(201)
})

test('what isn’t whole can’t be deposited, and can go on', async () => {
  const path = await started(100)
  await piece(path, 0, Buffer.alloc(40, 'a'))
  const early = await deposit({ upload: idOf(path) })
  expect([early.status, early.json.message]).toEqual([409, expect.stringContaining('40 octets sur 100')])
  expect((await piece(path, 40, Buffer.alloc(61, 'a'))).status).toBe(413)
  expect((await piece(path, 40, Buffer.alloc(60, 'a'))).status).toBe(204)
  expect((await deposit({ upload: idOf(path) })).status).toBe(201)
})

test('a piece is checked against its own checksum: a damaged one leaves nothing', async () => {
  const bytes = table(500)
  const path = await started(bytes.length)
  const first = bytes.subarray(0, 5_000)
  const claim = (of: Buffer, type: 'sha1' | 'sha256' = 'sha256') => ({
    'Upload-Checksum': `${type} ${hash(type, of, 'base64')}`,
  })
  expect((await piece(path, 0, first, claim(bytes))).status).toBe(460)
  expect(await offsetOf(path)).toBe(0)
  expect((await piece(path, 0, first, { 'Upload-Checksum': 'crc32 AAAA' })).status).toBe(400)
  expect((await piece(path, 0, first, claim(first))).status).toBe(204)
  expect((await piece(path, 5_000, bytes.subarray(5_000), claim(bytes.subarray(5_000), 'sha1'))).status).toBe(204)
  expect((await deposit({ upload: idOf(path) })).json.sha256).toBe(hash('sha256', bytes))
})

test('a file that isn’t the one that was sent is not kept: both values are said', async () => {
  const bytes = table(50)
  const id = await sent(bytes)
  const other = hash('sha256', randomBytes(10))
  const answer = await deposit({ upload: id, checksum: `sha256:${other}` })
  expect(answer.status).toBe(400)
  expect(answer.json.message).toContain(other)
  expect(answer.json.message).toContain(hash('sha256', bytes))
  expect((await deposit({ upload: id })).status).toBe(404)
  expect(await leftovers()).not.toContain(id)
})

test('the protocol’s own header is asked for', async () => {
  const answer = await fetch(`${app.url}/api/1/uploads/`, { method: 'POST', headers: { 'X-API-KEY': camille.key } })
  expect([answer.status, answer.headers.get('tus-resumable')]).toEqual([412, '1.0.0'])
  const path = await started(10)
  const form = await call('PATCH', path, { 'Content-Type': 'text/csv', 'Upload-Offset': '0' }, 'a;b')
  expect(form.status).toBe(415)
  expect((await piece(path, Number.NaN, Buffer.from('a'))).status).toBe(400)
})

test('a sender finds its unfinished uploads again, nobody else’s', async () => {
  const path = (await announce(10, 'a.csv', `,dataset ${base64(dataset.id)}`)).headers.get('location')
  const mine = (await camille.call('GET', '/api/1/uploads/')).json
  const here = { file_name: 'a.csv', filesize: 10, dataset: dataset.id, resource: null, uri: path }
  expect(mine[0]).toMatchObject(here)
  expect((await outsider.call('GET', '/api/1/uploads/')).json).toEqual([])
  expect((await anonymous(app.url).call('GET', '/api/1/uploads/')).status).toBe(401)
})

test('unfinished uploads of one person have a bound, whatever they are for; what is given up no longer counts', async () => {
  const sacha = (size: number) => announce(size, 'a.csv', '', outsider.key)
  const ten = await Promise.all(Array.from({ length: 10 }, () => sacha(20_000_000)))
  expect(ten.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
  const refused = await sacha(10)
  expect([refused.status, (await refused.json()).message]).toEqual([413, expect.stringContaining('inachevés')])
  expect((await announce(10)).status).toBe(201)
  for (const { headers } of ten) await call('DELETE', headers.get('location') ?? '', {}, undefined, outsider.key)
  expect((await sacha(10)).status).toBe(201)
})

test('given up, it is gone', async () => {
  const path = await started(10)
  expect((await call('DELETE', path)).status).toBe(204)
  for (const method of ['HEAD', 'DELETE']) expect((await call(method, path)).status).toBe(404)
  expect(await leftovers()).not.toContain(idOf(path))
})

test('several files at once come whole', async () => {
  const files = Array.from({ length: 5 }, (_, i) => table(20_000 + i))
  const ids = await Promise.all(files.map((bytes) => sent(bytes)))
  const deposits = await Promise.all(ids.map((upload) => deposit({ upload })))
  expect(deposits.map(({ json }) => json.sha256)).toEqual(files.map((bytes) => hash('sha256', bytes)))
})

test('deposited twice at once, it makes one deposit', async () => {
  const upload = await sent(table(60))
  const answers = await Promise.all([deposit({ upload }), deposit({ upload })])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404])
})

test('stopped while it moved into the blob store, it can be deposited again', async () => {
  const { db } = app.database
  const [before, after] = [table(70), table(71)]
  // As the disk and the database are when the server was killed before the move, and after it.
  const kept = await sent(before)
  const hashes = (bytes: Buffer) => ({ sha256: hash('sha256', bytes), sha1: hash('sha1', bytes) })
  await db.updateTable('uploads').set(hashes(before)).where('id', '=', kept).execute()
  const moved = await sent(after)
  await db.updateTable('uploads').set(hashes(after)).where('id', '=', moved).execute()
  await app.blobs.adopt(app.partials.pathOf(moved), { ...hashes(after), sizeBytes: after.length })
  for (const [upload, bytes] of [
    [kept, before],
    [moved, after],
  ] as const) {
    const { status, json } = await deposit({ upload })
    expect([status, json.sha256, json.filesize]).toEqual([201, hash('sha256', bytes), bytes.length])
    const file = await fetch(json.file, { headers: { 'X-API-KEY': camille.key } })
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true)
  }
  expect(await leftovers()).not.toContain(kept)
})

test('what nobody goes on with for a day is forgotten; what somebody sends to is not', async () => {
  const [old, recent] = [await started(10), await started(10)]
  await utimes(join(app.folder, 'uploads', idOf(old)), new Date(0), new Date(0))
  const { db } = app.database
  await purgeUploads({ db, partials: app.partials })
  expect([(await call('HEAD', old)).status, (await call('HEAD', recent)).status]).toEqual([404, 200])
  const tomorrow = new Date(Date.now() + 25 * 3_600_000)
  await purgeUploads({ db, partials: app.partials }, tomorrow)
  await purgeUploads({ db, partials: app.partials }, tomorrow)
  expect((await call('HEAD', recent)).status).toBe(404)
  expect(await db.selectFrom('uploads').select('id').execute()).toEqual([])
})
