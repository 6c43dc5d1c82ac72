/** Ends that nobody planned: what was committed is there, and the next start needs no help. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UNPRIVILEGED } from './binaries.ts'
import { ask, newFolder, pidOf, start, startElsewhere } from './builders.ts'
import type { EmbeddedPostgres } from './index.ts'

const write = (postgres: EmbeddedPostgres): Promise<unknown> => ask(postgres, "create table kept as select 'é' as word")
const read = (postgres: EmbeddedPostgres): Promise<unknown[]> => ask(postgres, 'select word from kept')
const KEPT = [{ word: 'é' }]

/** The watcher brings it back: until then readers only see errors. */
const readWhenBack = (postgres: EmbeddedPostgres) =>
  expect.poll(() => read(postgres).catch(() => 'not yet'), { timeout: 25_000 })

test('a server killed with -9 leaves PostgreSQL; the next one joins it at once, watches it and stops it', async () => {
  const folder = join(newFolder(), 'postgres')
  const killed = startElsewhere(folder, 'port 1')
  await killed.ready
  const command = await start(folder)
  await write(command)
  const pid = pidOf(folder)
  await killed.kill()

  const server = await start(folder, { label: 'port 1' })
  expect(pidOf(folder)).toBe(pid)
  process.kill(pid, 'SIGKILL')
  await readWhenBack(server).toEqual(KEPT)
  expect(pidOf(folder)).not.toBe(pid)
  await server.stop()
  expect(existsSync(join(folder, 'data/postmaster.pid'))).toBe(false)
})

test('PostgreSQL killed with -9 is started again, with its data, and still refuses a second server', async () => {
  const folder = join(newFolder(), 'postgres')
  const lines: string[] = []
  const server = await start(folder, { label: 'port 1' }, (_, message) => lines.push(message))
  await write(server)
  process.kill(pidOf(folder), 'SIGKILL')
  await readWhenBack(server).toEqual(KEPT)
  await expect
    .poll(() => lines, { timeout: 25_000 })
    .toEqual([expect.stringContaining('has stopped'), 'PostgreSQL is back'])
  await expect(start(folder, { label: 'port 2' })).rejects.toThrow(/already running.*port 1/)
})

test('a set-up killed in the middle is made again, and what it left goes in time', async () => {
  const folder = join(newFolder(), 'postgres')
  const drafts = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('draft-')) : [])
  const killed = startElsewhere(folder, 'port 1')
  killed.ready.catch(() => undefined)
  await expect
    .poll(() => drafts().some((name) => existsSync(join(folder, name, 'PG_VERSION'))), { interval: 5, timeout: 25_000 })
    .toBe(true)
  await killed.kill()
  expect(existsSync(join(folder, 'data'))).toBe(false)

  const server = await start(folder)
  await write(server)
  await server.stop()
  const [left] = drafts()
  expect(left).toBeDefined()
  utimesSync(join(folder, left!), new Date(0), new Date(0))
  expect(await read(await start(folder))).toEqual(KEPT)
  expect(drafts()).toEqual([])
})

test('a pid file whose number is now another program’s, of the same user, doesn’t block', async () => {
  const folder = join(newFolder(), 'postgres')
  await (await start(folder)).stop()
  const other = spawn('sleep', ['600'], { ...UNPRIVILEGED, stdio: 'ignore' })
  onTestFinished(() => void other.kill())
  writeFileSync(join(folder, 'data/postmaster.pid'), `${other.pid}\n${join(folder, 'data')}\n`)
  writeFileSync(join(folder, 'socket/.s.PGSQL.5432.lock'), `${other.pid}\n${join(folder, 'data')}\n`)
  expect(await ask(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
  expect(other.exitCode).toBe(null)
})
