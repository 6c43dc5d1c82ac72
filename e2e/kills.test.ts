/** The server killed at thirty moments of deposits: what shows is whole, nothing is stuck, nothing is left over. */
import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, sha1, type Api } from './api.ts'
import { cimaise, newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const FILES = 20
const KILLS = 30
const ROWS = 2_000

interface Version {
  url: string
  sha256: string
  checksum: { value: string }
}

const dataDir = newDataDir()
const blobsDir = join(dataDir, 'blobs')
let server: RunningServer
let api: Api
let path: string
/** The last bytes that the server said were published, by resource; those under way when it died may have been too. */
const acknowledged = new Map<string, string>()

beforeAll(async () => {
  server = await runServer(dataDir)
  api = apiOf(() => server.url, newKey(dataDir))
  path = `/api/1/datasets/${(await api.call('POST', '/api/1/datasets/', { title: 'Fonds', description: 'Vingt fonds.' })).id}`
  for (let file = 0; file < FILES; file += 1) {
    const { id, checksum } = await api.send(`${path}/upload/`, `fonds-${file}.csv`, contentOf(file, -1))
    acknowledged.set(id, checksum.value)
  }
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
})

const contentOf = (file: number, round: number): string =>
  `cote;titre\n${Array.from({ length: ROWS }, (_, row) => `${row};Fonds ${file}, état ${round}`).join('\n')}\n`

/** Every file replaced once, four at a time, half of them by a deposit; a refusal means that the server is gone. */
const replaceAll = async (round: number): Promise<void> => {
  const queue = [...acknowledged.keys()].entries()
  const sender = async (): Promise<void> => {
    for (const [file, id] of queue) {
      const content = contentOf(file, round)
      const to = `${path}/resources/${id}`
      const published =
        (file + round) % 2 === 0
          ? api.send(`${to}/upload/`, `fonds-${file}.csv`, content)
          : api
              .send(`${to}/deposits/`, `fonds-${file}.csv`, content)
              .then((deposit) => api.call('POST', `${path}/deposits/${deposit.id}/publish/`, {}))
      if (await published.catch(() => null)) acknowledged.set(id, sha1(content))
    }
  }
  await Promise.all(Array.from({ length: 4 }, sender))
}

/** A random moment each time, the same ones at each run. */
let seed = 20_261_128
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647

const versionsOf = (id: string): Promise<Version[]> => api.call('GET', `${path}/resources/${id}/versions/`)

test('thirty kills while twenty files are deposited', { timeout: 900_000 }, async () => {
  const started = performance.now()
  await replaceAll(0)
  const wholeRound = performance.now() - started
  for (let round = 1; round <= KILLS; round += 1) {
    const replacing = replaceAll(round)
    await new Promise((resolve) => setTimeout(resolve, random() * wholeRound))
    await server.end('SIGKILL')
    await replacing
    server = await runServer(dataDir)
    const { resources } = await api.call('GET', `${path}/`)
    expect(resources).toHaveLength(FILES)
  }
})

test(
  'every version has its bytes and its table, and none that was acknowledged is missing',
  { timeout: 300_000 },
  async () => {
    const tables = filesIn(join(blobsDir, 'derived'))
    let count = 0
    for (const [id, checksum] of acknowledged) {
      const versions = await versionsOf(id)
      count += versions.length
      expect(versions.map((version) => version.checksum.value)).toContain(checksum)
      for (const { url, sha256, checksum } of versions) {
        expect(sha1(await api.bytes(url))).toBe(checksum.value)
        expect(tables).toContain(`${sha256}.parquet`)
      }
      const compared = await api.call('GET', `${path}/resources/${id}/versions/1/compare/${versions.length}/`)
      expect(compared.comparison.rows).toMatchObject({ before: ROWS, after: ROWS })
    }
    // A kill stops some of the files, never all of them, thirty times.
    expect(count).toBeGreaterThan(2 * FILES)
  },
)

test('no deposit is stuck: what waits has its report, and is published or given up', { timeout: 300_000 }, async () => {
  const waiting = (await api.call('GET', `${path}/deposits/`)) as { id: string }[]
  for (const [index, { id }] of waiting.entries()) {
    const deposit = await api.call('GET', `${path}/deposits/${id}/`)
    expect(deposit).toMatchObject({ state: 'ready', report: { inspection: { outcome: 'table' } } })
    if (index % 2 === 0) await api.call('POST', `${path}/deposits/${id}/publish/`, {})
    else await api.call('DELETE', `${path}/deposits/${id}/`)
  }
  expect(await api.call('GET', `${path}/deposits/`)).toEqual([])
})

test('after the clean-up nothing is left that no version needs', { timeout: 120_000 }, async () => {
  const versions = (await Promise.all([...acknowledged.keys()].map(versionsOf))).flat()
  const needed = new Set(versions.map(({ sha256 }) => sha256))
  ageByTwoDays(blobsDir)
  expect(cimaise(dataDir, 'clean-up')).toMatchObject({ status: 0, stderr: '' })
  const left = filesIn(blobsDir)
  expect(left.filter((name) => !needed.has(name.replace(/\.parquet$/, '')))).toEqual([])
  expect(left).toHaveLength(2 * needed.size)
  expect(readdirSync(join(dataDir, 'tmp'))).toEqual([])
})

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

const ageByTwoDays = (folder: string): void => {
  const moment = new Date(Date.now() - 2 * 86_400_000)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), moment, moment)
}
