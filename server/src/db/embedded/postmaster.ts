import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { open, stat, truncate } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { UNPRIVILEGED, type Binaries } from './binaries.ts'
import { answers, forgetSocket, lastLog, type Cluster, type Log } from './cluster.ts'
import { withFolder } from './folders.ts'
import { forgetReusedPids, postmasterPid } from './pid-file.ts'

/** One a second: orphans of a killed postmaster hold the shared memory for a moment. */
const START_ATTEMPTS = 60
/** One that lives without answering yet reads its journal after a crash: gigabytes, on a slow disk. */
const RECOVERY_DEADLINE_MS = 30 * 60_000
const STOP_DEADLINE_MS = 30_000

/**
 * Starts PostgreSQL unless somebody did, and waits for an answer. Two starts at once: the loser's gives up by itself.
 * True when the one that runs is ours.
 */
export const ensureRunning = async (
  cluster: Cluster,
  binaries: Binaries,
  log: Log,
  signal?: AbortSignal,
): Promise<boolean> => {
  const started = Date.now()
  const ours: ChildProcess[] = []
  let nextSpawn = 0
  let recoverySaid = false
  while (!(await answers(cluster))) {
    if (signal?.aborted) ours.at(-1)?.kill('SIGINT')
    signal?.throwIfAborted()
    const waitedMs = Date.now() - started
    if (ours.length > START_ATTEMPTS || waitedMs > RECOVERY_DEADLINE_MS)
      throw new Error(`PostgreSQL did not start. Its last words:\n${await lastLog(cluster)}`)
    if ((await postmasterPid(cluster)) === null && Date.now() > nextSpawn) {
      ours.push(await spawnPostmaster(cluster, binaries))
      nextSpawn = Date.now() + 1_000
    } else if (waitedMs > 10_000 && !recoverySaid) {
      recoverySaid = true
      log('warn', 'PostgreSQL is not ready yet; after a crash it first reads its journal, which can take minutes')
    }
    await sleep(25)
  }
  const pid = await postmasterPid(cluster)
  return ours.some((child) => child.pid === pid)
}

/** SIGINT is PostgreSQL's fast shutdown: connections end, everything is written. */
export const stopPostmaster = async (cluster: Cluster): Promise<void> => {
  const deadline = Date.now() + STOP_DEADLINE_MS
  for (let told = 0, pid; (pid = await postmasterPid(cluster)) !== null; await sleep(20)) {
    if (pid !== told) tell(pid)
    told = pid
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL (process ${pid}) did not stop in ${STOP_DEADLINE_MS / 1000} s; it was left running, nothing is lost.`,
      )
  }
  await forgetSocket(cluster)
}

/** It may have ended by itself in between. */
const tell = (pid: number): void => {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error
  }
}

/** As a process of its own, which outlives ours if we are killed. */
const spawnPostmaster = async (cluster: Cluster, { postgres }: Binaries): Promise<ChildProcess> => {
  await forgetReusedPids(cluster)
  await boundLog(cluster.log)
  const log = await open(cluster.log, 'a', 0o600)
  const settings = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  try {
    return await withFolder(cluster.data, cluster.reachable, async (data, handle) => {
      const options = ['-D', data, '-k', cluster.socket, ...settings]
      const stdio = ['ignore' as const, log.fd, log.fd, handle]
      const child = spawn(postgres, options, { ...UNPRIVILEGED, cwd: '/', detached: true, stdio })
      await once(child, 'spawn').catch((error: Error) => {
        throw new Error(`PostgreSQL could not be run: ${error.message}`)
      })
      child.unref()
      return child
    })
  } finally {
    await log.close()
  }
}

const boundLog = async (log: string): Promise<void> => {
  const { size } = await stat(log).catch(() => ({ size: 0 }))
  if (size > 10_000_000) await truncate(log)
}
