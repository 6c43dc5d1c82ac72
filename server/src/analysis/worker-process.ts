import { fork, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { OUT_OF_MEMORY_EXIT, type WorkerAnswer, type WorkerMessage, type WorkerTask } from './worker-protocol.ts'

export interface WorkerRun {
  answer: WorkerAnswer | { kind: 'timeout' | 'crash' }
  /** The last format that the worker told of, for the runs that end badly. */
  format: string
}

export interface WorkerProcess {
  readonly pid: number | undefined
  /** False once it ended, or when it had better not take another file. */
  readonly isUsable: () => boolean
  run(task: WorkerTask, timeoutMs: number): Promise<WorkerRun>
  kill(): void
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url))

/**
 * A child process that inspects one file after another. A bad file can only kill the child: the heap of V8 is bounded,
 * the rest of its memory is watched by itself, and its time by us. It gets nothing of the server's environment.
 */
export const startWorker = (memoryMb: number): WorkerProcess => {
  const child = fork(WORKER, [String(memoryMb)], {
    execArgv: [`--max-old-space-size=${Math.max(64, Math.floor(memoryMb / 2))}`],
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const lastWords = keepTail(child)
  let isUsable = true
  child.on('exit', () => (isUsable = false))
  child.on('error', () => (isUsable = false))
  release(child)

  const run = (task: WorkerTask, timeoutMs: number): Promise<WorkerRun> =>
    new Promise((resolve) => {
      let format = 'unknown'
      let timedOut = false
      const timer = setTimeout(() => {
        timedOut = true
        child.kill('SIGKILL')
      }, timeoutMs)
      const finish = (answer: WorkerRun['answer']): void => {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onExit).off('error', onError)
        release(child)
        resolve({ answer, format })
      }
      const onMessage = (message: WorkerMessage): void => {
        if (message.kind === 'format') {
          format = message.format
          return
        }
        if (message.worn) isUsable = false
        finish(message.answer)
      }
      const onExit = (code: number | null): void =>
        finish({ kind: timedOut ? 'timeout' : isOutOfMemory(code, lastWords()) ? 'out_of_memory' : 'crash' })
      const onError = (error: Error): void => finish({ kind: 'error', message: error.message, system: true })

      if (!child.connected) {
        onError(new Error('The worker had ended before it got the file'))
        return
      }
      child.on('message', onMessage).on('exit', onExit).on('error', onError)
      hold(child)
      child.send(task)
    })

  return { pid: child.pid, isUsable: () => isUsable, run, kill: () => void child.kill('SIGKILL') }
}

/** An idle worker must not keep the server from ending; a busy one does. */
const release = (child: ChildProcess): void => {
  child.unref()
  child.channel?.unref()
  ;(child.stderr as Socket | null)?.unref()
}

const hold = (child: ChildProcess): void => {
  child.ref()
  child.channel?.ref()
}

/** V8 says on its way out that the heap was full. */
const isOutOfMemory = (code: number | null, lastWords: string): boolean =>
  code === OUT_OF_MEMORY_EXIT || /heap out of memory|Array buffer allocation failed/.test(lastWords)

const keepTail = (child: ChildProcess): (() => string) => {
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-4096)))
  return () => tail
}
