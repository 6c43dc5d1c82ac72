/** Two hundred readers while a file is replaced fifty times: no error, and each answer is wholly of one version. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, sha1, sha256, type Api } from './api.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const READERS = 200
const REPLACEMENTS = 50

const dataDir = newDataDir()
let server: RunningServer
let api: Api
let dataset: { id: string; slug: string }
let resource: { id: string }

beforeAll(async () => {
  server = await runServer(dataDir)
  api = apiOf(() => server.url, newKey(dataDir))
  dataset = await api.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })
  resource = await api.send(`/api/1/datasets/${dataset.id}/upload/`, 'musees.csv', contentOf(1))
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
})

/** The version can be told from each part of it: a column, every cell, the number of rows. */
const rowsOf = (version: number): number => 15 + version
const contentOf = (version: number): string =>
  `colonne_${version}\n${Array.from({ length: rowsOf(version) }, (_, row) => `valeur ${row} de la version ${version}`).join('\n')}\n`

const get = async (path: string): Promise<Response> => {
  const response = await fetch(`${server.url}${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response
}

/** The dataset's JSON: every field about the file. Answers which version it shows. */
const readJson = async (): Promise<number> => {
  const { resources } = (await (await get(`/api/1/datasets/${dataset.id}/`)).json()) as {
    resources: { url: string; filesize: number; checksum: { value: string }; extras: Record<string, unknown> }[]
  }
  const { url, filesize, checksum, extras } = resources[0] ?? expect.fail('no file')
  const version = Number(new URL(url).pathname.split('/')[3])
  const content = contentOf(version)
  expect({ filesize, checksum: checksum.value }).toEqual({ filesize: content.length, checksum: sha1(content) })
  expect(extras).toMatchObject({ 'analysis:parsing:total_lines': rowsOf(version), 'cimaise:version': version })
  expect(extras['cimaise:columns']).toMatchObject([{ name: `colonne_${version}` }])
  return version
}

/** The public page with the first rows of the table. */
const readPreview = async (): Promise<number> => {
  const html = await (await get(`/datasets/${dataset.slug}`)).text()
  const versions = new Set([...html.matchAll(/(?:colonne_|de la version )(\d+)/g)].map(([, number]) => Number(number)))
  expect([...versions]).toHaveLength(1)
  const [version = 0] = versions
  expect(html).toContain(`valeur 0 de la version ${version}`)
  expect(html).toMatch(new RegExp(`>${rowsOf(version)}\\s+lignes`))
  expect(html).toContain(`"contentSize":"${contentOf(version).length} B"`)
  return version
}

/** The file at its address that never changes. */
const download = async (): Promise<number> => {
  const response = await get(`/api/1/datasets/r/${resource.id}`)
  const body = await response.text()
  const version = Number(/^colonne_(\d+)/.exec(body)?.[1])
  expect(body).toBe(contentOf(version))
  expect(response.headers.get('etag')).toContain(sha256(body))
  return version
}

const READS = [readJson, readPreview, download]

test('two hundred readers, fifty replacements', { timeout: 600_000 }, async () => {
  let done = false
  let answers = 0
  const seen = new Set<number>()
  const reader = async (_: unknown, index: number): Promise<void> => {
    // What one reader sees never goes back in time.
    const last = READS.map(() => 0)
    for (let turn = index; !done; turn += 1) {
      const kind = turn % READS.length
      const version = (await READS[kind]?.()) ?? 0
      expect(version).toBeGreaterThanOrEqual(last[kind] ?? 0)
      last[kind] = version
      seen.add(version)
      answers += 1
    }
  }
  const reading = Promise.all(Array.from({ length: READERS }, reader))
  const writing = (async () => {
    for (let version = 2; version <= REPLACEMENTS + 1; version += 1)
      await api.send(`/api/1/datasets/${dataset.id}/resources/${resource.id}/upload/`, 'musees.csv', contentOf(version))
  })().finally(() => (done = true))
  await Promise.all([reading, writing])
  expect(answers).toBeGreaterThan(READERS * READS.length)
  expect(seen.size).toBeGreaterThan(REPLACEMENTS / 2)
})
