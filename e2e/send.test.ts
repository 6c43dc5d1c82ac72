/** `cimaise resource …`: files sent from a terminal, through cuts; to another server of udata's API too. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, sha1 } from './api.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-send-'))
let server: RunningServer
let key: string
let dataset: string

beforeAll(async () => {
  server = await runServer(dataDir)
  key = newKey(dataDir)
  dataset = (
    await apiOf(() => server.url, key).call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })
  ).id
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
  rmSync(folder, { recursive: true })
})

interface Run {
  child: ChildProcess
  ended: Promise<{ status: number | null; stdout: string; stderr: string }>
}
const start = (args: string[], env: Record<string, string> = {}): Run => {
  const child = spawn(process.execPath, ['cli/src/main.ts', 'resource', ...args], {
    cwd: join(import.meta.dirname, '..'),
    env: { PATH: process.env.PATH, CIMAISE_API_KEY: key, CIMAISE_URL: server.url, ...env },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, ended: ended.then((status) => ({ status, stdout, stderr })) }
}
const run = (args: string[], env?: Record<string, string>) => start(args, env).ended
const add = (path: string, ...options: string[]) => run(['add', '--dataset', dataset, path, ...options])

const fileNamed = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const table = (rows: number, value = 1) =>
  `id;n\n${Array.from({ length: rows }, (_, id) => `${id};${(id * 7919 + value) % 1_000_003}\n`).join('')}`
const bytesAt = async (url: string) => Buffer.from(await (await fetch(url.trim())).arrayBuffer())
const idIn = (stdout: string) => stdout.trim().split('/').at(-1) ?? ''
const unfinished = () => readdirSync(join(dataDir, 'uploads')).map((id) => statSync(join(dataDir, 'uploads', id)))
const arrived = () => unfinished().reduce((total, { size }) => total + size, 0)

test('a file is added, then replaced; the address is on the standard output, the report beside', async () => {
  const added = await add(fileNamed('musees.csv', table(30)))
  expect(added).toMatchObject({ status: 0, stderr: expect.stringMatching(/100 %[\s\S]*Published\./) })
  expect(sha1(await bytesAt(added.stdout))).toBe(sha1(table(30)))
  const replace = ['replace', '--dataset', dataset, '--resource', idIn(added.stdout)]
  const replaced = await run([...replace, fileNamed('musees.csv', table(31)), '--reason', 'Édition 2026'])
  expect(replaced).toMatchObject({ status: 0, stdout: added.stdout, stderr: expect.stringContaining('rows: 1 added') })
  expect(await run([...replace, join(folder, 'musees.csv')])).toMatchObject({
    ...{ status: 0, stderr: expect.stringContaining('nothing has changed') },
  })
})

test('a serious finding is not published without a yes and a reason; dry runs never', async () => {
  const { stdout } = await add(fileNamed('orgues.csv', table(500)))
  const replace = ['replace', '--dataset', dataset, '--resource', idIn(stdout), fileNamed('orgues.csv', table(10))]
  const held = await run(replace)
  expect(held).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/blocker: [\s\S]*--confirm/) })
  expect(await run([...replace, '--dry-run', '--confirm', '--reason', 'Essai'])).toMatchObject({
    status: 0,
    stdout: '',
  })
  expect(sha1(await bytesAt(stdout))).toBe(sha1(table(500)))
  expect((await run([...replace, '--confirm', '--reason', 'Doublons retirés'])).status).toBe(0)
  expect(sha1(await bytesAt(stdout))).toBe(sha1(table(10)))
})

test('what is refused says why', { timeout: 120_000 }, async () => {
  expect(await add(fileNamed('erreur.csv', '<!doctype html><title>404</title>'))).toMatchObject({
    ...{ status: 1, stderr: expect.stringContaining('web page') },
  })
  expect(await add(fileNamed('musees.exe', 'MZ'))).toMatchObject({ status: 1, stderr: expect.stringContaining('exe') })
  expect(await add(join(folder, 'absent.csv'))).toMatchObject({ status: 1, stderr: expect.stringContaining('exist') })
  const path = fileNamed('musees.csv', table(3))
  expect(await run(['add', '--dataset', 'inconnu', path])).toMatchObject({ status: 1 })
  expect(await run(['add', '--dataset', dataset, path], { CIMAISE_API_KEY: 'none' })).toMatchObject({ status: 1 })
  for (const wrong of [
    ['add', path],
    ['add', '--dataset', dataset],
    ['add', '--dataset', dataset, '--resource', 'x', path],
    ['replace', '--dataset', dataset, path],
    ['add', '--dataset', dataset, '--colour', 'blue', path],
    ['remove'],
  ])
    expect(await run(wrong)).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: cimaise resource') })
  expect((await run(['add', '--dataset', dataset, path], { CIMAISE_API_KEY: '' })).stderr).toContain('CIMAISE_API_KEY')
})

/** Some pieces long. */
const LARGE = table(4_000_000)

test('kill -9 of the server in the middle: the command waits for it and goes on', { timeout: 120_000 }, async () => {
  const { ended } = start(['add', '--dataset', dataset, fileNamed('grands.csv', LARGE)])
  await expect.poll(arrived, { timeout: 30_000, interval: 5 }).toBeGreaterThan(16_000_000)
  await server.end('SIGKILL')
  expect(arrived()).toBeGreaterThan(16_000_000)
  server = await runServer(dataDir, { PORT: new URL(server.url).port })
  const { status, stdout, stderr } = await ended
  expect(stderr).toContain('Trying again')
  expect(status).toBe(0)
  expect(sha1(await bytesAt(stdout))).toBe(sha1(LARGE))
  expect(unfinished()).toEqual([])
})

test('a command that is killed goes on where it was when it is run again', { timeout: 120_000 }, async () => {
  const path = fileNamed('autres.csv', LARGE.replace('id;n', 'no;n'))
  const first = start(['add', '--dataset', dataset, path])
  await expect.poll(arrived, { timeout: 30_000, interval: 5 }).toBeGreaterThan(16_000_000)
  first.child.kill('SIGKILL')
  await first.ended
  const before = unfinished().map(({ ino }) => ino)
  const again = await add(path)
  expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining('Going on') })
  expect(before).toHaveLength(1)
  expect(again.stderr).not.toMatch(/^\d %$/m)
  expect(sha1(await bytesAt(again.stdout))).toBe(sha1(LARGE.replace('id;n', 'no;n')))
})

/** A server of udata's API without resumable uploads: not ours, so played here. */
const playUdata = async (checksum: (body: Buffer) => string) => {
  const seen: { method: string; url: string; body: Buffer }[] = []
  const udata = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    seen.push({ method: request.method ?? '', url: request.url ?? '', body })
    const sent = request.method === 'POST'
    response.writeHead(sent ? 201 : 404, { 'Content-Type': 'application/json' })
    const answer = {
      success: true,
      latest: 'https://udata.example/r/1',
      checksum: { type: 'sha1', value: checksum(body) },
    }
    response.end(JSON.stringify(sent ? answer : { message: 'Not found' }))
  })
  await new Promise<void>((resolve) => udata.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(udata.address() as AddressInfo).port}`
  return { url, seen, close: () => new Promise((resolve) => udata.close(resolve)) }
}

test('to a server without resumable uploads the file goes in one piece, and its checksum is compared', async () => {
  const path = fileNamed('musees.csv', table(30))
  const honest = await playUdata(() => sha1(table(30)))
  const args = ['replace', '--dataset', 'musees', '--resource', 'abc', path]
  const { status, stdout } = await run([...args, '--server', `${honest.url}/`])
  expect([status, stdout]).toEqual([0, 'https://udata.example/r/1\n'])
  const upload = honest.seen.at(-1)
  expect(upload).toMatchObject({
    method: 'POST',
    url: expect.stringContaining('/datasets/musees/resources/abc/upload/?'),
  })
  expect(upload?.body.toString()).toContain(table(30))
  const look = await run([...args, '--server', honest.url, '--dry-run'])
  expect([look.status, honest.seen.filter(({ method }) => method === 'POST').length]).toEqual([1, 1])
  await honest.close()
  const damaged = await playUdata((body) => sha1(body))
  expect(await run([...args, '--server', damaged.url])).toMatchObject({
    ...{ status: 1, stderr: expect.stringContaining('another file') },
  })
  await damaged.close()
})
