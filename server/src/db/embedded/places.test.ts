/** Folders as machines have them: private, long, linked, planted by somebody else, put back by root. */
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { skipBecause } from '../../testing/skip.ts'
import { ask, newFolder, start } from './builders.ts'
import { describeCluster } from './cluster.ts'

const ONE = [{ one: 1 }]
const one = 'select 1 as one'
const isRoot = process.getuid?.() === 0

test('under a private folder', async () => {
  const folder = join(newFolder(0o700), 'postgres')
  await (await start(folder)).stop()
  expect(await ask(await start(folder), one)).toEqual(ONE)
})

test('under a path longer than a socket may have', async () => {
  const postgres = await start(join(newFolder(), 'long'.repeat(40), 'postgres'))
  expect(Buffer.byteLength(postgres.connection.host)).toBeLessThan(90)
  expect(statSync(postgres.connection.host).mode & 0o777).toBe(0o700)
  expect(await ask(postgres, one)).toEqual(ONE)
})

test('behind a link into a private folder', async () => {
  const home = join(newFolder(0o700), 'data')
  mkdirSync(home)
  const link = join(newFolder(), 'data')
  symlinkSync(home, link)
  expect(await ask(await start(join(link, 'postgres')), one)).toEqual(ONE)
})

test('a link planted where the socket would be is refused, and nothing behind it changes', async () => {
  const folder = join(newFolder(), 'long'.repeat(40), 'postgres')
  const { socket } = await describeCluster(folder)
  const victim = newFolder(0o755)
  rmSync(socket, { recursive: true })
  symlinkSync(victim, socket)
  const before = statSync(victim)
  try {
    await expect(start(folder)).rejects.toThrow(/belongs to another user/)
  } finally {
    rmSync(socket)
  }
  expect([statSync(victim).uid, statSync(victim).mode]).toEqual([before.uid, before.mode])
})

test('a folder of another user is refused in words', async (context) => {
  if (!isRoot) return skipBecause(context, 'giving a folder to another user needs root')
  const folder = join(newFolder(), 'postgres')
  mkdirSync(folder)
  chownSync(folder, 1, 1)
  await expect(start(folder)).rejects.toThrow(/belongs to another user \(number 1\).*DATA_DIR/)
  expect(readdirSync(folder)).toEqual([])
})

test('data that root put back from a backup are PostgreSQL’s again', async (context) => {
  if (!isRoot) return skipBecause(context, 'files of another user need root')
  const folder = join(newFolder(), 'postgres')
  await (await start(folder)).stop()
  execFileSync('chown', ['-R', '0:0', folder])
  chmodSync(join(folder, 'data'), 0o755)
  expect(await ask(await start(folder), one)).toEqual(ONE)
})
