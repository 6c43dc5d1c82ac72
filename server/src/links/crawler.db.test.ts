import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { purgeDeleted } from '../catalog/index.ts'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { startTestSite, type TestSite } from '../testing/test-site.ts'
import { checkLinks } from './index.ts'

/** hydra, which is somebody else's: what it is sent is held against what it accepts (clients.md §7). */
let hydra: TestSite
let app: TestApp
let camille: Person
let dataset: { id: string }
beforeAll(async () => {
  hydra = await startTestSite()
  app = await startTestApp({ crawler: { url: `http://127.0.0.1:${hydra.port}`, token: 'cle-de-hydra' } })
  camille = await app.person('Camille Perrin')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
})
afterAll(async () => {
  await app.close()
  await hydra.close()
})

const ok = () => hydra.answers((request, response) => response.writeHead(request.method === 'DELETE' ? 204 : 200).end())
const KEYS = [
  ...['id', 'url', 'format', 'title', 'schema', 'description', 'filetype', 'type', 'mime', 'filesize'],
  ...['checksum_type', 'checksum_value', 'created_at', 'last_modified', 'extras'],
]

test('a link and a file are told when they come, change and go', async () => {
  ok()
  const path = `/api/1/datasets/${dataset.id}/resources/`
  const words = {
    title: 'Lien',
    filetype: 'remote',
    type: 'main',
    format: 'csv',
    url: 'https://fichiers.example/a.csv',
  }
  const { id } = (await camille.call('POST', path, words)).json
  await app.runTasks()
  await camille.call('PUT', `${path}${id}/`, { title: 'Autre titre' })
  await app.runTasks()
  await camille.call('DELETE', `${path}${id}/`)
  await app.runTasks()
  expect(hydra.seen).toEqual(['POST /api/resources/', `PUT /api/resources/${id}`, `DELETE /api/resources/${id}`])
  const [added, changed, deleted] = hydra.requests
  expect(added?.headers).toMatchObject({ authorization: 'Bearer cle-de-hydra', 'content-type': 'application/json' })
  const { document, ...ids } = JSON.parse(added?.body ?? '')
  expect(ids).toEqual({ resource_id: id, dataset_id: dataset.id })
  expect(Object.keys(document)).toEqual(KEYS)
  expect(document).toMatchObject({ id, url: words.url, title: 'Lien', filetype: 'remote', format: 'csv' })
  expect(document.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
  expect(JSON.parse(changed?.body ?? '').document.title).toBe('Autre titre')
  expect([deleted?.body, deleted?.headers.authorization]).toEqual(['', 'Bearer cle-de-hydra'])

  ok()
  const file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'a.csv', 'a;b\n1;2\n')).json
  await camille.upload(`/api/1/datasets/${dataset.id}/resources/${file.id}/upload/`, 'a.csv', 'a;b\n1;3\n')
  await app.runTasks()
  expect(hydra.seen.toSorted()).toEqual(['POST /api/resources/', `PUT /api/resources/${file.id}`])
  const told = JSON.parse(hydra.requests[0]?.body ?? '').document
  expect(told).toMatchObject({ url: `${app.url}/api/1/datasets/r/${file.id}`, filesize: 8, checksum_type: 'sha1' })
})

test('a crawler that is down undoes nothing, and is told later', async () => {
  hydra.answers((_request, response) => response.writeHead(503).end())
  const upload = await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'b.csv', 'a;b\n1;2\n')
  expect(upload.status).toBe(201)
  await app.runTasks()
  expect(hydra.seen).toEqual(['POST /api/resources/'])
  expect((await fetch(upload.json.url)).status).toBe(200)

  ok()
  await app.runTasks()
  // Its turn hasn't come again yet.
  expect(hydra.seen).toEqual([])
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(app.database.db)
  await app.runTasks()
  expect(hydra.seen).toEqual(['POST /api/resources/'])
})

test('what was deleted before it could be told is told as deleted only; one that it never knew is not tried again', async () => {
  hydra.answers((_request, response) => response.writeHead(404).end())
  const { id } = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'c.csv', 'a;b\n1;4\n')).json
  await camille.call('DELETE', `/api/1/datasets/${dataset.id}/resources/${id}/`)
  await app.runTasks()
  expect(hydra.seen).toEqual([`DELETE /api/resources/${id}`])
  const left = await sql<{ n: number }>`select count(*)::int as n from graphile_worker._private_jobs`.execute(
    app.database.db,
  )
  expect(left.rows[0]?.n).toBe(0)
})

test('a dataset that goes for good takes its files with it there too', async () => {
  ok()
  const jeu = (await camille.call('POST', '/api/1/datasets/', { title: 'Parti', description: 'Parti.' })).json
  const { id } = (await camille.upload(`/api/1/datasets/${jeu.id}/upload/`, 'd.csv', 'a;b\n1;5\n')).json
  await camille.call('DELETE', `/api/1/datasets/${jeu.id}/`)
  await app.runTasks()
  expect(hydra.seen).toEqual(['POST /api/resources/'])
  await purgeDeleted(app.database.db, new Date(Date.now() + 31 * 86_400_000))
  await app.runTasks()
  expect(hydra.seen).toEqual(['POST /api/resources/', `DELETE /api/resources/${id}`])
})

test('words, order and extras are nobody else’s business; links are not checked here', async () => {
  ok()
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/`, { title: 'Musées', description: 'Autres mots.' })
  const list = (await camille.call('GET', `/api/1/datasets/${dataset.id}/`)).json.resources
  const path = `/api/1/datasets/${dataset.id}/resources/`
  await camille.call(
    'PUT',
    path,
    list.map(({ id }: { id: string }) => ({ id })),
  )
  await camille.call('PUT', `/api/2/datasets/${dataset.id}/resources/${list[0].id}/extras/`, {
    'check:available': true,
  })
  await app.runTasks()
  expect(hydra.seen).toEqual([])

  const words = { title: 'Lien', filetype: 'remote', type: 'main', url: 'https://fichiers.example/d.csv' }
  const { id } = (await camille.call('POST', path, words)).json
  await app.runTasks()
  await checkLinks({ db: app.database.db, outgoing: app.outgoing, site: { baseUrl: app.url } })
  expect((await camille.call('GET', `${path}${id}/`)).json.extras).toEqual({})
  expect((await camille.call('GET', `${path}${id}/crawl`)).json.message).toContain('ne vérifie pas')
})

test('nobody reaches the crawler by writing its address', async () => {
  ok()
  await expect(
    app.outgoing.ask(`http://127.0.0.1:${hydra.port}/api/resources/`, { timeoutMs: 1_000, maxBytes: 10 }),
  ).rejects.toThrow('private network')
  expect(hydra.seen).toEqual([])
})
