/** What was acknowledged stays, whatever is killed; nothing half-written shows. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha1 } from './api.ts'
import { newDataDir, newKey, postgresPid, removeDataDir, runServer, type RunningServer } from './run-server.ts'

interface Resource {
  id: string
  url: string
  latest: string
  checksum: { value: string }
  filesize: number
}

const dataDir = newDataDir()
let server: RunningServer
let key: string
let dataset: string

beforeAll(async () => {
  server = await runServer(dataDir)
  key = newKey(dataDir)
  dataset = (await call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).id
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
})

const call = async (method: string, path: string, body?: object) => {
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
  return (await fetch(`${server.url}${path}`, { method, headers, body: body && JSON.stringify(body) })).json()
}

const contentOf = (i: number): string =>
  `code;nom\n${Array.from({ length: 20_000 }, (_, line) => `${line};Musée ${i}`).join('\n')}\n`

/** Twenty uploads, three at a time; those that the server acknowledged. */
const uploadTwenty = async (round: string, onEach: (acknowledged: number) => void): Promise<Map<string, Resource>> => {
  const acknowledged = new Map<string, Resource>()
  const queue = Array.from({ length: 20 }, (_, i) => i)
  const sender = async (): Promise<void> => {
    for (let i = queue.shift(); i !== undefined; i = queue.shift()) {
      const form = new FormData()
      form.append('file', new Blob([contentOf(i) + round]), `${round}-${i}.csv`)
      const url = `${server.url}/api/1/datasets/${dataset}/upload/`
      const response = await fetch(url, { method: 'POST', headers: { 'X-API-KEY': key }, body: form }).catch(() => null)
      if (response?.status === 201) acknowledged.set(sha1(contentOf(i) + round), (await response.json()) as Resource)
      onEach(acknowledged.size)
    }
  }
  await Promise.all([sender(), sender(), sender()])
  return acknowledged
}

const checkEverything = async (acknowledged: Map<string, Resource>): Promise<void> => {
  const { resources } = (await call('GET', `/api/1/datasets/${dataset}/`)) as { resources: Resource[] }
  const ids = resources.map((resource) => resource.id)
  for (const [hash, resource] of acknowledged) {
    expect(ids).toContain(resource.id)
    expect(resource.checksum.value).toBe(hash)
  }
  // Also those whose answer was lost on the way: visible means whole.
  for (const resource of resources) {
    const bytes = Buffer.from(await (await fetch(`${server.url}${new URL(resource.url).pathname}`)).arrayBuffer())
    expect([bytes.length, sha1(bytes)]).toEqual([resource.filesize, resource.checksum.value])
  }
}

test('kill -9 of the server during 20 uploads', { timeout: 120_000 }, async () => {
  let killed: Promise<unknown> | undefined
  const acknowledged = await uploadTwenty('serveur', (count) => {
    if (count === 5) killed ??= server.end('SIGKILL')
  })
  await killed
  expect(acknowledged.size).toBeGreaterThanOrEqual(5)
  expect(acknowledged.size).toBeLessThan(20)

  server = await runServer(dataDir)
  await checkEverything(acknowledged)
})

test('kill -9 of PostgreSQL during 20 uploads: it comes back by itself', { timeout: 120_000 }, async () => {
  let killed = false
  const acknowledged = await uploadTwenty('postgres', (count) => {
    if (count >= 5 && !killed) process.kill(postgresPid(dataDir), 'SIGKILL')
    killed ||= count >= 5
  })
  expect(acknowledged.size).toBeGreaterThanOrEqual(5)
  await expect.poll(async () => (await fetch(`${server.url}/health`)).status, { timeout: 60_000 }).toBe(200)
  await checkEverything(acknowledged)
})

test('after all that, a clean restart still has everything', { timeout: 60_000 }, async () => {
  expect(await server.end('SIGINT')).toBe(0)
  server = await runServer(dataDir)
  await checkEverything(new Map())
})
