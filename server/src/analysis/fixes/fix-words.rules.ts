import { english, french, type Text } from '../../lib/text.ts'
import type { Fix } from '../finding.ts'
import type { AppliedFix } from './model.ts'

/** What a fix did, in a few words: `zéro initial remis dans « code_insee » (12 cellules)`. */
export const wordsOfFix = (fix: Fix, { columns, count }: AppliedFix): Text => {
  const { fr, en } = WORDS[fix.action](columns, fix)
  const counted = COUNTED[fix.action]
  if (count === null || !counted) return { fr, en }
  const [one, many, englishOne, englishMany] = counted
  return {
    fr: `${fr} (${french(count)} ${count > 1 ? many : one})`,
    en: `${en} (${english(count)} ${count === 1 ? englishOne : englishMany})`,
  }
}

const CELLS: [string, string, string, string] = ['cellule', 'cellules', 'cell', 'cells']
const ROWS: [string, string, string, string] = ['ligne', 'lignes', 'row', 'rows']
const COUNTED: Partial<Record<Fix['action'], [string, string, string, string]>> = {
  ...{ pad_zeros: CELLS, strip_decimals: CELLS, trim_cells: CELLS, empty_values: CELLS, iso_dates: CELLS },
  ...{ decimal_points: CELLS, strip_control_characters: CELLS },
  ...{ drop_lines: ROWS, drop_duplicate_rows: ROWS, swap_columns: ROWS },
}

const shown = (columns: string[], open: string, close: string): string =>
  columns
    .slice(0, 5)
    .map((name) => `${open}${name}${close}`)
    .join(', ') + (columns.length > 5 ? '…' : '')
const fr = (columns: string[]): string => shown(columns, '« ', ' »')
const en = (columns: string[]): string => shown(columns, '“', '”')

const WORDS: Record<Fix['action'], (columns: string[], fix: Fix) => Text> = {
  to_utf8: () => ({ fr: 'fichier converti en UTF-8', en: 'file converted to UTF-8' }),
  pad_zeros: (columns) => ({
    fr: `zéro initial remis dans ${fr(columns)}`,
    en: `leading zero restored in ${en(columns)}`,
  }),
  strip_decimals: (columns) => ({
    fr: `décimales retirées des identifiants de ${fr(columns)}`,
    en: `decimals removed from the identifiers of ${en(columns)}`,
  }),
  rename_columns: (columns) => ({
    fr: `${columns.length > 1 ? 'colonnes renommées' : 'colonne renommée'} : ${fr(columns)}`,
    en: `${columns.length > 1 ? 'columns' : 'column'} renamed: ${en(columns)}`,
  }),
  drop_columns: (columns) => ({
    fr: `${columns.length > 1 ? 'colonnes retirées' : 'colonne retirée'} : ${fr(columns)}`,
    en: `${columns.length > 1 ? 'columns' : 'column'} dropped: ${en(columns)}`,
  }),
  drop_lines: () => ({ fr: 'lignes retirées', en: 'lines dropped' }),
  drop_duplicate_rows: () => ({ fr: 'doublons retirés', en: 'duplicates dropped' }),
  trim_cells: (columns) => ({ fr: `espaces retirées dans ${fr(columns)}`, en: `spaces trimmed in ${en(columns)}` }),
  // Without the values: they may be of persons, and the history is public.
  empty_values: (columns) => ({ fr: `valeurs vidées dans ${fr(columns)}`, en: `values emptied in ${en(columns)}` }),
  iso_dates: (columns) => ({
    fr: `dates de ${fr(columns)} écrites AAAA-MM-JJ`,
    en: `dates of ${en(columns)} written YYYY-MM-DD`,
  }),
  decimal_points: (columns) => ({
    fr: `points décimaux dans ${fr(columns)}`,
    en: `decimal points in ${en(columns)}`,
  }),
  swap_columns: (columns) => ({
    fr: `valeurs de ${columns.map((name) => `« ${name} »`).join(' et ')} échangées`,
    en: `values of ${columns.map((name) => `“${name}”`).join(' and ')} swapped`,
  }),
  strip_control_characters: () => ({ fr: 'caractères invisibles retirés', en: 'invisible characters removed' }),
  export_sheet: (_, fix) => {
    const sheet = fix.action === 'export_sheet' ? fix.sheet : ''
    if (sheet === '') return { fr: 'tableau exporté en CSV', en: 'table exported as CSV' }
    return { fr: `« ${sheet} » exporté en CSV`, en: `“${sheet}” exported as CSV` }
  },
  rename_file: (_, fix) => {
    const name = fix.action === 'rename_file' ? fix.fileName : ''
    return { fr: `fichier renommé « ${name} »`, en: `file renamed “${name}”` }
  },
  edit_metadata: () => ({ fr: 'métadonnées complétées', en: 'metadata edited' }),
}
