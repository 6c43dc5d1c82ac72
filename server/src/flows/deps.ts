import type { DepositDeps } from '../ingest/index.ts'
import type { Outgoing } from '../outgoing/index.ts'
import type { PartialFiles } from '../storage/index.ts'

/** What flows run with. */
export interface FlowDeps extends DepositDeps {
  partials: PartialFiles
  outgoing: Outgoing
  secretKey: Buffer
  /** Below which folders of this machine may be read; null: none. */
  folderRoot: string | null
  /** For files that are being converted. */
  tempDir: string
  /** The clock; tests play a week in a minute. */
  now?: () => Date
  /** Waits, unless the signal ends it. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

export const clockOf = ({ now }: Pick<FlowDeps, 'now'>): Date => now?.() ?? new Date()

export const pause = ({ sleep }: Pick<FlowDeps, 'sleep'>, ms: number, signal: AbortSignal): Promise<void> =>
  sleep ? sleep(ms, signal) : rest(ms, signal)

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true })
  })
