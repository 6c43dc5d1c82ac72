import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ask, newFolder, pidOf, start } from './builders.ts'
import { AlreadyRunning, startEmbeddedPostgres } from './index.ts'

test('it starts, keeps its data, and starts again', async () => {
  const folder = join(newFolder(), 'postgres')
  const first = await start(folder)
  await ask(first, 'create table kept (word text)')
  await ask(first, "insert into kept values ('é')")
  await first.stop()
  expect(existsSync(join(folder, 'data/postmaster.pid'))).toBe(false)
  expect(await ask(await start(folder), 'select word from kept')).toEqual([{ word: 'é' }])
})

test('durability is on unless a test asks otherwise, and the network is left alone', async () => {
  const postgres = await startEmbeddedPostgres({ folder: join(newFolder(), 'postgres'), log: () => {} })
  onTestFinished(() => postgres.stop())
  expect(await ask(postgres, 'show fsync')).toEqual([{ fsync: 'on' }])
  expect(await ask(postgres, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
})

test('what the environment says of another PostgreSQL changes nothing', async () => {
  vi.stubEnv('PGPORT', '6543')
  vi.stubEnv('PGSSLMODE', 'require')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await ask(await start(join(newFolder(), 'postgres')), 'show port')).toEqual([{ port: '5432' }])
})

test('two servers that start at the same instant: one runs, the other is refused, nothing is broken', async () => {
  const folder = join(newFolder(), 'postgres')
  const results = await Promise.allSettled([start(folder, { label: 'port 1' }), start(folder, { label: 'port 2' })])
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((result) => result.status === 'rejected')?.reason as Error
  expect(refused).toBeInstanceOf(AlreadyRunning)
  expect(refused.message).toMatch(new RegExp(`process ${process.pid}, port [12][\\s\\S]*DATA_DIR=`))
  const winner = results.find((result) => result.status === 'fulfilled')
  expect(winner && (await ask(winner.value, 'select 1 as one'))).toEqual([{ one: 1 }])
})

test('whoever joins a server leaves it running', async () => {
  const folder = join(newFolder(), 'postgres')
  const server = await start(folder, { label: 'port 1' })
  const command = await start(folder)
  await command.stop()
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a command that started PostgreSQL leaves it to the server that came meanwhile', async () => {
  const folder = join(newFolder(), 'postgres')
  const command = await start(folder)
  const server = await start(folder, { label: 'port 1' })
  const pid = pidOf(folder)
  await command.stop()
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(pidOf(folder)).toBe(pid)
  await server.stop()
  expect(existsSync(join(folder, 'data/postmaster.pid'))).toBe(false)
})

test('data of another major version is refused in words', async () => {
  const folder = join(newFolder(), 'postgres')
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'data/PG_VERSION'), '17\n')
  await expect(start(folder)).rejects.toThrow(/PostgreSQL 17.*DATA_DIR/)
})
