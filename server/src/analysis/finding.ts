import type { Text } from '../lib/text.ts'

/**
 * Something that a rule has to say of a file, before or after its publication (product.md, “Compare”). All of it is
 * JSON. `rule` and `place` together are its identity: people silence a rule, in a place, for a dataset.
 */
export interface Finding {
  /** In kebab-case, the name of tabular.md §4.2 or §6: `leading-zero-commune`, `years-announced-vs-data`… */
  rule: string
  /** A blocker needs a person's yes, or holds a flow back; a warning is shown; advice is for a better file. */
  severity: Severity
  place: Place
  /** One sentence: what is wrong, with the figures. Personal data are masked in it. */
  message: Text
  /** Cells that show it, at most 10, for a small table; masked where they are personal. */
  examples?: Example[]
  /** What can be done by one click, without guessing. */
  fix?: Fix
}

export type Severity = 'blocker' | 'warning' | 'advice'

export type Place =
  | { kind: 'file' }
  | { kind: 'sheet'; sheet: string }
  /** 1-based position of the column in the table, and its name. */
  | { kind: 'column'; column: number; name: string }
  /** 1-based line of the file. */
  | { kind: 'line'; line: number }
  /** A field of the metadata, in udata's words: `temporal_coverage`, `description`… */
  | { kind: 'field'; on: 'dataset' | 'resource'; field: string }

/**
 * A fix makes a new file (to look at, then to publish): `analysis/fixes/` applies it; or it edits the metadata, by the
 * routes of the dataset and of the resource. In a list of fixes, each one speaks of the file as the ones before left it.
 */
export type Fix =
  | { action: 'to_utf8' }
  /** A zero in front of the values of this 1-based column that lack one digit of this length. */
  | { action: 'pad_zeros'; column: number; length: number }
  | { action: 'strip_decimals'; column: number }
  /** New names by 1-based column. */
  | { action: 'rename_columns'; names: Record<number, string> }
  | { action: 'drop_columns'; columns: number[] }
  /** 1-based lines of the file. */
  | { action: 'drop_lines'; lines: number[] }
  | { action: 'drop_duplicate_rows' }
  | { action: 'trim_cells'; columns: number[] }
  /** Cells that are exactly one of these become empty. */
  | { action: 'empty_values'; column: number; values: string[] }
  /** Dates of the column, day first, written `YYYY-MM-DD`. */
  | { action: 'iso_dates'; column: number }
  | { action: 'decimal_points'; column: number }
  /** The values, below names that stay where they are. */
  | { action: 'swap_columns'; columns: [number, number] }
  | { action: 'strip_control_characters' }
  /** The sheet, the layer or the member of an archive as CSV; empty: the one table of a file that has no sheets. */
  | { action: 'export_sheet'; sheet: string }
  | { action: 'rename_file'; fileName: string }
  /** Fields of the dataset or the resource, in the form that udata's API takes. */
  | { action: 'edit_metadata'; on: 'dataset' | 'resource'; changes: Record<string, unknown> }

/** A cell: 1-based row of the table (the header isn't one), and its text. */
export interface Example {
  row: number
  value: string
}

/** The fixes that make a new file. */
export type FileFix = Exclude<Fix, { action: 'edit_metadata' }>
