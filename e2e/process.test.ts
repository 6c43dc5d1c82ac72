/** The process as an operator meets it: start, stop, second start, settings, commands. */
import { chmodSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cimaise, newDataDir, postgresPid, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
let server: RunningServer
beforeAll(async () => {
  server = await runServer(dataDir, {
    CIMAISE_ADMIN_EMAIL: 'admin@cimaise.example',
    CIMAISE_ADMIN_PASSWORD: 'Musee-2026',
  })
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
})

const hasPostgres = (): boolean => existsSync(join(dataDir, 'postgres/data/postmaster.pid'))

test('it answers, and says nothing of an administrator since it has one', async () => {
  const health = await fetch(`${server.url}/health`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok', database: 'ok' }])
  expect(server.output()).toBe(`Cimaise is ready on ${server.url}\n`)
})

test('a second server on the same folder is refused in words; the first goes on', async () => {
  await expect(runServer(dataDir)).rejects.toThrow(
    /already running on this folder \(process \d+, port 0\)[\s\S]*DATA_DIR=/,
  )
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
})

test('a command works beside the server, prints the key alone, and the key works', async () => {
  const created = cimaise(
    dataDir,
    'user',
    'create',
    '--email',
    'nadia@culture.example',
    '--password',
    'Musee-2026',
    '--admin',
    '--api-key',
  )
  expect([created.status, created.stdout]).toEqual([0, expect.stringMatching(/^cimaise_[\w-]{64}\n$/)])
  const me = await fetch(`${server.url}/api/1/me/`, { headers: { 'X-API-KEY': created.stdout.trim() } })
  expect(await me.json()).toMatchObject({ email: 'nadia@culture.example', roles: ['admin'] })
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
})

test.each([
  [['user', 'create', '--email', 'x', '--password', 'weak'], 1, 'email'],
  [['user', 'create'], 2, 'Usage'],
  [['org', 'add-member', '--org', 'none', '--email', 'nadia@culture.example'], 1, 'does not exist'],
  [['fly'], 2, 'unknown command'],
])('cimaise %j ends with %i and says why', (args, status, reason) => {
  const answer = cimaise(dataDir, ...args)
  expect([answer.status, answer.stderr]).toEqual([status, expect.stringContaining(reason)])
  expect(answer.stderr).not.toMatch(/ at .*\.ts:/)
})

test('cimaise config lists every setting and hides the secret ones', () => {
  const { status, stdout } = cimaise(dataDir, 'config')
  expect(status).toBe(0)
  for (const name of ['PORT', 'DATA_DIR', 'DATABASE_URL', 'MAX_UPLOAD_BYTES', 'CIMAISE_ADMIN_PASSWORD'])
    expect(stdout).toContain(name)
})

test('a wrong setting stops the start with a readable list', async () => {
  await expect(runServer(dataDir, { PORT: 'x', LOG_LEVEL: 'loud' })).rejects.toThrow(
    /PORT must be[\s\S]*LOG_LEVEL must be/,
  )
})

test('a server killed with -9 leaves PostgreSQL, which the next one joins and stops', { timeout: 60_000 }, async () => {
  const postgres = postgresPid(dataDir)
  await server.end('SIGKILL')
  expect(hasPostgres()).toBe(true)
  server = await runServer(dataDir)
  expect(postgresPid(dataDir)).toBe(postgres)
  expect(await server.end('SIGINT')).toBe(0)
  expect(hasPostgres()).toBe(false)
  server = await runServer(dataDir)
})

test('a command works without a server too, and leaves nothing running', { timeout: 60_000 }, async () => {
  await server.end('SIGTERM')
  expect(cimaise(dataDir, 'user', 'create', '--email', 'yves@commune.example', '--password', 'Musee-2026').status).toBe(
    0,
  )
  expect(hasPostgres()).toBe(false)
  server = await runServer(dataDir)
})

test('a long data folder, and the first-run link when nobody administers', { timeout: 60_000 }, async () => {
  const parent = mkdtempSync(join(tmpdir(), 'cimaise-e2e-'))
  chmodSync(parent, 0o755)
  const other = await runServer(join(parent, 'a'.repeat(120)))
  await expect.poll(() => other.output()).toMatch(/\/admin\/premier-compte\?code=[\w-]{16}/)
  await other.end('SIGTERM')
  removeDataDir(parent)
})
