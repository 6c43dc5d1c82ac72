import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Invalid, Unavailable } from '../lib/errors.ts'
import type { ComparisonOptions } from './comparison/compare-tables.ts'
import type { Comparison } from './comparison/model.ts'
import type { ComparedTable } from './model.ts'
import { failureOf } from './failures.ts'
import { createMaker } from './make-file.ts'
import {
  ANALYSER_VERSION,
  type InspectedFile,
  type Limits,
  type Inspection,
  type Inspector,
  type Problem,
} from './model.ts'
import { createWorkerPool } from './worker-pool.ts'
import type { WorkerProcess, WorkerRun } from './worker-process.ts'

export interface InspectorOptions {
  /** Holds one folder per inspection under way, removed at its end. */
  tempDir: string
  timeoutMs?: (sizeBytes: number) => number
  /** Of one worker, all included; there are two at most. */
  memoryMb?: number
  limits?: Limits
}

/** What the settings say when nobody set them. */
export const LIMITS: Limits = { unpackedBytes: 5_368_709_120, cells: 50_000_000, nesting: 100 }

const MAX_WORKERS = 2

/** Inspects files in child processes, two at once, the others wait their turn; a worker stays warm for the next file. */
export const createInspector = ({
  tempDir,
  timeoutMs = allowedTime,
  memoryMb = 1024,
  limits = LIMITS,
}: InspectorOptions): Inspector => {
  const pool = createWorkerPool(MAX_WORKERS, memoryMb)
  const inspections = createJoin<Inspection>()
  const comparisons = createJoin<Comparison | null>()

  return {
    inspect: (file) =>
      inspections(file.parquetPath, () =>
        pool.use(async (worker) => {
          const started = performance.now()
          const run = await runOn(worker, file, tempDir, timeoutMs(file.sizeBytes), memoryMb / 2, limits)
          return { ...conclude(run), durationMs: Math.round(performance.now() - started) }
        }),
      ),
    compare: (before, after, options = {}) =>
      comparisons(JSON.stringify([before.parquetPath, after.parquetPath, options]), () =>
        pool.use(async (worker) => compareOn(worker, tempDir, { before, after, options }, timeoutMs(COMPARED_BYTES))),
      ),
    ...createMaker(pool, { tempDir, timeoutMs, memoryMb, limits }),
    workerPids: pool.pids,
    load: () => ({ workers: MAX_WORKERS, ...pool.load() }),
    close: pool.close,
  }
}

/** The same work asked for while it is under way is done once, for whoever asks: they all wait for the first. */
const createJoin = <T>() => {
  const underWay = new Map<string, Promise<T>>()
  return (key: string, work: () => Promise<T>): Promise<T> => {
    const known = underWay.get(key)
    if (known) return known
    const started = work().finally(() => underWay.delete(key))
    underWay.set(key, started)
    return started
  }
}

/** A minute to begin with, and a second per megabyte: twenty times what an ordinary table takes. */
const allowedTime = (sizeBytes: number): number => 60_000 + sizeBytes / 1000

const runOn = async (
  worker: WorkerProcess,
  { path, fileName, parquetPath, tilesPath }: InspectedFile,
  tempDir: string,
  timeoutMs: number,
  engineMemoryMb: number,
  limits: Limits,
): Promise<WorkerRun> => {
  const partialParquetPath = `${parquetPath}.${randomUUID()}.part`
  const partialTilesPath = `${tilesPath}.${randomUUID()}.part`
  await mkdir(tempDir, { recursive: true })
  const scratchFolder = await mkdtemp(join(tempDir, 'inspect-'))
  try {
    const task = {
      ...{ path, fileName, parquetPath, partialParquetPath, tilesPath, partialTilesPath },
      ...{ scratchFolder, engineMemoryMb, limits },
    }
    return await worker.run({ kind: 'inspect', file: task }, timeoutMs)
  } finally {
    await rm(scratchFolder, { recursive: true, force: true })
    for (const path of [partialParquetPath, `${partialParquetPath}.2`, partialTilesPath])
      await rm(path, { force: true })
  }
}

/** No file has a size here: as much time as a file of this one has. */
const COMPARED_BYTES = 500_000_000

const compareOn = async (
  worker: WorkerProcess,
  tempDir: string,
  { before, after, options }: Compared,
  timeoutMs: number,
): Promise<Comparison | null> => {
  await mkdir(tempDir, { recursive: true })
  const scratchFolder = await mkdtemp(join(tempDir, 'compare-'))
  try {
    const task = { kind: 'compare' as const, before, after, options: { ...options, scratchFolder } }
    const { answer } = await worker.run(task, timeoutMs)
    if (answer.kind === 'refused') throw new Invalid(answer.text)
    if (answer.kind === 'error' && answer.system) throw new Unavailable(new Error(answer.message))
    return answer.kind === 'comparison' ? answer.comparison : null
  } finally {
    await rm(scratchFolder, { recursive: true, force: true })
  }
}
interface Compared {
  before: ComparedTable
  after: ComparedTable
  options: Omit<ComparisonOptions, 'scratchFolder'>
}

const conclude = ({ answer, format }: WorkerRun): Omit<Inspection, 'durationMs'> => {
  const failed = (problem: Problem): Omit<Inspection, 'durationMs'> => ({
    ...{ analyserVersion: ANALYSER_VERSION, format, outcome: 'failed', problem, table: null },
    ...{ sheets: null, geo: null, findings: [] },
  })
  if (answer.kind === 'problem') return failed(answer.problem)
  if (answer.kind === 'error') {
    if (answer.system) throw new Unavailable(new Error(answer.message))
    return failed({ ...failureOf('unreadable'), detail: answer.message })
  }
  if (answer.kind === 'timeout' || answer.kind === 'out_of_memory') return failed(failureOf(answer.kind))
  if (answer.kind !== 'findings') return failed(failureOf('crash'))
  const { table } = answer.findings
  return { analyserVersion: ANALYSER_VERSION, outcome: table ? 'table' : 'no_table', ...answer.findings }
}
