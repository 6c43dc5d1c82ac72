/** A flow whose server, then whose PostgreSQL, is killed in mid-run: each state of each file is published once. */
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, sha1, type Api } from './api.ts'
import { ALLOWED, startBucket, type Bucket } from './flow-kit.ts'
import { cimaise, newDataDir, newKey, postgresPid, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const FILES = 30
const KILLS = 10
const ROWS = 2_000

const dataDir = newDataDir()
const blobsDir = join(dataDir, 'blobs')
let server: RunningServer
let api: Api
let bucket: Bucket
/** How many states each file has had. */
let states = 0
let wholeRunMs = 0

beforeAll(async () => {
  server = await runServer(dataDir, ALLOWED)
  api = apiOf(() => server.url, newKey(dataDir))
  bucket = await startBucket(api)
  await change()
  const started = performance.now()
  await bucket.start()
  expect(await bucket.settled()).toMatchObject({ state: 'done', counts: { published: FILES } })
  wholeRunMs = performance.now() - started
}, 300_000)
afterAll(async () => {
  await server.end('SIGTERM')
  await bucket.s3.close()
  removeDataDir(dataDir)
})

const contentOf = (file: number, state: number): string =>
  `cote;titre\n${Array.from({ length: ROWS }, (_, row) => `${row};Fonds ${file}, état ${state}`).join('\n')}\n`

/** Another state of every file of the bucket. */
const change = async (): Promise<void> => {
  for (let file = 0; file < FILES; file += 1) await bucket.s3.put(`fonds-${file}.csv`, contentOf(file, states))
  states += 1
}

/** A random moment each time, the same ones at each run. */
let seed = 20_261_128
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647

test(
  'ten kills while thirty files are published: each time the next server goes on',
  { timeout: 1_200_000 },
  async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await change()
      await bucket.start()
      // From the listing to the last publication, each tenth of a run is cut once.
      await new Promise((resolve) => setTimeout(resolve, ((kill + random()) / KILLS) * wholeRunMs))
      await server.end('SIGKILL')
      server = await runServer(dataDir, ALLOWED)
      expect(await bucket.settled()).toMatchObject({ state: 'done', failure: null })
    }
    // Most of them were under way, and were gone on with by a run of their own.
    expect((await bucket.runs()).filter(({ state }) => state === 'cut').length).toBeGreaterThan(KILLS / 2)
  },
)

test('PostgreSQL killed twice in mid-run: the run is gone on with once it is back', { timeout: 300_000 }, async () => {
  await change()
  await bucket.start()
  for (const files of [3, 10]) {
    await bucket.reached(files)
    process.kill(postgresPid(dataDir), 'SIGKILL')
    await expect.poll(isHealthy, { timeout: 60_000 }).toBe(true)
  }
  expect(await bucket.settled()).toMatchObject({ state: 'done', failure: null })
})

const isHealthy = async (): Promise<boolean> => (await fetch(`${server.url}/health`)).status === 200

test(
  'asked to stop in mid-run, it stops, leaves nothing running, and the next one goes on',
  { timeout: 300_000 },
  async () => {
    await change()
    await bucket.start()
    await bucket.reached(3)
    const pids = childrenOf(server.pid)
    expect(await server.end('SIGTERM')).toBe(0)
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false)
    server = await runServer(dataDir, ALLOWED)
    expect(await bucket.settled()).toMatchObject({ state: 'done', trigger: 'retry', failure: null })
    expect((await bucket.runs())[1]).toMatchObject({ state: 'cut' })
  },
)

/** Its workers and its PostgreSQL; none where the system doesn't tell. */
const childrenOf = (pid: number): string[] => {
  const list = `/proc/${pid}/task/${pid}/children`
  return existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean) : []
}

test(
  'each state was published once, in order, and is told by the run that published it',
  { timeout: 300_000 },
  async () => {
    const { resources } = await api.call('GET', `${bucket.dataset}/`)
    expect(resources).toHaveLength(FILES)
    const told = (await bucket.published()).map(({ resource, version }) => `${resource} ${version}`)
    const there: string[] = []
    for (const { id, title } of resources as { id: string; title: string }[]) {
      const file = Number(/\d+$/.exec(title)?.[0])
      const versions = await api.call('GET', `${bucket.dataset}/resources/${id}/versions/`)
      const sums = (versions as { number: number; checksum: { value: string } }[])
        .toSorted((a, b) => a.number - b.number)
        .map(({ checksum }) => checksum.value)
      expect(sums).toEqual(Array.from({ length: states }, (_, state) => sha1(contentOf(file, state))))
      there.push(...sums.map((_, at) => `${id} ${at + 1}`))
    }
    expect(told.toSorted()).toEqual(there.toSorted())
  },
)

test('nothing is stuck: no run is open, nothing waits in quarantine or as a deposit', async () => {
  expect((await bucket.runs()).filter(({ state }) => !['done', 'cut'].includes(state))).toEqual([])
  expect(await bucket.held()).toEqual([])
  expect(await api.call('GET', `${bucket.dataset}/deposits/`)).toEqual([])
})

test('after the clean-up nothing is left that no version needs', { timeout: 120_000 }, async () => {
  expect(readdirSync(join(dataDir, 'uploads'))).toEqual([])
  const moment = new Date(Date.now() - 2 * 86_400_000)
  for (const { parentPath, name } of filesIn(blobsDir)) utimesSync(join(parentPath, name), moment, moment)
  expect(cimaise(dataDir, 'clean-up')).toMatchObject({ status: 0, stderr: '' })
  // Each state is a file and its table.
  expect(filesIn(blobsDir)).toHaveLength(2 * FILES * states)
  expect(readdirSync(join(dataDir, 'tmp'))).toEqual([])
})

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
