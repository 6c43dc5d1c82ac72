import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionOf, type Cluster } from './cluster.ts'

/** Any number does, as long as nothing else of ours takes the same (« cimaise » in ASCII, shortened). */
const KEY = 0x63_69_6d_61

/** A second server on the same folder: said in words, with what to do. */
export class AlreadyRunning extends Error {
  constructor(holder: string) {
    super(
      `Cimaise is already running on this folder (${holder}).\n` +
        'Stop it first, or give this one a folder of its own: DATA_DIR=./other-data PORT=7001 npm start',
    )
    this.name = 'AlreadyRunning'
  }
}

export interface ServerLock {
  /** False once the connection that holds the lock has broken. */
  held(): boolean
  release(): Promise<void>
}

/**
 * A session's advisory lock: PostgreSQL frees it by itself when this process dies, however it dies. A server that was
 * just killed takes a moment to be forgotten, hence the patience.
 */
export const takeServerLock = async (cluster: Cluster, label: string, patienceMs = 2_000): Promise<ServerLock> => {
  const deadline = Date.now() + patienceMs
  const client = new pg.Client({
    ...connectionOf(cluster),
    application_name: `cimaise server, process ${process.pid}, ${label}`,
  })
  let held = false
  client.on('error', () => (held = false))
  client.on('end', () => (held = false))
  try {
    await client.connect()
    while (!(held = await tryLock(client))) {
      if (Date.now() > deadline) throw new AlreadyRunning(await holderOf(client))
      await sleep(100)
    }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  return { held: () => held, release: () => client.end().catch(() => undefined) }
}

const tryLock = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [KEY])
  return rows[0]?.got ?? false
}

/** Whether some server holds this cluster: then nobody else may stop it. */
export const isServerRunning = async (cluster: Cluster): Promise<boolean> => {
  const client = new pg.Client(connectionOf(cluster))
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query(HOLDER, [KEY])).rowCount === 1
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

const HOLDER = `select application_name as name from pg_stat_activity join pg_locks using (pid)
  where locktype = 'advisory' and granted and classid = 0 and objid = $1`

const holderOf = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ name: string }>(HOLDER, [KEY])
  return rows[0]?.name.replace('cimaise server, ', '') ?? 'another process'
}
