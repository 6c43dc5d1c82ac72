/** A file replaced ten times, by every way in: each address keeps its bytes, and nothing is worked out twice. */
import { spawnSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, sha1, sha256, type Api } from './api.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
let server: RunningServer
let api: Api
let key: string
let path: string
let resource: { id: string; url: string; latest: string; checksum: { value: string } }

beforeAll(async () => {
  server = await runServer(dataDir)
  key = newKey(dataDir)
  api = apiOf(() => server.url, key)
  const { id } = await api.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })
  path = `/api/1/datasets/${id}`
  resource = await api.send(`${path}/upload/`, 'musees.csv', contentOf(0))
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
})

const contentOf = (edition: number): string =>
  `code;nom;edition\n${Array.from({ length: 500 }, (_, row) => `${row};Musée n° ${row};${edition}`).join('\n')}\n`

const upload = (edition: number): Promise<unknown> =>
  api.send(`${path}/resources/${resource.id}/upload/`, 'musees.csv', contentOf(edition))

const inChunks = async (edition: number): Promise<unknown> => {
  const content = contentOf(edition)
  const half = Math.floor(content.length / 2)
  const to = `${path}/resources/${resource.id}/upload/`
  const fields = { uuid: `edition-${edition}`, filename: 'musees.csv', totalparts: '2' }
  for (const [index, part] of [content.slice(0, half), content.slice(half)].entries()) {
    const chunksize = String(Buffer.byteLength(part))
    await api.send(to, 'blob', part, { ...fields, partindex: String(index), chunksize })
  }
  return api.send(to, '', null, fields)
}

const deposited = async (edition: number): Promise<unknown> => {
  const deposit = await api.send(`${path}/resources/${resource.id}/deposits/`, 'musees.csv', contentOf(edition))
  expect(deposit.report.verdict).toBe('publish')
  return api.call('POST', `${path}/deposits/${deposit.id}/publish/`, { reason: `Édition ${edition}` })
}

const triedFirst = async (edition: number): Promise<unknown> => {
  const to = `${path}/resources/${resource.id}/upload/`
  const { report } = await api.send(`${to}?dry_run=true`, 'musees.csv', contentOf(edition))
  expect(report.comparison.rows.after).toBe(500)
  return api.send(`${to}?keep_title=true`, 'musees.csv', contentOf(edition))
}

/** tus 1.0, in two requests. */
const resumable = async (edition: number): Promise<unknown> => {
  const content = Buffer.from(contentOf(edition))
  const headers = { 'X-API-KEY': key, 'Tus-Resumable': '1.0.0' }
  const metadata = `filename ${Buffer.from('musees.csv').toString('base64')}`
  const begun = await fetch(`${server.url}/api/1/uploads/`, {
    method: 'POST',
    headers: { ...headers, 'Upload-Length': String(content.length), 'Upload-Metadata': metadata },
  })
  const address = new URL(begun.headers.get('location') ?? '', server.url)
  for (const [start, end] of [
    [0, 100],
    [100, content.length],
  ]) {
    // prettier-ignore
    const body = content.subarray(start, end) as Uint8Array<ArrayBuffer>
    const piece = { 'Upload-Offset': String(start), 'Content-Type': 'application/offset+octet-stream' }
    expect((await fetch(address, { method: 'PATCH', headers: { ...headers, ...piece }, body })).status).toBe(204)
  }
  const [upload] = address.pathname.split('/').filter(Boolean).slice(-1)
  const deposit = await api.call('POST', `${path}/resources/${resource.id}/deposits/`, { upload })
  return api.call('POST', `${path}/deposits/${deposit.id}/publish/`, { reason: `Édition ${edition}` })
}

const fromTerminal = async (edition: number): Promise<unknown> => {
  const file = join(dataDir, 'musees.csv')
  writeFileSync(file, contentOf(edition))
  const [, , , , dataset = ''] = path.split('/')
  const args = ['resource', 'replace', '--dataset', dataset, '--resource', resource.id, file]
  const env = { PATH: process.env.PATH, CIMAISE_API_KEY: key, CIMAISE_URL: server.url }
  const { status, stderr } = spawnSync(process.execPath, ['cli/src/main.ts', ...args], { env, encoding: 'utf8' })
  return expect({ status, stderr }).toMatchObject({ status: 0 })
}

const WAYS = [upload, inChunks, deposited, triedFirst, resumable, fromTerminal]
const tableOf = (edition: number): string => {
  const hash = sha256(contentOf(edition))
  return join(dataDir, 'blobs/derived', hash.slice(0, 2), `${hash}.parquet`)
}
const madeAt = (edition: number): [number, number] => {
  const { ino, mtimeMs } = statSync(tableOf(edition))
  return [ino, mtimeMs]
}

test('ten replacements: ten addresses with their own bytes, one that is always the last', async () => {
  for (let edition = 1; edition <= 10; edition += 1) {
    await WAYS[edition % WAYS.length]?.(edition)
    expect(sha1(await api.bytes(resource.latest))).toBe(sha1(contentOf(edition)))
  }
  const versions = (await api.call('GET', `${path}/resources/${resource.id}/versions/`)) as {
    number: number
    url: string
    checksum: { value: string }
  }[]
  expect(versions.map(({ number }) => number)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  for (const { number, url, checksum } of versions) {
    const hash = sha1(contentOf(number - 1))
    expect([checksum.value, sha1(await api.bytes(url))]).toEqual([hash, hash])
  }
  const { data, total } = await api.call('GET', `${path}/changes/?page_size=20`)
  expect(total).toBe(11)
  expect(data.map(({ kind }: { kind: string }) => kind)).toEqual([
    ...Array.from({ length: 10 }, () => 'replaced'),
    'added',
  ])
})

test('the third is restored, and bytes that were seen before are not looked at again', async () => {
  const before = Array.from({ length: 11 }, (_, edition) => madeAt(edition))
  await api.call('POST', `${path}/resources/${resource.id}/versions/3/restore/`, { reason: 'Retour' })
  expect(sha1(await api.bytes(resource.latest))).toBe(sha1(contentOf(2)))
  await upload(9)
  await deposited(4)
  expect(sha1(await api.bytes(resource.latest))).toBe(sha1(contentOf(4)))
  const { total, data } = await api.call('GET', `${path}/changes/`)
  expect([total, data[2].kind, data[2].version.restored_from]).toEqual([14, 'restored', 3])
  expect(Array.from({ length: 11 }, (_, edition) => madeAt(edition))).toEqual(before)
})

test('the current bytes sent again by any way change nothing', async () => {
  const [upload, chunks] = WAYS
  for (const way of [upload, chunks]) expect(await way?.(4)).toMatchObject({ extras: { 'cimaise:unchanged': true } })
  const deposit = await api.send(`${path}/resources/${resource.id}/deposits/`, 'musees.csv', contentOf(4))
  expect(deposit.report.verdict).toBe('unchanged')
  expect(await api.call('POST', `${path}/deposits/${deposit.id}/publish/`, {})).toMatchObject({ unchanged: true })
  expect((await api.call('GET', `${path}/changes/`)).total).toBe(14)
})
