/** `cimaise login`, `status`, `api`: as a person runs them, on a Cimaise. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runCimaise, sitDown, type Ended } from './run-cimaise.ts'

const desk = sitDown()
const config = join(desk.folder, 'config', 'cimaise', 'config.json')
beforeAll(async () => {
  expect((await login()).status).toBe(0)
})

const run = (args: string[], env: Record<string, string> = {}, input?: string): Promise<Ended> =>
  runCimaise(args, { env: { XDG_CONFIG_HOME: join(desk.folder, 'config'), ...env }, cwd: desk.folder, input })
const login = (...options: string[]) =>
  run(['login', '--server', `${desk.server.url}/`, '--api-key-file', '-', ...options], {}, `${desk.key}\n`)
const ok = async (...args: string[]): Promise<string> => {
  const ended = await run(args)
  expect(ended).toMatchObject({ status: 0 })
  return ended.stdout
}
const json = async (...args: string[]) => JSON.parse(await ok(...args, '--json'))

test('a login is checked, kept where only its owner reads it, and never shown', async () => {
  const said = await login('--profile', 'essai', '--json')
  expect(said).toMatchObject({ status: 0, stderr: expect.stringContaining('you are logged in') })
  expect(JSON.stringify(said)).not.toContain(desk.key)
  expect(statSync(config).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
    profiles: {
      default: { server: desk.server.url, key: desk.key },
      essai: { server: desk.server.url, key: desk.key },
    },
  })
  expect(await ok('status', '--profile', 'essai')).toContain('camille@culture.example')
  expect((await run(['logout', '--profile', 'essai'])).stderr).toContain('forgotten')
  const gone = await run(['status', '--profile', 'essai'])
  expect(gone).toMatchObject({ status: 2, stderr: expect.stringContaining('cimaise login --profile essai') })
})

test('a key that the server does not know is not kept; a wrong address neither', async () => {
  const before = readFileSync(config, 'utf8')
  const wrong = await run(['login', '--server', desk.server.url, '--api-key-file', '-'], {}, 'cimaise_no')
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('does not know this key') })
  for (const [args, input] of [
    [['login', '--server', desk.server.url, '--api-key-file', '-'], ''],
    [['login', '--server', desk.server.url], ''],
    [['login', '--api-key-file', '-'], desk.key],
    [['login', '--server', 'data.gouv.fr', '--api-key-file', '-'], desk.key],
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

test('any request of the API, with the key, never to another site', { timeout: 120_000 }, async () => {
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
  const headers = { 'X-API-KEY': desk.key, ...words }
  expect((await fetch(`${desk.server.url}/api/1/uploads/`, { method: 'POST', headers })).status).toBe(201)
  expect(await ok('status')).toMatch(/Cimaise 0\.\d+\.\d+\), up\n[^]*Unfinished +a\.csv, 0 B of 9 B/)
  expect(await json('status')).toMatchObject({
    server: { software: 'cimaise', healthy: true },
    uploads: [{ arrived: 0 }],
  })
})
