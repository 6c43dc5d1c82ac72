import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { NO_COUNTS, NO_PROGRESS, type Counts, type Decision, type Outcome, type Progress, type Run } from './model.ts'
import { insertDecisions } from './store.decisions.ts'
import { beat } from './store.runs.ts'

/** A run that somebody stopped, or that another process took for dead. */
export class RunStopped extends Error {}

export type NewDecision = Partial<Omit<Decision, 'runId' | 'position'>> & Pick<Decision, 'key' | 'outcome'>

/** What a run did and does, told as it goes. */
export interface Recorder {
  counts: Counts
  progress: Progress
  /** Something is left for a run that comes soon: a file that still changes, more than one run takes. */
  isMoreSoon: boolean
  /** Ends when the run must: nothing new is begun then. */
  signal: AbortSignal
  /** Writes what became of an object, and with it what else follows, in one transaction. */
  decide(decision: NewDecision, also?: (tx: Tx) => Promise<unknown>): Promise<void>
  close(): void
}

const BEAT_MS = 2_000
/** A database that is away for a minute comes back; longer, somebody else may have taken the run. */
const PATIENCE_MS = 45_000

/** Of what is nothing, the first ones are written down and the others counted: a bucket may hold a million keys. */
const MOST_OF_NOTHING = 500
const NOTHING: Outcome[] = ['unchanged', 'ignored']

/** Begins to tell of a run; `close` it. */
export const createRecorder = (db: Db, run: Run, now: () => Date): Recorder => {
  const counts = { ...NO_COUNTS }
  const progress = { ...NO_PROGRESS }
  const ending = new AbortController()
  let position = 0
  let lastBeat = Date.now()
  let beating = false

  const tick = async (): Promise<void> => {
    if (beating) return
    beating = true
    try {
      if (await beat(db, run.id, counts, progress)) lastBeat = Date.now()
      else ending.abort(new RunStopped())
    } catch {
      if (Date.now() - lastBeat > PATIENCE_MS) ending.abort(new RunStopped())
    } finally {
      beating = false
    }
  }
  const timer = setInterval(() => void tick(), BEAT_MS)

  return {
    counts,
    progress,
    isMoreSoon: false,
    signal: ending.signal,
    decide: async ({ key, outcome, ...more }, also) => {
      ending.signal.throwIfAborted()
      const isWritten = !NOTHING.includes(outcome) || counts[outcome] < MOST_OF_NOTHING
      const decision: Decision = {
        ...{ runId: run.id, position: position++, key, outcome, text: null, code: null, sizeBytes: null },
        ...{ sha256: null, datasetId: null, resourceId: null, version: null, heldId: null, durationMs: null },
        ...{ createdAt: now(), ...more },
      }
      if (also) {
        await inTransaction(db, async (tx) => {
          if (isWritten) await insertDecisions(tx, [decision])
          await also(tx)
        })
      } else if (isWritten) await insertDecisions(db, [decision])
      counts[outcome] += 1
    },
    close: () => clearInterval(timer),
  }
}
