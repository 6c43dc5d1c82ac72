import type { Engine } from '../engine.ts'
import type { Column } from '../model.ts'
import { columnType, possibleWritings, WRITINGS } from './column-types.rules.ts'

/** Rows that may rule out a type; none is ever accepted on them alone. */
const FIRST_ROWS = 1000

/** The type of each column over all its values: most candidates fall on the first rows, the rest is tried on every row. */
export const typeColumns = async (engine: Engine, width: number, rowCount: number): Promise<Omit<Column, 'name'>[]> => {
  const all = Array.from({ length: width }, () => WRITINGS)
  const first = await engine.countWritings(all, FIRST_ROWS)
  const counts = rowCount <= FIRST_ROWS ? first : await engine.countWritings(first.map(possibleWritings))
  return counts.map((count) => ({ ...columnType(count), emptyCount: rowCount - count.filled }))
}
