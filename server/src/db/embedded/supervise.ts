import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Cluster, Log } from './cluster.ts'
import { takeServerLock, type ServerLock } from './lock.ts'
import { ensureRunning } from './postmaster.ts'

export interface Supervisor {
  stop(): Promise<void>
}

/**
 * Watches PostgreSQL and starts it again when it dies, the server's lock taken anew. The lock's connection is the
 * sentinel: it breaks whoever the postmaster's parent is, also when we joined one that another server left.
 */
export const supervise = (
  cluster: Cluster,
  binaries: Binaries,
  first: ServerLock,
  label: string,
  log: Log,
): Supervisor => {
  const ended = new AbortController()
  let lock = first
  const bringBack = async (): Promise<void> => {
    log('error', 'PostgreSQL has stopped; starting it again')
    try {
      await lock.release()
      await ensureRunning(cluster, binaries, log, ended.signal)
      lock = await takeServerLock(cluster, label, 10_000)
      log('info', 'PostgreSQL is back')
    } catch (error) {
      if (!ended.signal.aborted) log('error', `PostgreSQL did not come back: ${String(error)}`)
    }
  }
  const watch = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await sleep(250, undefined, { signal: ended.signal }).catch(() => undefined)
      if (!ended.signal.aborted && !lock.held()) await bringBack()
    }
  }
  const watching = watch()
  const stop = async (): Promise<void> => {
    ended.abort()
    await watching
    await lock.release()
  }
  return { stop }
}
