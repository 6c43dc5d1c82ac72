import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UNPRIVILEGED, type Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { handOver, privateFolder, syncFolder, withFolder } from './folders.ts'

/** The major version of the binaries: a folder of another one can't be opened by them. */
const MAJOR = '18'

/** Made beside and renamed, so that a cluster is whole or absent. */
export const initializeCluster = async (cluster: Cluster, { initdb }: Binaries): Promise<void> => {
  await removeOldDrafts(cluster.folder)
  const version = await readFile(join(cluster.data, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version) {
    refuseOtherMajor(version.trim(), cluster)
    return handOver(cluster.data)
  }
  const draft = join(cluster.folder, `draft-${randomUUID()}`)
  await privateFolder(draft)
  try {
    await runInitdb(initdb, draft, cluster.reachable)
    await rename(draft, cluster.data)
    await syncFolder(cluster.folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another start made it meanwhile, and may be running on it already: theirs stays.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as { code?: string }).code ?? '')) throw error
  }
}

/** What set-ups that were killed left behind; a younger one may be somebody else's, still at work. */
const removeOldDrafts = async (folder: string): Promise<void> => {
  for (const name of (await readdir(folder)).filter((name) => name.startsWith('draft-'))) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > 600_000) await rm(join(folder, name), { recursive: true, force: true })
  }
}

const refuseOtherMajor = (version: string, { data }: Cluster): void => {
  if (version === MAJOR) return
  throw new Error(
    `${data} was made by PostgreSQL ${version}, this Cimaise brings ${MAJOR}. Start the release that made it, or set DATA_DIR to another folder.`,
  )
}

const runInitdb = (initdb: string, folder: string, reachable: boolean): Promise<void> =>
  withFolder(folder, reachable, (data, handle) => {
    const options = ['-D', data, '-U', 'cimaise', '--auth=trust', '--encoding=UTF8', '--no-instructions']
    // Independent of the machine's locales.
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const child = spawn(initdb, [...options, ...locale], {
      ...UNPRIVILEGED,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe', handle],
    })
    return ended(child)
  })

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`PostgreSQL could not be set up: ${complaint.trim()}`)),
    )
  })
