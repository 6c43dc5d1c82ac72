import { inTransaction, type Db, type Tx } from '../../db/index.ts'
import { NO_COUNTS, NO_PROGRESS, type Counts, type Decision, type Outcome, type Progress, type Run } from '../model.ts'
import { insertDecisions } from './store.decisions.ts'
import { beat, holdRun } from './store.runs.ts'

/** A run that somebody stopped, or that another process took for dead. */
export class RunStopped extends Error {}

export type NewDecision = Partial<Omit<Decision, 'runId' | 'position'>> & Pick<Decision, 'key' | 'outcome'>

/** What a run did and does, told as it goes. */
export interface Recorder {
  counts: Counts
  progress: Progress
  /** Something is left for a run that comes soon: a file that still changes, more than one run takes. */
  again: 'now' | 'soon' | null
  /** Ends when the run must: nothing new is begun then. */
  signal: AbortSignal
  /** Writes what became of an object, and with it what else follows, in one transaction. Throws `RunStopped`. */
  decide(decision: NewDecision, also?: (tx: Tx) => Promise<unknown>): Promise<void>
  /** Writes what became of a page of them: what is nothing, or is told beside what follows. */
  decideAll(decisions: NewDecision[]): Promise<void>
  close(): void
}

const BEAT_MS = 2_000
/** A database that is away for a minute comes back; longer, somebody else may have taken the run. */
const PATIENCE_MS = 45_000

/** Of what comes in great numbers the first ones are written down, the others counted: a bucket may hold a million keys. */
const MOST_OF_ONE = 500
const NUMEROUS: Outcome[] = ['unchanged', 'ignored', 'conflict']

/** One statement has 65,535 parameters at most. */
const AT_ONCE = 500

/** Begins to tell of a run, which ends with `closing` at the latest; `close` it. */
export const createRecorder = (
  db: Db,
  run: Run,
  { now, closing }: { now: () => Date; closing: AbortSignal },
): Recorder => {
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
  /** Itself, or nothing where enough of the kind were written. */
  const writtenOf = ({ key, outcome, ...more }: NewDecision): Decision[] => {
    if (NUMEROUS.includes(outcome) && counts[outcome] >= MOST_OF_ONE) return []
    return [
      {
        ...{ runId: run.id, position: position++, key, outcome, text: null, code: null, sizeBytes: null },
        ...{ sha256: null, datasetId: null, resourceId: null, version: null, heldId: null, durationMs: null },
        ...{ createdAt: now(), ...more },
      },
    ]
  }
  const timer = setInterval(() => void tick(), BEAT_MS)
  const stop = (): void => ending.abort(new RunStopped())
  closing.addEventListener('abort', stop)
  if (closing.aborted) stop()

  return {
    counts,
    progress,
    again: null,
    signal: ending.signal,
    decide: async (decision, also) => {
      ending.signal.throwIfAborted()
      const written = writtenOf(decision)
      if (also) {
        await inTransaction(db, async (tx) => {
          if (!(await holdRun(tx, run))) throw new RunStopped()
          await insertDecisions(tx, written)
          await also(tx)
        })
      } else await insertDecisions(db, written)
      counts[decision.outcome] += 1
    },
    decideAll: async (decisions) => {
      ending.signal.throwIfAborted()
      const written: Decision[] = []
      for (const decision of decisions) {
        written.push(...writtenOf(decision))
        counts[decision.outcome] += 1
      }
      for (let at = 0; at < written.length; at += AT_ONCE) await insertDecisions(db, written.slice(at, at + AT_ONCE))
    },
    close: () => {
      clearInterval(timer)
      closing.removeEventListener('abort', stop)
    },
  }
}
