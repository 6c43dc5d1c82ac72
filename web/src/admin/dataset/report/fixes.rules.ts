import type { DepositReport, Finding, Fix } from '@cimaise/client'

/** The button of a fix: a verb, and what it acts on. */
export const labelOf = (fix: Fix): string => {
  switch (fix.action) {
    case 'to_utf8':
      return 'Convertir en UTF-8'
    case 'pad_zeros':
      return 'Remettre les zéros'
    case 'strip_decimals':
      return 'Retirer les décimales'
    case 'rename_columns': {
      const [name, ...others] = Object.values(fix.names)
      return others.length > 0 ? 'Simplifier les noms' : `Renommer en « ${name} »`
    }
    case 'drop_columns':
      return fix.columns.length > 1 ? 'Retirer ces colonnes' : 'Retirer cette colonne'
    case 'drop_lines':
      return fix.lines.length > 1 ? 'Retirer ces lignes' : 'Retirer cette ligne'
    case 'drop_duplicate_rows':
      return 'Retirer les doublons'
    case 'trim_cells':
      return 'Retirer les espaces'
    case 'empty_values':
      return 'Vider ces cellules'
    case 'iso_dates':
      return 'Écrire AAAA-MM-JJ'
    case 'decimal_points':
      return 'Mettre des points décimaux'
    case 'swap_columns':
      return 'Échanger les deux colonnes'
    case 'strip_control_characters':
      return 'Retirer ces caractères'
    case 'export_sheet':
      return 'Convertir en CSV'
    case 'rename_file':
      return `Renommer « ${fix.file_name} »`
    case 'edit_metadata':
      return 'Compléter les métadonnées'
  }
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
    .join(' et ')

/** Columns or lines aren't where they were without it: what came after speaks of other ones. */
const MOVES: Fix['action'][] = ['drop_columns', 'drop_lines', 'drop_duplicate_rows', 'export_sheet']

/** The list without one fix, and without those after it when they would no longer mean the same. */
export const withoutFix = (fixes: Fix[], index: number): Fix[] => {
  const undone = fixes[index]
  if (undone && MOVES.includes(undone.action)) return fixes.slice(0, index)
  return fixes.filter((_, at) => at !== index)
}
