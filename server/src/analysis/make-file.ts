import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Conflict, Invalid, Unavailable } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { InspectedFile, Inspector, Limits } from './model.ts'
import type { WorkerPool } from './worker-pool.ts'
import type { WorkerRun } from './worker-process.ts'
import type { FileToFix, WorkerAnswer, WorkerTask } from './worker-protocol.ts'

/** As the inspector was given them. */
interface Making {
  tempDir: string
  timeoutMs: (sizeBytes: number) => number
  memoryMb: number
  limits: Limits
}
type Original = Pick<InspectedFile, 'path' | 'fileName' | 'sizeBytes'>

/** Files made of others, in the workers that inspect: each is lent, and gone afterwards. */
export const createMaker = (pool: WorkerPool, making: Making): Pick<Inspector, 'fix' | 'convert' | 'members'> => ({
  fix: (original, fixes, keep) =>
    make(pool, making, original, {
      task: (file) => ({ kind: 'fix', file, fixes }),
      done: 'fixed',
      keep: ({ fixed }, path) => keep(fixed, fixed.hasNewBytes ? path : null),
    }),
  convert: (original, conversion, keep) =>
    make(pool, making, original, {
      task: (file) => ({ kind: 'convert', file, conversion }),
      done: 'converted',
      keep: (_, path) => keep(path),
    }),
  members: (original) =>
    make(pool, making, original, {
      task: (file) => ({ kind: 'members', file }),
      done: 'members',
      keep: ({ names }) => Promise.resolve(names),
    }),
})

interface Asked<K extends WorkerAnswer['kind'], T> {
  task: (file: FileToFix) => WorkerTask
  /** The answer of a worker that did it. */
  done: K
  keep: (answer: Extract<WorkerAnswer, { kind: K }>, path: string) => Promise<T>
}

const MADE = 'made'

const make = async <K extends WorkerAnswer['kind'], T>(
  pool: WorkerPool,
  { tempDir, timeoutMs, memoryMb, limits }: Making,
  { path, fileName, sizeBytes }: Original,
  { task, done, keep }: Asked<K, T>,
): Promise<T> => {
  await mkdir(tempDir, { recursive: true })
  const scratchFolder = await mkdtemp(join(tempDir, 'make-'))
  const inScratch = (name: string): string => join(scratchFolder, name)
  const file = {
    ...{ path, fileName, scratchFolder, limits, engineMemoryMb: memoryMb / 2, outputPath: inScratch(MADE) },
    // What readers make beside the table is of no use here.
    ...{ parquetPath: inScratch('unused.parquet'), partialParquetPath: inScratch('unused.parquet.part') },
    ...{ tilesPath: inScratch('unused.pmtiles'), partialTilesPath: inScratch('unused.pmtiles.part') },
  }
  try {
    const { answer } = await pool.use((worker) => worker.run(task(file), timeoutMs(sizeBytes)))
    if (answer.kind !== done) throw failureOf(answer)
    return await keep(answer as Extract<WorkerAnswer, { kind: K }>, file.outputPath)
  } finally {
    await rm(scratchFolder, { recursive: true, force: true })
  }
}

const failureOf = (answer: WorkerRun['answer']): Error => {
  if (answer.kind === 'refused') return new Invalid(answer.text)
  if (answer.kind === 'problem') return new Invalid(answer.problem.message)
  if (answer.kind === 'error')
    return answer.system ? new Unavailable(new Error(answer.message)) : new Error(answer.message)
  return new Conflict(TOO_MUCH)
}

const TOO_MUCH: Text = {
  fr: 'Refaire ce fichier demande trop de temps ou de mémoire. Il est resté comme il était : corrigez-le à sa source.',
  en: 'Making this file anew takes too much time or memory. It is as it was: mend it at its source.',
}
