/** Real PostgreSQL beside the server, from npm's binaries: nothing to install, nothing to configure. */
import pg from 'pg'
import { prepareBinaries } from './binaries.ts'
import { answers, connectionOf, describeCluster, type Cluster, type Log } from './cluster.ts'
import { initializeCluster } from './initialize.ts'
import { isServerRunning, takeServerLock } from './lock.ts'
import { ensureRunning, stopPostmaster } from './postmaster.ts'
import { supervise } from './supervise.ts'

export { AlreadyRunning } from './lock.ts'

export interface EmbeddedPostgres {
  /** For pg: `host` is the folder of the socket. */
  connection: { host: string; port: number; user: string; database: string; ssl: boolean }
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Of the cluster, its socket and its log: DATA_DIR/postgres. */
  folder: string
  log: Log
  /** The server's: refuses a second one, and starts PostgreSQL again when it dies. Commands leave it out. */
  exclusive?: { label: string }
  /** Above ours; tests turn fsync off. */
  settings?: Record<string, string>
}

/**
 * Starts PostgreSQL on this folder, or joins the one that runs there already (left by a killed server, or kept by a
 * running one). Throws `AlreadyRunning`, or an error that says what to do.
 */
export const startEmbeddedPostgres = async ({
  folder,
  log,
  exclusive,
  settings,
}: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const cluster = await describeCluster(folder, settings)
  const binaries = await prepareBinaries()
  let isOurs = false
  if (!(await answers(cluster))) {
    await initializeCluster(cluster, binaries)
    isOurs = await ensureRunning(cluster, binaries, log)
  }
  // Whoever only joined leaves it to its server; a server that came meanwhile keeps it.
  const leave = async (): Promise<void> => {
    if (isOurs && !(await isServerRunning(cluster))) await stopPostmaster(cluster)
  }
  try {
    await createDatabase(cluster)
    if (!exclusive) return { connection: connectionOf(cluster), stop: leave }
    const lock = await takeServerLock(cluster, exclusive.label)
    const supervisor = supervise(cluster, binaries, lock, exclusive.label, log)
    const stop = async (): Promise<void> => {
      await supervisor.stop()
      await stopPostmaster(cluster)
    }
    return { connection: connectionOf(cluster), stop }
  } catch (error) {
    await leave()
    throw error
  }
}

const createDatabase = async (cluster: Cluster): Promise<void> => {
  const client = new pg.Client(connectionOf(cluster, 'postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'cimaise'")
    if (rowCount === 0) await client.query('create database cimaise')
  } catch (error) {
    // Somebody created it at the same moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}
