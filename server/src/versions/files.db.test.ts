import { randomBytes } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { blobsInUse } from '../schedule.ts'
import { collectGarbage } from './index.ts'

let app: TestApp
let camille: Person
let file: { id: string; url: string; latest: string }
let dataset: { id: string }
const BYTES = 'abcdefghij'

beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
  file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'Été «1».txt', BYTES)).json
})
afterAll(() => app.close())

const get = (headers: Record<string, string> = {}, method = 'GET') => fetch(file.url, { method, headers })

test('a file is downloaded, never run: attachment, nosniff, sandbox', async () => {
  const response = await get({ Origin: 'https://carte.example' })
  expect(await response.text()).toBe(BYTES)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/plain',
    'content-length': '10',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': expect.stringMatching(/^attachment; filename="ete-1.txt"/),
    'access-control-allow-origin': '*',
  })
})

test.each([
  ['bytes=2-4', 206, 'cde', 'bytes 2-4/10'],
  ['bytes=7-', 206, 'hij', 'bytes 7-9/10'],
  ['bytes=-3', 206, 'hij', 'bytes 7-9/10'],
  ['bytes=0-99', 206, BYTES, 'bytes 0-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['bytes=5-2', 416, '', 'bytes */10'],
  ['bytes=0-1,4-5', 200, BYTES, null],
  ['lines=1-2', 200, BYTES, null],
])('Range %s answers %i', async (range, status, body, contentRange) => {
  const response = await get({ Range: range })
  expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
    status,
    body,
    contentRange,
  ])
})

test('the tag is strong: 304 when it is known, a range only of the same bytes', async () => {
  const etag = (await get()).headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
  expect((await get({ 'If-None-Match': etag })).status).toBe(304)
  expect((await get({ 'If-None-Match': '"other"' })).status).toBe(200)
  expect((await get({ Range: 'bytes=0-1', 'If-Range': etag })).status).toBe(206)
  expect((await get({ Range: 'bytes=0-1', 'If-Range': '"other"' })).status).toBe(200)
})

test('HEAD says everything and sends nothing', async () => {
  const response = await get({}, 'HEAD')
  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '10', ''])
})

test('addresses that were never given out are not found', async () => {
  for (const url of [
    file.url.replace('/1/', '/2/'),
    file.url.replace('ete-1', 'autre'),
    file.url.replace(file.id, 'x'),
    file.url.replace('/1/', '/-1/'),
  ]) {
    expect((await fetch(url)).status).toBe(404)
  }
})

test('the files of a draft are for its members', async () => {
  const draft = (await camille.call('POST', '/api/1/datasets/?draft=true', { title: 'Secret' })).json
  const secret = (await camille.upload(`/api/1/datasets/${draft.id}/upload/`, 'secret.txt', 'secret')).json
  const path = new URL(secret.url).pathname
  for (const address of [path, `/api/1/datasets/r/${secret.id}`])
    expect((await anonymous(app.url).call('GET', address)).status).toBe(404)
  const own = await camille.call('GET', path)
  expect([own.status, own.text, own.headers.get('cache-control')]).toEqual([200, 'secret', 'private, no-store'])
})

test('a removed file is gone, and its bytes after the clean-up once nothing needs them', async () => {
  const bytes = randomBytes(50)
  const kept = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'a.zip', bytes)).json
  const removed = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'b.zip', randomBytes(51))).json
  await camille.call('DELETE', `/api/1/datasets/${dataset.id}/resources/${removed.id}/`)
  expect((await fetch(removed.url)).status).toBe(410)

  await app.database.pool.query(`delete from resources where id = $1`, [removed.id])
  const count = async () => {
    let keys = 0
    for await (const _key of app.blobs.list()) keys++
    return keys
  }
  const before = await count()
  await collectGarbage({ db: app.database.db, blobs: app.blobs }, blobsInUse(app.database.db))
  expect(await count()).toBe(before)
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)
  for await (const key of app.blobs.list()) await utimes(await app.blobs.localPath(key), twoDaysAgo, twoDaysAgo)
  await collectGarbage({ db: app.database.db, blobs: app.blobs }, blobsInUse(app.database.db))
  expect(await count()).toBe(before - 1)
  expect(Buffer.from(await (await fetch(kept.url)).arrayBuffer())).toEqual(bytes)
})
