import { formatSize } from '../../format.ts'
import type { DepositRules } from '../references.ts'
import { sendingWords as w } from './sending-words.ts'

/** What most file systems, and the server, take. */
const MOST_NAME_BYTES = 255

/** Why a file would be refused, said before it leaves; empty when nothing is known against it. */
export const problemOf = (file: { name: string; size: number }, rules: DepositRules | null): string => {
  if (file.size === 0) return w.empty
  if (new TextEncoder().encode(file.name).length > MOST_NAME_BYTES) return w.longName
  if (/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(file.name)) return w.oddName
  if (!rules) return ''
  if (file.size > rules.maxBytes) return w.tooLarge(file.size, rules.maxBytes)
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase()
  if (!extension) return w.noExtension
  return rules.extensions.has(extension) ? '' : w.extension(extension)
}

/** `12 Mo/s, encore 3 minutes`; empty while it is too soon to tell. `from`: bytes that were there before. */
export const paceOf = (loaded: number, total: number, milliseconds: number, from = 0): string => {
  if (milliseconds < 500 || loaded <= from || loaded >= total) return ''
  const bytesPerSecond = (loaded - from) / (milliseconds / 1_000)
  return w.pace(formatSize(Math.round(bytesPerSecond)), durationOf((total - loaded) / bytesPerSecond))
}

const durationOf = (seconds: number): string => {
  if (seconds < 60) return w.seconds(Math.max(1, Math.ceil(seconds)))
  if (seconds < 3_600) return w.minutes(Math.ceil(seconds / 60))
  return w.hours(Math.ceil(seconds / 3_600))
}
