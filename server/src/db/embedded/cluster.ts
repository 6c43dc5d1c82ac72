import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { canEnter, UNPRIVILEGED, type Binaries } from './binaries.ts'
import { withFolder } from './folders.ts'

export type Log = (level: 'info' | 'warn' | 'error', message: string) => void

/** Measured settings for one machine (durable: fsync stays on; `jit` is not built in). */
const SETTINGS = {
  listen_addresses: '',
  shared_buffers: '256MB',
  work_mem: '64MB',
  maintenance_work_mem: '512MB',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
  max_connections: '50',
  jit: 'off',
  // Containers often have a /dev/shm of 64 MB.
  dynamic_shared_memory_type: 'mmap',
}

export interface Cluster {
  /** DATA_DIR/postgres */
  folder: string
  data: string
  /** Folder of the Unix socket, private to PostgreSQL's user. */
  socket: string
  log: string
  settings: Record<string, string>
  /** PostgreSQL's user can walk down to the folder. When not (root in its private home), it is handed the open folder. */
  reachable: boolean
}

export const describeCluster = async (folder: string, settings: Record<string, string> = {}): Promise<Cluster> => {
  await mkdir(folder, { recursive: true })
  const reachable = await canEnter(dirname(folder))
  if (!reachable && process.platform !== 'linux')
    throw new Error(`PostgreSQL's user cannot enter ${folder}. Set DATA_DIR to a folder that others may enter.`)
  return {
    folder,
    data: join(folder, 'data'),
    socket: socketFolder(folder, reachable),
    log: join(folder, 'postgres.log'),
    settings: { ...SETTINGS, ...settings },
    reachable,
  }
}

export const connectionOf = ({ socket }: Cluster, database = 'cimaise') => ({ host: socket, user: 'cimaise', database })

/** Starts the postmaster as a process of its own, which outlives ours if we are killed. Doesn't wait for it. */
export const spawnPostmaster = async (cluster: Cluster, { postgres }: Binaries): Promise<void> => {
  await boundLog(cluster.log)
  const log = await open(cluster.log, 'a', 0o600)
  const settings = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  await withFolder(cluster.data, cluster.reachable, (data, handle) => {
    const options = ['-D', data, '-k', cluster.socket, ...settings]
    const child = spawn(postgres, options, {
      ...UNPRIVILEGED,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd, handle],
    })
    child.on('error', () => undefined)
    child.unref()
  })
  await log.close()
}

/** The postmaster's pid when one holds this folder and is alive. */
export const postmasterPid = async ({ data }: Cluster): Promise<number | null> => {
  const file = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(file.split('\n')[0])
  return Number.isInteger(pid) && pid > 0 && (await isPostgres(pid)) ? pid : null
}

/** True once a query is answered. */
export const answers = async (cluster: Cluster): Promise<boolean> => {
  const client = new pg.Client({ ...connectionOf(cluster, 'postgres'), connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The last lines that PostgreSQL wrote, for an error message. */
export const lastLog = async ({ log }: Cluster): Promise<string> =>
  (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n')

/** A socket's path must stay under 107 bytes, and be a path: otherwise the socket lives in the temporary folder. */
const socketFolder = (folder: string, reachable: boolean): string => {
  const beside = join(folder, 'socket')
  if (reachable && Buffer.byteLength(beside) + '/.s.PGSQL.5432'.length < 100) return beside
  return join(tmpdir(), `cimaise-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
}

/** A socket in the temporary folder goes when PostgreSQL has stopped. */
export const forgetSocket = async ({ folder, socket }: Cluster): Promise<void> => {
  if (!socket.startsWith(folder)) await rm(socket, { recursive: true, force: true })
}

const boundLog = async (log: string): Promise<void> => {
  const { size } = await stat(log).catch(() => ({ size: 0 }))
  if (size > 10_000_000) await truncate(log)
}

/** A pid may have been given to another program since: only a process called postgres counts. */
const isPostgres = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM') return false
  }
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres')
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // A zombie is a process that has ended.
  return name.trim() === 'postgres' && !/^\d+ \(.*\) Z/.test(state)
}
