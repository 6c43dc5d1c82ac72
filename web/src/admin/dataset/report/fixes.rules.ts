import type { DepositReport, Finding, Fix } from '@cimaise/client'
import { reportWords as w } from './words.ts'

/** The button of a fix: a verb, and what it acts on. */
export const labelOf = (fix: Fix): string => {
  if (fix.action === 'rename_file') return w.renameFile(fix.file_name)
  if (fix.action === 'drop_columns' && fix.columns.length > 1) return w.dropColumns
  if (fix.action === 'drop_lines' && fix.lines.length > 1) return w.dropLines
  if (fix.action !== 'rename_columns') return w.fixes[fix.action]
  const [name = '', ...others] = Object.values(fix.names)
  return others.length > 0 ? w.simplifyNames : w.renameColumn(name)
}

/**
 * Only how values are written changes, or what is surely none of them: done together by « Corriger ». What asks a
 * question (is zero a value? are these rows twice on purpose?) or changes names that programs read is asked one by one.
 */
const SAFE: Fix['action'][] = [
  ...(['drop_lines', 'to_utf8', 'strip_control_characters', 'strip_decimals', 'pad_zeros'] as const),
  ...(['decimal_points', 'trim_cells', 'swap_columns', 'drop_columns'] as const),
]

/** In an order where none moves what another speaks of: all speak of the file that the report is about. */
export const safeFixes = (findings: Finding[]): Fix[] => {
  const rank = ({ action }: Fix): number => SAFE.indexOf(action)
  const told = findings.flatMap(({ fix, silenced }) => (fix && !silenced && rank(fix) >= 0 ? [fix] : []))
  const different = [...new Map(told.map((fix) => [JSON.stringify(fix), fix])).values()]
  return different.sort((a, b) => rank(a) - rank(b))
}

/** A text that a person writes: no click writes it for them. */
export const isForWriting = (fix: Fix): boolean => fix.action === 'edit_metadata' && 'description' in fix.changes

/** Somebody may have written the metadata since: a fix that isn't proposed any more would undo their words. */
export const isProposed = (fix: Fix, findings: Finding[]): boolean =>
  findings.some((finding) => JSON.stringify(finding.fix) === JSON.stringify(fix))

/** What has cells but isn't a text becomes one first, and it is said. */
export const withExport = (fix: Fix, { format, sheets }: DepositReport['inspection']): Fix[] => {
  const isText = format === 'csv' || format === 'tsv'
  if (isText || ['export_sheet', 'rename_file', 'edit_metadata'].includes(fix.action)) return [fix]
  return [{ action: 'export_sheet', sheet: sheets?.find(({ chosen }) => chosen)?.name ?? '' }, fix]
}

/** `Convertir en CSV et remettre les zéros`. */
export const labelOfAll = (fixes: Fix[]): string =>
  fixes
    .map((fix, index) => (index === 0 ? labelOf(fix) : labelOf(fix).replace(/^./, (letter) => letter.toLowerCase())))
    .join(w.and)

/** Columns or lines aren't where they were without it: what came after speaks of other ones. */
const MOVES: Fix['action'][] = ['drop_columns', 'drop_lines', 'drop_duplicate_rows', 'export_sheet']

/** The list without one fix, and without those after it when they would no longer mean the same. */
export const withoutFix = (fixes: Fix[], index: number): Fix[] => {
  const undone = fixes[index]
  if (undone && MOVES.includes(undone.action)) return fixes.slice(0, index)
  return fixes.filter((_, at) => at !== index)
}
