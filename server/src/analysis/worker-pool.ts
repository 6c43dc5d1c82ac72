import { Unavailable } from '../lib/errors.ts'
import { startWorker, type WorkerProcess } from './worker-process.ts'

export interface WorkerPool {
  /** Lends a worker, once one of them is free. */
  use<T>(task: (worker: WorkerProcess) => Promise<T>): Promise<T>
  pids(): number[]
  load(): { busy: number; waiting: number }
  /** Ends the workers. What was under way, or waiting, is refused with `Unavailable`. */
  close(): Promise<void>
}

/** At most `size` workers, started when first needed and kept for the next task; one that ended is replaced. */
export const createWorkerPool = (size: number, memoryMb: number): WorkerPool => {
  const idle: WorkerProcess[] = []
  const busy = new Map<WorkerProcess, Promise<unknown>>()
  const waiting: (() => void)[] = []
  let lent = 0
  let closed = false

  const turn = async (): Promise<void> => {
    if (closed) throw new Unavailable()
    if (lent >= size) await new Promise<void>((resolve) => waiting.push(resolve))
    else lent += 1
    if (closed) throw new Unavailable()
  }

  /** The place goes straight to the next in line. */
  const giveBack = (worker: WorkerProcess): void => {
    busy.delete(worker)
    if (worker.isUsable() && !closed) idle.push(worker)
    else worker.kill()
    const next = waiting.shift()
    if (next) next()
    else lent -= 1
  }

  const idleWorker = (): WorkerProcess => {
    for (let worker = idle.pop(); worker; worker = idle.pop()) if (worker.isUsable()) return worker
    return startWorker(memoryMb)
  }

  const use = async <T>(task: (worker: WorkerProcess) => Promise<T>): Promise<T> => {
    await turn()
    const worker = idleWorker()
    try {
      const work = task(worker)
      busy.set(worker, work)
      const result = await work
      // Killed by close: it says nothing of the task.
      if (closed) throw new Unavailable()
      return result
    } finally {
      giveBack(worker)
    }
  }

  const close = async (): Promise<void> => {
    closed = true
    for (const worker of [...idle.splice(0), ...busy.keys()]) worker.kill()
    for (const resolve of waiting.splice(0)) resolve()
    await Promise.allSettled([...busy.values()])
  }

  const pids = (): number[] => [...idle, ...busy.keys()].flatMap((worker) => worker.pid ?? [])

  const load = () => ({ busy: busy.size, waiting: waiting.length })

  return { use, pids, load, close }
}
