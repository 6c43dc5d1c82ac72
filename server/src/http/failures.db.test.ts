import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { skipBecause } from '../testing/skip.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
})
afterAll(() => app.close())

const aDataset = async (person: Person) =>
  (await person.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json

test('PostgreSQL gone in the middle of a request: 503 in the route’s shape, nothing half-written, then all is well', async () => {
  const { id } = await aDataset(camille)
  const uploads = Array.from({ length: 10 }, (_, i) =>
    camille.upload(`/api/1/datasets/${id}/upload/`, `f${i}.csv`, `a;b\n${i};1\n`),
  )
  await killConnections(40)
  const answers = await Promise.all(uploads)
  for (const answer of answers) {
    expect([201, 503]).toContain(answer.status)
    if (answer.status === 503)
      expect(answer.json).toMatchObject({ success: false, error: expect.stringContaining('réessayez') })
  }
  expect(answers.map((answer) => answer.status)).toContain(503)
  const { resources } = (await anonymous(app.url).call('GET', `/api/1/datasets/${id}/`)).json
  expect(resources.map((r: { id: string }) => r.id).sort()).toEqual(
    answers.flatMap((answer) => answer.json.id ?? []).sort(),
  )
  expect((await anonymous(app.url).call('GET', '/health')).json).toEqual({ status: 'ok', database: 'ok' })
})

test('without PostgreSQL: health says so, the API and the pages too, and no query or path shows', async () => {
  const lonely = await startTestApp()
  const name = lonely.database.config.database
  await killBackends(lonely)
  await onServer(lonely, `alter database ${name} rename to ${name}_gone`)
  const visitor = anonymous(lonely.url)
  expect((await visitor.call('GET', '/health')).status).toBe(503)
  const api = await visitor.call('GET', '/api/1/datasets/')
  expect([api.status, Object.keys(api.json)]).toEqual([503, ['message']])
  const page = await visitor.call('GET', '/', undefined, { Accept: 'text/html' })
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
  for (const { text } of [api, page]) expect(text).not.toMatch(/select|pg_|node_modules|\.ts:/i)
  await onServer(lonely, `alter database ${name}_gone rename to ${name}`)
  expect((await visitor.call('GET', '/api/1/datasets/')).status).toBe(200)
  await lonely.close()
})

test('a full disk: 507, nothing left, the file before still served', async (context) => {
  const mount = await mkdtemp(join(tmpdir(), 'cimaise-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', mount], { stdio: 'pipe' })
  } catch {
    await rm(mount, { recursive: true })
    return skipBecause(context, 'mounting a small disk needs root')
  }
  const blobsFolder = join(mount, 'blobs')
  await mkdir(blobsFolder)
  const full = await startTestApp({ blobsFolder })
  try {
    const person = await full.person('Camille Perrin')
    const { id } = await aDataset(person)
    const before = (await person.upload(`/api/1/datasets/${id}/upload/`, 'a.txt', 'avant')).json
    const answer = await person.upload(
      `/api/1/datasets/${id}/resources/${before.id}/upload/`,
      'b.txt',
      'x'.repeat(4_000_000),
    )
    expect(answer.status).toBe(507)
    expect(answer.json).toMatchObject({ success: false, error: expect.stringContaining('plus de place') })
    expect(await readdir(join(blobsFolder, 'tmp'))).toEqual([])
    expect(await (await fetch(before.latest)).text()).toBe('avant')
    const smaller = await person.upload(`/api/1/datasets/${id}/resources/${before.id}/upload/`, 'c.txt', 'après')
    expect(smaller.status).toBe(200)
  } finally {
    await full.close()
    execFileSync('umount', [mount])
    await rm(mount, { recursive: true, force: true })
  }
})

/** Ends the server's connections again and again while requests run. */
const killConnections = async (times: number): Promise<void> => {
  for (let i = 0; i < times; i++) {
    await killBackends(app)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const killBackends = (app: TestApp): Promise<void> =>
  onServer(
    app,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${app.database.config.database}'`,
  )

const onServer = async ({ database }: TestApp, statement: string): Promise<void> => {
  const client = new pg.Client({ ...database.config, database: 'postgres' } as pg.ClientConfig)
  await client.connect()
  await client.query(statement)
  await client.end()
}
