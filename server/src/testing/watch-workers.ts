import { readdirSync, readFileSync } from 'node:fs'

/** Looks at the memory of the inspector's workers, children of this process, until it is told to stop; the most is in MB. */
export const watchWorkers = (): { stop: () => number; pids: () => number[] } => {
  let most = 0
  const look = (): void => {
    for (const pid of workerPids()) most = Math.max(most, residentMegabytes(pid))
  }
  const timer = setInterval(look, 20)
  const stop = (): number => {
    clearInterval(timer)
    look()
    return most
  }
  return { stop, pids: workerPids }
}

const workerPids = (): number[] =>
  childrenOf(process.pid).filter((pid) => read(`/proc/${pid}/cmdline`).includes('analysis/worker.ts'))

/** Every thread has its children. */
const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).trim().split(' ').filter(Boolean).map(Number),
  )

/** The peak since the worker began (`VmHWM`): nothing is missed between two looks. */
const residentMegabytes = (pid: number): number => {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]
  return Math.round(Number(kilobytes ?? 0) / 1024)
}

/** Nothing for a process that has just ended. */
const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
