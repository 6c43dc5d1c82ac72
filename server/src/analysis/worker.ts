import { Invalid } from '../lib/errors.ts'
import { compareTables } from './comparison/compare-tables.ts'
import { convertFile, listMembers } from './conversions/convert-file.ts'
import { fixFile } from './fixes/fix-file.ts'
import { inspectFile } from './inspect-file.ts'
import { FileProblem } from './model.ts'
import { OUT_OF_MEMORY_EXIT, type WorkerAnswer, type WorkerMessage, type WorkerTask } from './worker-protocol.ts'

const memoryBytes = Number(process.argv[2]) * 1_048_576

process.on('message', (task: WorkerTask) => void answer(task))
// The server is gone: nobody waits for the answer.
process.on('disconnect', () => process.exit())

const answer = async (task: WorkerTask): Promise<void> => {
  const guard = setInterval(exitWhenTooLarge, 50)
  const found = await work(task)
  clearInterval(guard)
  say({ kind: 'answer', answer: found, worn: process.memoryUsage.rss() > 0.45 * memoryBytes })
}

const work = async (task: WorkerTask): Promise<WorkerAnswer> => {
  try {
    if (task.kind === 'compare')
      return { kind: 'comparison', comparison: await compareTables(task.before, task.after, task.options) }
    if (task.kind === 'fix') return { kind: 'fixed', fixed: await fixFile(task.file, task.fixes) }
    if (task.kind === 'members') return { kind: 'members', names: await listMembers(task.file) }
    if (task.kind === 'convert') {
      await convertFile(task.file, task.conversion)
      return { kind: 'converted' }
    }
    return { kind: 'findings', findings: await inspectFile(task.file, (format) => say({ kind: 'format', format })) }
  } catch (error) {
    if (error instanceof Invalid) return { kind: 'refused', text: error.text }
    if (error instanceof FileProblem) return { kind: 'problem', problem: error.problem }
    const message = error instanceof Error ? error.message : String(error)
    if (/^Out of Memory Error/.test(message)) return { kind: 'out_of_memory' }
    return { kind: 'error', message, system: isSystemError(error, message) }
  }
}

const exitWhenTooLarge = (): void => {
  if (process.memoryUsage.rss() > memoryBytes) process.exit(OUT_OF_MEMORY_EXIT)
}

const say = (message: WorkerMessage): void => {
  process.send?.(message)
}

/** A full disk or a missing file says nothing of the content: the inspection is to be tried again, not recorded. */
const isSystemError = (error: unknown, message: string): boolean =>
  typeof (error as { syscall?: unknown }).syscall === 'string' ||
  /No space left on device|Disk quota exceeded/i.test(message)
