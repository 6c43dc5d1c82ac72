import type { FileVersion, VersionComparison } from '@cimaise/client'
import type { FileRef } from './arrival.rules.ts'
import { versionsWords as w } from './versions-words.ts'

/** A version in a story; `file`: null when it was deleted since. */
export type Moment = { id: string; version: FileVersion; file: FileRef | null }

export const authorOf = ({ author }: FileVersion): string =>
  author ? w.by([author.first_name, author.last_name].filter(Boolean).join(' ')) : ''

/** `version 3, avant la fusion`. */
export const nameOf = ({ number, label }: FileVersion): string => w.named(number, label)

/** Those that can be compared: their bytes are still there. */
export const comparable = (versions: FileVersion[]): FileVersion[] => versions.filter(({ purged }) => !purged)

/** The pair that people most likely mean: the last two, the older one first. */
export const lastTwo = (versions: FileVersion[]): { from: number; to: number } | null => {
  const [newest, before] = comparable(versions)
  return newest && before ? { from: before.number, to: newest.number } : null
}

/** `2 à regarder, 3 conseils`; empty when nobody looked at its bytes, or they were withdrawn. */
export const findingsOf = ({ findings }: FileVersion): string => {
  if (!findings) return ''
  const parts = (['blocker', 'warning', 'advice'] as const).map(
    (one) => findings[one] > 0 && w.found[one](findings[one]),
  )
  return parts.filter(Boolean).join(', ') || w.clean
}

/** What is said of two files that aren't two tables. */
export const bytesSentence = ({ same_bytes: isSame, filesize }: VersionComparison): string =>
  isSame ? w.identical : w.notTables(filesize.from, filesize.to)
