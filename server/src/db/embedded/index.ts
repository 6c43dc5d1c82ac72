/** Real PostgreSQL beside the server, from npm's binaries: nothing to install, nothing to configure. */
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareBinaries, type Binaries } from './binaries.ts'
import {
  answers,
  connectionOf,
  describeCluster,
  forgetSocket,
  lastLog,
  postmasterPid,
  spawnPostmaster,
  type Cluster,
  type Log,
} from './cluster.ts'
import { initializeCluster } from './initialize.ts'
import { isServerRunning, takeServerLock, type ServerLock } from './lock.ts'

export { AlreadyRunning } from './lock.ts'

export interface EmbeddedPostgres {
  /** For pg: `host` is the folder of the socket. */
  connection: { host: string; user: string; database: string }
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

/** Crash recovery after a power cut re-syncs the folder: seconds, rarely more. */
const START_DEADLINE_MS = 60_000
const STOP_DEADLINE_MS = 30_000

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
  const joined = await answers(cluster)
  if (!joined) {
    await initializeCluster(cluster, binaries)
    await ensureRunning(cluster, binaries)
  }
  await createDatabase(cluster)
  const lock = exclusive ? await takeServerLock(cluster, exclusive.label) : null
  const supervisor = lock && exclusive ? supervise(cluster, binaries, lock, exclusive.label, log) : null
  const connection = connectionOf(cluster)
  const stop = async (): Promise<void> => {
    await supervisor?.stop()
    // Whoever only joined leaves it to its server; a server that came meanwhile keeps it.
    if (!exclusive && (joined || (await isServerRunning(cluster)))) return
    await stopPostmaster(cluster)
  }
  return { connection, stop }
}

/** Starts it unless somebody did, and waits for an answer. Two starts at once: the loser's postmaster gives up. */
const ensureRunning = async (cluster: Cluster, binaries: Binaries): Promise<void> => {
  const deadline = Date.now() + START_DEADLINE_MS
  let nextSpawn = 0
  while (!(await answers(cluster))) {
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL did not start in ${START_DEADLINE_MS / 1000} s. Its last words:\n${await lastLog(cluster)}`,
      )
    // Orphans of a killed postmaster hold the shared memory for a moment: try again until they are gone.
    if ((await postmasterPid(cluster)) === null && Date.now() > nextSpawn) {
      await spawnPostmaster(cluster, binaries)
      nextSpawn = Date.now() + 1_000
    }
    await sleep(25)
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

/** Watches PostgreSQL and starts it again when it dies, the server's lock taken anew. */
const supervise = (cluster: Cluster, binaries: Binaries, first: ServerLock, label: string, log: Log) => {
  const ended = new AbortController()
  let lock = first
  const watch = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await sleep(250, undefined, { signal: ended.signal }).catch(() => undefined)
      if (ended.signal.aborted || lock.held()) continue
      log('error', 'PostgreSQL has stopped; starting it again')
      try {
        await lock.release()
        await ensureRunning(cluster, binaries)
        lock = await takeServerLock(cluster, label, 10_000)
        log('info', 'PostgreSQL is back')
      } catch (error) {
        log('error', `PostgreSQL did not come back: ${String(error)}`)
      }
    }
  }
  const watching = watch()
  return {
    stop: async () => {
      ended.abort()
      await watching
      await lock.release()
    },
  }
}

/** SIGINT is PostgreSQL's fast shutdown: connections end, everything is written. */
const stopPostmaster = async (cluster: Cluster): Promise<void> => {
  const pid = await postmasterPid(cluster)
  if (pid === null) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + STOP_DEADLINE_MS
  while ((await postmasterPid(cluster)) !== null) {
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL (process ${pid}) did not stop in ${STOP_DEADLINE_MS / 1000} s; it was left running, nothing is lost.`,
      )
    await sleep(20)
  }
  await forgetSocket(cluster)
}
