import type { Db } from '../db/index.ts'
import { isDownload, isVisit, type Asked } from './counted.rules.ts'
import type { Counted, DayCount } from './model.ts'
import { parisDay } from './periods.rules.ts'
import { addCounts } from './store.ts'

const FLUSH_MS = 5_000

export interface UsageCounter {
  /** A page was asked for. */
  view(asked: Asked, page: { class: 'Dataset' | 'Organization' | 'Reuse'; id: string }): void
  /** A file is sent from its beginning, or a link was followed. */
  download(asked: Asked, file: { id: string; datasetId: string | null }): void
  /** Writes what was counted. Never throws: what can't be written now is written next time. */
  flush(): Promise<void>
  /** The same for the last time. */
  close(): Promise<void>
}

/**
 * Counts in memory and writes every few seconds: a page never waits for it. Several nodes add up. What a server that is
 * killed had not written yet, five seconds at most, is lost.
 */
export const createUsageCounter = (db: Db, now = () => new Date()): UsageCounter => {
  let counts = new Map<string, DayCount>()
  let writing: Promise<void> = Promise.resolve()

  const add = (counted: Counted, day: string, n: number): void => {
    const key = `${counted.class} ${counted.id} ${day}`
    const known = counts.get(key)
    if (known) known.n += n
    else counts.set(key, { ...counted, day, n })
  }

  const write = async (): Promise<void> => {
    if (counts.size === 0) return
    const taken = [...counts.values()]
    counts = new Map()
    try {
      await addCounts(db, taken)
    } catch {
      for (const { day, n, ...counted } of taken) add(counted, day, n)
    }
  }

  // One at a time: who asks while it writes waits for that, then for their own.
  const flush = (): Promise<void> => (writing = writing.then(write))
  const timer = setInterval(() => void flush(), FLUSH_MS)
  timer.unref()

  return {
    view: (asked, { class: name, id }) => {
      if (!isVisit(asked)) return
      add({ class: name, id, datasetId: name === 'Dataset' ? id : null }, parisDay(now()), 1)
    },
    download: (asked, { id, datasetId }) => {
      if (isDownload(asked)) add({ class: 'Resource', id, datasetId }, parisDay(now()), 1)
    },
    flush,
    close: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
