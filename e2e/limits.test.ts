/** The limits that an operator sets hold in the server that runs. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf } from './api.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
let server: RunningServer
let key: string
let dataset: string

beforeAll(async () => {
  server = await runServer(dataDir, { INSPECTION_CELLS: '10', INSPECTION_NESTING: '5', QUOTA_BYTES: '5000' })
  key = newKey(dataDir)
  dataset = (
    await apiOf(() => server.url, key).call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })
  ).id
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
})

const upload = async (name: string, content: string) => {
  const form = new FormData()
  form.append('file', new Blob([content]), name)
  const url = `${server.url}/api/1/datasets/${dataset}/upload/`
  const answer = await fetch(url, { method: 'POST', headers: { 'X-API-KEY': key }, body: form })
  return { status: answer.status, ...((await answer.json()) as { extras?: Record<string, unknown>; message?: string }) }
}
const rows = (count: number) => JSON.stringify(Array.from({ length: count }, (_, id) => ({ id, nom: `Musée ${id}` })))

test('a file over a limit of inspection is published without its table, and the reason is said', async () => {
  const small = await upload('petit.json', rows(4))
  expect([small.status, small.extras?.['analysis:parsing:error']]).toEqual([201, null])
  const large = await upload('grand.json', rows(40))
  expect([large.status, large.extras?.['analysis:parsing:error']]).toEqual([201, expect.stringContaining('trop grand')])
})

test('a quota that is full is said', async () => {
  const { status, message } = await upload('trop.csv', `id\n${'1\n'.repeat(3_000)}`)
  expect([status, message]).toEqual([413, expect.stringContaining('assez de place')])
})
