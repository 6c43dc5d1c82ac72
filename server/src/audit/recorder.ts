import type { Db } from '../db/index.ts'
import type { NewEntry } from './model.ts'
import { insertEntries } from './store.ts'

export interface Recorder {
  /** Keeps an entry, soon: whoever is answered doesn't wait for it. */
  record(entry: NewEntry): void
  /** Writes what was recorded so far. */
  flush(): Promise<void>
  /** The same, and no more by itself. */
  close(): Promise<void>
}

/** What a process that is killed may lose. */
const PATIENCE_MS = 500
const BATCH = 1_000
/** The database is away: more would fill the memory. */
const MAX_WAITING = 50_000

/**
 * Writes entries in their order, outside of the requests that they are about: those of half a second are lost when the
 * process is killed, none when it stops. While the database is away they wait.
 */
export const createRecorder = (db: Db, warn: (message: string) => void): Recorder => {
  const waiting: NewEntry[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let closed = false
  let lost = 0

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      await insertEntries(db, batch)
      waiting.splice(0, batch.length)
    }
  }

  /** One at a time: two that write at once would mix their orders. */
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write).catch((error: unknown) => {
      warn(`audit log: ${waiting.length} entries wait, ${lost} were lost: ${String(error)}`)
      schedule()
    })
    return writing
  }

  const schedule = (): void => {
    if (!closed) timer ??= setTimeout(() => void flush(), PATIENCE_MS)
  }

  return {
    record: (entry) => {
      if (waiting.length >= MAX_WAITING) lost += 1
      else waiting.push(entry)
      schedule()
    },
    flush,
    close: async () => {
      closed = true
      await flush()
    },
  }
}
