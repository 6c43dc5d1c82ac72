import type { ColumnProps, PreviewProps } from '../props.ts'

export type ColumnLook = 'number' | 'code' | 'date' | 'long' | 'text'

/** How each column is set: numbers to the right, codes in fixed width, long texts with room to be read. */
export const looksOf = ({ columns, rows }: PreviewProps): ColumnLook[] =>
  columns.map((column, index) =>
    lookOf(
      column,
      rows.flatMap((row) => row[index] ?? []),
    ),
  )

const lookOf = (column: ColumnProps, values: string[]): ColumnLook => {
  if (column.type === 'integer' || column.type === 'number') return 'number'
  if (column.type === 'date' || column.type === 'datetime') return 'date'
  if (values.length > 0 && values.every(isCode)) return 'code'
  return values.some((value) => value.length > 40) ? 'long' : 'text'
}

/** `06088`, `2A004`, `PA00000100`: capitals and digits in one piece, which read best when they line up. */
const isCode = (value: string): boolean => /^(?=.*\d)[0-9A-Z][0-9A-Z._/-]{1,23}$/.test(value)
