import { readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'

/** The postmaster's pid when one holds this folder and is alive. */
export const postmasterPid = async ({ data }: Cluster): Promise<number | null> => {
  const pid = await pidIn(join(data, 'postmaster.pid'))
  return pid !== null && (await isPostmasterOf(data, pid)) ? pid : null
}

/**
 * After a power cut, above all in a container, the number in a pid file may be another program's of the same user.
 * PostgreSQL only looks whether it is alive, and would refuse to start for ever.
 */
export const forgetReusedPids = async ({ data, socket, settings }: Cluster): Promise<void> => {
  for (const file of [join(data, 'postmaster.pid'), join(socket, `.s.PGSQL.${settings.port}.lock`)]) {
    const pid = await pidIn(file)
    if (pid !== null && isAlive(pid) && !(await isPostmasterOf(data, pid))) await rm(file, { force: true })
  }
}

const pidIn = async (file: string): Promise<number | null> => {
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  return Number.isInteger(pid) && pid > 0 ? pid : null
}

/** A process of another user can't be ours: PostgreSQL runs as we do, or as one whom root may signal. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Called postgres, and at work in this folder; a container's root may not see where, then the name decides. */
const isPostmasterOf = async (data: string, pid: number): Promise<boolean> => {
  if (!isAlive(pid)) return false
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres')
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const at = await readlink(`/proc/${pid}/cwd`).catch(() => data)
  // A zombie is a process that has ended.
  return name.trim() === 'postgres' && !/^\d+ \(.*\) Z/.test(state) && at === data
}
