import Type from 'typebox'
import type { Fix } from './finding.ts'

const Column = Type.Integer({ minimum: 1, maximum: 4_096, description: 'Position in the table, from 1.' })
const Columns = Type.Array(Column, { minItems: 1, maxItems: 4_096 })
const Words = Type.String({ maxLength: 1_000 })

const fix = <A extends string, P extends Record<string, Type.TSchema>>(action: A, properties: P) =>
  Type.Object({ action: Type.Literal(action), ...properties }, { additionalProperties: false })

/** A fix as it is written in reports, and sent back to be applied. */
export const FixModel = Type.Union([
  fix('to_utf8', {}),
  fix('pad_zeros', { column: Column, length: Type.Integer({ minimum: 2, maximum: 40 }) }),
  fix('strip_decimals', { column: Column }),
  fix('rename_columns', { names: Type.Record(Type.String({ pattern: '^[1-9][0-9]{0,3}$' }), Words) }),
  fix('drop_columns', { columns: Columns }),
  fix('drop_lines', { lines: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 10_000 }) }),
  fix('drop_duplicate_rows', {}),
  fix('trim_cells', { columns: Columns }),
  fix('empty_values', { column: Column, values: Type.Array(Words, { minItems: 1, maxItems: 100 }) }),
  fix('iso_dates', { column: Column }),
  fix('decimal_points', { column: Column }),
  fix('swap_columns', { columns: Type.Array(Column, { minItems: 2, maxItems: 2 }) }),
  fix('strip_control_characters', {}),
  fix('export_sheet', { sheet: Words }),
  fix('rename_file', { file_name: Type.String({ minLength: 1, maxLength: 255 }) }),
  fix('edit_metadata', {
    on: Type.Union([Type.Literal('dataset'), Type.Literal('resource')]),
    changes: Type.Record(Type.String(), Type.Unknown()),
  }),
])

/** The whole list, from the file as it came; an empty one goes back to it. */
export const FixesInput = Type.Object({ fixes: Type.Array(FixModel, { maxItems: 100 }) })

export const readFixes = ({ fixes }: Type.Static<typeof FixesInput>): Fix[] =>
  fixes.map((one) => {
    if (one.action === 'rename_file') return { action: one.action, fileName: one.file_name }
    if (one.action === 'swap_columns')
      return { action: one.action, columns: [one.columns[0] ?? 0, one.columns[1] ?? 0] }
    return one
  })

export const presentFix = (one: Fix): Type.Static<typeof FixModel> =>
  one.action === 'rename_file' ? { action: one.action, file_name: one.fileName } : one
