import type { FileProblem, Limits } from '../model.ts'
import { createCsvRows } from './csv-rows.ts'

/** Rows whose cells come by the name of their column, the columns being known once every row was seen. */
export interface KeyedRows {
  /** The position of a column from 0, in the order in which columns first came. */
  columnOf(name: string): number
  write(cells: Iterable<[name: string, text: string]>): void
  /** Writes the table; false when it has no column. */
  finish(path: string): Promise<boolean>
  drop(): Promise<void>
  readonly rowCount: number
}

const MOST_COLUMNS = 4096

/** Rows go to the disk with the columns known then, and are widened at the end. `tooLarge`: over a limit. */
export const createKeyedRows = (draftPath: string, limits: Limits, tooLarge: () => FileProblem): KeyedRows => {
  const columns = new Map<string, number>()
  const output = createCsvRows(draftPath)
  let [rowCount, bytes] = [0, 0]
  const columnOf = (name: string): number => {
    let column = columns.get(name)
    if (column === undefined) {
      column = columns.size
      columns.set(name, column)
    }
    return column
  }

  return {
    columnOf,
    write: (cells) => {
      const row: string[] = []
      for (const [name, text] of cells) row[columnOf(name)] = text
      rowCount += 1
      for (let column = 0; column < columns.size; column += 1) bytes += (row[column] ??= '').length + 1
      const isOver = rowCount * columns.size > limits.cells || bytes > limits.unpackedBytes
      if (columns.size > MOST_COLUMNS || isOver) throw tooLarge()
      output.write(row)
    },
    finish: async (path) => {
      if (columns.size === 0) await output.drop()
      else await output.finish(path, columns.size, [...columns.keys()])
      return columns.size > 0
    },
    drop: () => output.drop(),
    get rowCount() {
      return rowCount
    },
  }
}
