/** `cimaise login`, `status`, `dataset`, `resource check`, `api`: as a person runs them, on a Cimaise. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCimaise, type Ended } from './run-cimaise.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-cli-'))
const config = join(folder, 'config', 'cimaise', 'config.json')
const XDG = { XDG_CONFIG_HOME: join(folder, 'config') }
let server: RunningServer
let key: string

beforeAll(async () => {
  server = await runServer(dataDir)
  key = newKey(dataDir)
  expect((await login()).status).toBe(0)
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
  rmSync(folder, { recursive: true })
})

const run = (args: string[], env: Record<string, string> = {}, input?: string): Promise<Ended> =>
  runCimaise(args, { env: { ...XDG, ...env }, cwd: folder, input })
const login = (...options: string[]) =>
  run(['login', '--server', `${server.url}/`, '--api-key-file', '-', ...options], {}, `${key}\n`)
const ok = async (...args: string[]): Promise<string> => {
  const ended = await run(args)
  expect(ended).toMatchObject({ status: 0 })
  return ended.stdout
}
const json = async (...args: string[]) => JSON.parse(await ok(...args, '--json'))

test('a login is checked, kept where only its owner reads it, and never shown', async () => {
  const said = await login('--profile', 'essai', '--json')
  expect(said).toMatchObject({ status: 0, stderr: expect.stringContaining('you are logged in') })
  expect(JSON.stringify(said)).not.toContain(key)
  expect(statSync(config).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
    profiles: { default: { server: server.url, key }, essai: { server: server.url, key } },
  })
  expect(await ok('status', '--profile', 'essai')).toContain('camille@culture.example')
  expect((await run(['logout', '--profile', 'essai'])).stderr).toContain('forgotten')
  const gone = await run(['status', '--profile', 'essai'])
  expect(gone).toMatchObject({ status: 2, stderr: expect.stringContaining('cimaise login --profile essai') })
})

test('a key that the server does not know is not kept; a wrong address neither', async () => {
  const before = readFileSync(config, 'utf8')
  const wrong = await run(['login', '--server', server.url, '--api-key-file', '-'], {}, 'cimaise_no')
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('does not know this key') })
  for (const [args, input] of [
    [['login', '--server', server.url, '--api-key-file', '-'], ''],
    [['login', '--server', server.url], ''],
    [['login', '--api-key-file', '-'], key],
    [['login', '--server', 'data.gouv.fr', '--api-key-file', '-'], key],
  ] as const)
    expect(await run([...args], {}, input)).toMatchObject({ status: 2 })
  expect(readFileSync(config, 'utf8')).toBe(before)
})

test('the environment wins, and a key that was kept goes to its own server only', async () => {
  const elsewhere = await run(['dataset', 'list', '--mine'], { CIMAISE_URL: 'http://127.0.0.1:1' })
  expect(elsewhere).toMatchObject({ status: 2, stderr: expect.stringContaining('No key for http://127.0.0.1:1') })
  const none = await run(['status'], { CIMAISE_API_KEY: 'cimaise_no' })
  expect(none).toMatchObject({ status: 1, stdout: expect.stringContaining('does not know your key') })
  expect(await run(['dataset', 'list'], { CIMAISE_URL: 'http://127.0.0.1:1' })).toMatchObject({ status: 4 })
})

test('a dataset is created, found, shown, changed; its id alone is on the standard output', async () => {
  const words = ['--title', 'Ponts', '--description', 'Les ponts.', '--tags', 'ponts, routes', '--license', 'lov2']
  const id = (await ok('dataset', 'create', ...words)).trim()
  expect(id).toMatch(/^[0-9a-f]{24}$/)
  expect(await ok('dataset', 'list', '-q', 'ponts')).toMatch(new RegExp(`^${id}\tPonts\t-\tpublic\t[\\d-]{10}\t0\n$`))
  const fields = 'title: Ponts de France\nfrequency: annual\ntemporal_coverage: {start: 2020-01-01, end: 2024-12-31}\n'
  writeFileSync(join(folder, 'fiche.yaml'), fields)
  await ok('dataset', 'edit', 'ponts', '--from-file', 'fiche.yaml', '--frequency', 'monthly', '--private')
  // By its old slug too.
  expect(await json('dataset', 'show', 'ponts')).toMatchObject({
    ...{ id, title: 'Ponts de France', frequency: 'monthly', private: true, tags: ['ponts', 'routes'] },
    temporal_coverage: { start: '2020-01-01', end: '2024-12-31' },
  })
  expect(await ok('dataset', 'show', id)).toMatch(/Ponts de France\n[^]*state +private[^]*No file\./)
  expect((await json('dataset', 'list', '--mine')).map((one: { id: string }) => one.id)).toEqual([id])
  const nobody = { XDG_CONFIG_HOME: folder, CIMAISE_URL: server.url }
  expect(await run(['dataset', 'list', '-q', 'ponts'], nobody)).toEqual({
    status: 0,
    stdout: '',
    stderr: 'No dataset.\n',
  })
})

test('what is wrong of a dataset is said, and nothing is written', async () => {
  const before = await ok('dataset', 'list', '--mine')
  const refusals: [number, string, string[]][] = [
    [1, 'description', ['create', '--title', 'x']],
    [1, 'Known: lov2', ['create', '--title', 'x', '--description', 'x', '--license', 'lov9']],
    [1, 'no organization "zz"', ['create', '--title', 'x', '--description', 'x', '--organization', 'zz']],
    [1, 'no dataset "zz"', ['edit', 'zz', '--title', 'x']],
    [1, 'no dataset "zz"', ['show', 'zz']],
    [1, 'absent.yaml does not exist', ['edit', 'zz', '--from-file', 'absent.yaml']],
    [2, 'Say what to write', ['edit', 'ponts']],
    [2, 'not both', ['edit', 'ponts', '--private', '--public']],
    [2, 'neither YAML nor JSON', ['edit', 'ponts', '--from-file', '-']],
    [2, 'not a number', ['list', '--limit', 'x']],
    [2, 'cimaise dataset', ['destroy']],
  ]
  for (const [status, words, args] of refusals)
    expect(await run(['dataset', ...args], {}, '{title')).toMatchObject({
      status,
      stderr: expect.stringContaining(words),
    })
  expect(await ok('dataset', 'list', '--mine')).toBe(before)
})

test('a check says what it thinks, publishes nothing, and ends by severity', async () => {
  const id = (await ok('dataset', 'create', '--title', 'Orgues', '--description', 'Les orgues.')).trim()
  const table = (rows: number) => `id;n\n${Array.from({ length: rows }, (_, row) => `${row};${row * 7}\n`).join('')}`
  writeFileSync(join(folder, 'orgues.csv'), table(50))
  const check = ['resource', 'check', '--dataset', id, 'orgues.csv']
  expect(await run(check)).toMatchObject({ status: 0, stdout: expect.stringContaining('ready to be published') })
  const added = (await json('resource', 'add', '--dataset', id, 'orgues.csv')) as { published: { id: string } }
  expect(await run(check)).toMatchObject({ status: 5, stdout: expect.stringContaining('warning: ') })
  writeFileSync(join(folder, 'orgues.csv'), table(3))
  const serious = await run([...check, '--resource', added.published.id, '--json'])
  expect(serious.status).toBe(3)
  expect(JSON.parse(serious.stdout)).toMatchObject({
    verdict: 'confirm',
    comparison: { rows: { before: 50, after: 3 } },
  })
  expect(await json('api', `datasets/${id}/deposits/`)).toEqual([])
  expect((await json('dataset', 'show', id)).resources).toHaveLength(1)
})

test('any request of the API, with the key, never to another site', async () => {
  expect(await json('api', 'me/')).toMatchObject({ first_name: 'Compte' })
  expect(await json('api', '/api/1/datasets/', '-f', 'page_size=1', '-X', 'get')).toMatchObject({ page_size: 1 })
  const fields = ['-f', 'title=Lacs', '-f', 'description=Les lacs.', '-F', 'private=true', '-F', 'tags=["eau"]']
  expect(await json('api', 'datasets/', ...fields)).toMatchObject({ title: 'Lacs', private: true, tags: ['eau'] })
  const body = await run(
    ['api', 'datasets/', '--input', '-', '-i'],
    {},
    '{"title": "Mers", "description": "Les mers."}',
  )
  expect(body).toMatchObject({ status: 0, stdout: expect.stringMatching(/^201 [^]*content-type: [^]*"title":"Mers"/) })
  expect(await run(['api', 'nope/'])).toMatchObject({ status: 1, stdout: expect.stringContaining('message') })
  for (const wrong of ['https://www.data.gouv.fr/api/1/me/', '//elsewhere.example/'])
    expect(await run(['api', wrong])).toMatchObject({ status: 2, stderr: expect.stringContaining('is not on') })
  expect(await run(['api', 'x/', '-F', 'a=b'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('not JSON'),
  })
})

test('status tells an upload that was cut', async () => {
  const words = { 'Tus-Resumable': '1.0.0', 'Upload-Length': '9', 'Upload-Metadata': 'filename YS5jc3Y=' }
  const headers = { 'X-API-KEY': key, ...words }
  expect((await fetch(`${server.url}/api/1/uploads/`, { method: 'POST', headers })).status).toBe(201)
  expect(await ok('status')).toMatch(/Cimaise 0\.\d+\.\d+\), up\n[^]*Unfinished +a\.csv, 0 B of 9 B/)
  expect(await json('status')).toMatchObject({
    server: { software: 'cimaise', healthy: true },
    uploads: [{ arrived: 0 }],
  })
})
