import type { Comparison } from '@cimaise/client'
import { reportWords as w } from './words.ts'

/** One cell that isn't what it was: which row, which column, old and new. */
export type CellChange = { key: string; column: string; before: string; after: string }

/** How many lines of a sample are shown: the whole difference is a file to download. */
export const MOST_SHOWN = 20

/** The changed rows, cell by cell. */
export const cellChanges = ({ rows, shown, samples }: Comparison): CellChange[] => {
  const keys = (rows.key ?? []).map((name) => shown.indexOf(name))
  return samples.changed
    .flatMap(({ before, after }) =>
      shown.flatMap((column, index) =>
        before[index] === after[index]
          ? []
          : {
              ...{ key: keys.map((at) => after[at] ?? '').join(' · '), column },
              ...{ before: before[index] ?? '', after: after[index] ?? '' },
            },
      ),
    )
    .slice(0, MOST_SHOWN)
}

/** `Encodage : windows-1252 → utf-8`. */
export const formatChanges = ({ format }: Comparison): string[] =>
  format.map(({ what, from, to }) => `${w.format[what] ?? what}${w.colon} ${readable(from)} → ${readable(to)}`)

const readable = (text: string): string => (text === '\t' ? w.tab : text === ';' ? w.semicolon : text)
