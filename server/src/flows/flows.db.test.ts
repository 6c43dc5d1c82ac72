import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { startDueFlows } from './index.ts'

let app: TestApp
let camille: Person
let organization: string
const root = mkdtempSync(join(tmpdir(), 'cimaise-flows-'))
let now = new Date('2026-03-02T05:00:00Z')

beforeAll(async () => {
  app = await startTestApp({ folderRoot: root, now: () => now })
  camille = await app.person('Camille Perrin')
  organization = (await camille.call('POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })).json.id
})
afterAll(async () => {
  await app.close()
  rmSync(root, { recursive: true, force: true })
})

const put = (key: string, content: string): void => {
  const path = join(root, key)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  utimesSync(path, now, now)
}
const csv = (rows: number, name = 'nom'): string =>
  [`id;${name};ville`, ...Array.from({ length: rows }, (_, i) => `${i + 1};Musée ${i + 1};Paris`)].join('\n') + '\n'

const newDataset = async (title: string): Promise<string> =>
  (await camille.call('POST', '/api/1/datasets/', { title, description: 'Des musées.', organization })).json.id

const newFlow = async (folder: string, dataset: object, more: object = {}) => {
  const definition = {
    kind: 'files',
    source: { kind: 'folder', path: folder },
    selection: { pattern: 'liste_{annee}.csv' },
    mapping: { identity: ['annee'], dataset, resource: { title: 'Liste {annee}' } },
    ...more,
  }
  const answer = await camille.call('POST', '/api/1/flows/', { name: `Flux ${folder}`, organization, definition })
  expect(answer.status, answer.text).toBe(201)
  return answer.json
}

const nextRun = async (slug: string) => {
  await startDueFlows(app.database.db, now)
  await app.runTasks()
  return lastRun(slug)
}
const lastRun = async (slug: string) => (await camille.call('GET', `/api/1/flows/${slug}/runs/`)).json.data[0]
const decisions = async (slug: string, run: number) =>
  (await camille.call('GET', `/api/1/flows/${slug}/runs/${run}/decisions/`)).json.data
const filesOf = async (dataset: string) => (await camille.call('GET', `/api/1/datasets/${dataset}/`)).json.resources

test('a folder of files becomes files of a dataset, and the same night twice changes nothing', async () => {
  const dataset = await newDataset('Musées par année')
  put('a/liste_2024.csv', csv(10))
  put('a/liste_2025.csv', csv(12))
  put('a/lisezmoi.txt', 'x')
  const flow = await newFlow('a', { kind: 'existing', id: dataset })
  expect(flow).toMatchObject({ state: 'draft', health: 'draft', slug: 'flux-a' })
  expect((await camille.call('POST', '/api/1/flows/flux-a/activate/')).json).toMatchObject({ state: 'active' })
  const run = await nextRun('flux-a')
  expect(run).toMatchObject({ state: 'done', counts: { published: 2, ignored: 1 }, failure: null })
  expect((await filesOf(dataset)).map((file: { title: string }) => file.title).sort()).toEqual([
    'Liste 2024',
    'Liste 2025',
  ])
  expect(await decisions('flux-a', 1)).toMatchObject([
    { outcome: 'published', version: 1 },
    { outcome: 'published', version: 1 },
    { outcome: 'ignored', key: 'lisezmoi.txt' },
  ])
  now = new Date('2026-03-03T05:00:00Z')
  expect(await nextRun('flux-a')).toMatchObject({ number: 2, counts: { published: 0, unchanged: 2 } })
})

test('a file that loses most of its rows is held, the version before stays, and a person decides', async () => {
  const dataset = await newDataset('Musées retenus')
  put('b/liste_2025.csv', csv(100))
  await newFlow('b', { kind: 'existing', id: dataset })
  await camille.call('POST', '/api/1/flows/flux-b/activate/')
  await nextRun('flux-b')
  now = new Date('2026-03-04T05:00:00Z')
  put('b/liste_2025.csv', csv(20))
  expect(await nextRun('flux-b')).toMatchObject({ counts: { held: 1, published: 0 }, failure: null })
  expect((await camille.call('GET', '/api/1/flows/flux-b/')).json).toMatchObject({ health: 'held', held: 1 })
  const [held] = (await camille.call('GET', '/api/1/flows/held/?flow=flux-b')).json.data
  expect(held).toMatchObject({ state: 'waiting', key: 'liste_2025.csv', dataset: { id: dataset } })
  expect(held.reasons[0].message).toContain('80 % de lignes en moins (100 → 20)')
  const [file] = await filesOf(dataset)
  expect(file.extras['cimaise:version']).toBe(1)
  const refused = await camille.call('POST', `/api/1/flows/held/${held.id}/release/`, { reason: ' ' })
  expect(refused.status).toBe(400)
  const released = await camille.call('POST', `/api/1/flows/held/${held.id}/release/`, { reason: 'Tri annuel.' })
  expect(released.json, released.text).toMatchObject({ state: 'released' })
  expect((await filesOf(dataset))[0].extras['cimaise:version']).toBe(2)
  now = new Date('2026-03-05T05:00:00Z')
  expect(await nextRun('flux-b')).toMatchObject({ counts: { unchanged: 1, held: 0 } })
})
