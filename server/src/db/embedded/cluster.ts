import { createHash } from 'node:crypto'
import { mkdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { canEnter } from './binaries.ts'
import { privateFolder } from './folders.ts'

export type Log = (level: 'info' | 'warn' | 'error', message: string) => void

/** Names the socket, in a folder of our own: no other PostgreSQL can have it. */
const PORT = 5432

/** Measured settings for one machine (durable: fsync stays on; `jit` is not built in). */
const SETTINGS = {
  listen_addresses: '',
  // Said, since PGPORT would otherwise decide.
  port: String(PORT),
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

/** Where everything of a cluster is. Its folders exist and are ours once this returns. */
export const describeCluster = async (path: string, settings: Record<string, string> = {}): Promise<Cluster> => {
  await mkdir(path, { recursive: true })
  // PostgreSQL runs from `/`, and what counts is who may enter the folders behind a link.
  const folder = await realpath(path)
  const reachable = await canEnter(dirname(folder))
  if (!reachable && process.platform !== 'linux')
    throw new Error(`PostgreSQL's user cannot enter ${folder}. Set DATA_DIR to a folder that others may enter.`)
  const socket = socketFolder(folder, reachable)
  for (const ours of [folder, socket]) await privateFolder(ours)
  return {
    folder,
    data: join(folder, 'data'),
    socket,
    log: join(folder, 'postgres.log'),
    settings: { ...SETTINGS, ...settings },
    reachable,
  }
}

/** Everything said, so that PGPORT or PGSSLMODE, set for another PostgreSQL, change nothing. */
export const connectionOf = ({ socket }: Cluster, database = 'cimaise') => ({
  host: socket,
  port: PORT,
  user: 'cimaise',
  database,
  ssl: false,
})

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

/** A socket in the temporary folder goes when PostgreSQL has stopped. */
export const forgetSocket = async ({ folder, socket }: Cluster): Promise<void> => {
  if (!socket.startsWith(folder)) await rm(socket, { recursive: true, force: true })
}

/** A socket's path must stay under 107 bytes, and be a path: otherwise the socket lives in the temporary folder. */
const socketFolder = (folder: string, reachable: boolean): string => {
  const beside = join(folder, 'socket')
  if (reachable && Buffer.byteLength(beside) + `/.s.PGSQL.${PORT}`.length < 100) return beside
  return join(tmpdir(), `cimaise-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
}
