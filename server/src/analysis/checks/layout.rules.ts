import { english, french } from '../../lib/text.ts'
import type { Finding } from '../finding.ts'
import type { Table } from '../model.ts'
import { inFile } from './findings.rules.ts'
import type { CheckedFile, FileRule } from './rule.ts'

export const preamble: FileRule = {
  id: 'preamble-or-multi-header',
  check: ({ table, firstRows }) => {
    if (table && isSecondHeader(table, firstRows[0] ?? [])) return [secondHeader(table)]
    if (!table?.issues.some(({ code }) => code === 'title_lines') || table.headerLine === null) return []
    const lines = Array.from({ length: table.headerLine - 1 }, (_, index) => index + 1)
    return [
      inFile({
        ...{ rule: 'preamble-or-multi-header', severity: 'warning' },
        message: {
          fr: `Le tableau commence à la ligne ${table.headerLine} : supprimez les lignes de titre au-dessus.`,
          en: `The table begins at line ${table.headerLine}: remove the title lines above it.`,
        },
        ...(table.encoding !== null && lines.length <= 50 && { fix: { action: 'drop_lines' as const, lines } }),
      }),
    ]
  },
}

/** Units or sub-titles under the header: words above the numbers of two columns at least, and nowhere else in them. */
const isSecondHeader = ({ columns }: Table, firstRow: (string | null)[]): boolean => {
  const numeric = columns.flatMap((column, index) =>
    column.type === 'text' ? [] : [{ column, cell: firstRow[index] }],
  )
  return (
    numeric.length >= 2 &&
    numeric.every(
      ({ column, cell }) => column.misfitCount === 1 && column.misfits[0]?.row === 1 && /\p{L}{2}/u.test(cell ?? ''),
    )
  )
}

const secondHeader = ({ headerLine, encoding }: Table): Finding =>
  inFile({
    ...{ rule: 'preamble-or-multi-header', severity: 'warning' },
    message: {
      fr: 'La première ligne sous les noms des colonnes est un second en-tête (unités, sous-titres) : mettez ces mots dans les noms, et retirez-la.',
      en: 'The first row under the names of the columns is a second header (units, sub-titles): put these words in the names, and take it away.',
    },
    ...(encoding !== null &&
      headerLine !== null && { fix: { action: 'drop_lines' as const, lines: [headerLine + 1] } }),
  })

/** « Ensemble vocal », « Somme », « Notes de musique », « Champ-de-Mars » and « Lecture publique » are what rows are about. */
const TOTAL = /^((total|totaux|sous-total)\b|(ensemble|somme des\b.*|(sources?|notes?|n\.?b\.?|lecture|champ)\s*:.*)$)/i

export const totalsRow: FileRule = {
  id: 'totals-row',
  check: ({ table, lastRows }) => {
    if (!table || table.rowCount < 4) return []
    const found = lastRows.filter(({ cells }) => {
      const filled = cells.filter((cell) => cell !== null && cell.trim() !== '')
      const first = filled[0]?.trim() ?? ''
      // « Total » is also the name of a company: a row as full as the others, with no number, isn't a total.
      return TOTAL.test(first) && (filled.length <= Math.max(1, cells.length / 2) || filled.slice(1).every(isNumber))
    })
    const [one] = found
    if (!one) return []
    return [
      inFile({
        ...{ rule: 'totals-row', severity: 'warning' },
        examples: found.map(({ row, cells }) => ({ row, value: cells.find((cell) => cell?.trim()) ?? '' })),
        message: {
          fr: 'La fin du tableau semble être un total ou une note, et non une ligne de données : retirez-la.',
          en: 'The end of the table looks like a total or a note, not a row of data: take it away.',
        },
      }),
    ]
  },
}
const isNumber = (cell: string | null): boolean => /^[-+]?[\d\s\u00a0\u202f.,]+(%|€)?$/.test(cell?.trim() ?? '')

export const unevenRows: FileRule = {
  id: 'uneven-rows',
  check: ({ table }) => {
    const all = table?.issues.filter(({ code }) => /^(short_rows|long_rows|cut_last_row)$/.test(code)) ?? []
    // A cut row alone is another rule's.
    const issues = all.length === 1 && all[0]?.code === 'cut_last_row' ? [] : all
    const count = issues.reduce((sum, issue) => sum + (issue.count ?? 1), 0)
    const [first] = issues
    if (!table || !first) return []
    const lines = issues.flatMap((issue) => issue.lines ?? []).toSorted((a, b) => a - b)
    const list = `${lines.slice(0, 10).join(', ')}${count > 10 ? '…' : ''}`
    return [
      {
        rule: 'uneven-rows',
        severity: count > 0.01 * table.rowCount && count > 2 ? 'blocker' : 'warning',
        place: { kind: 'line', line: lines[0] ?? first.line ?? 1 },
        message: {
          fr: `${french(count)} ${count > 1 ? 'lignes n’ont' : 'ligne n’a'} pas le bon nombre de colonnes (lignes ${list}) : un séparateur manque ou est de trop.`,
          en: `${english(count)} ${count > 1 ? 'rows have' : 'row has'} a wrong number of columns (lines ${list}): a separator is missing or superfluous.`,
        },
      },
    ]
  },
}

export const duplicateRows: FileRule = {
  id: 'duplicate-rows',
  check: ({ table }) => {
    const count = table?.duplicateRowCount ?? 0
    if (!table || count === 0 || table.columns.length < 2) return []
    return [
      inFile({
        ...{ rule: 'duplicate-rows', severity: count > 0.01 * table.rowCount ? 'warning' : 'advice' },
        message: {
          fr: `${french(count)} ${count > 1 ? 'lignes répètent' : 'ligne répète'} entièrement une autre.`,
          en: `${english(count)} ${count > 1 ? 'rows repeat' : 'row repeats'} another one wholly.`,
        },
        ...(table.encoding !== null && { fix: { action: 'drop_duplicate_rows' as const } }),
      }),
    ]
  },
}

/** Lines of separators alone, as a spreadsheet exports the bottom of a sheet. */
const MOST_EMPTY_ROWS = 10

export const emptyColumns: FileRule = {
  id: 'empty-columns-rows',
  check: ({ table }) => {
    if (!table || table.rowCount === 0) return []
    const empty = table.columns.flatMap(({ emptyCount }, index) => (emptyCount === table.rowCount ? [index + 1] : []))
    const emptyRows = table.issues.find(({ code }) => code === 'empty_rows')?.count ?? 0
    if (empty.length === 0 && emptyRows <= MOST_EMPTY_ROWS) return []
    const names = `${empty
      .slice(0, 5)
      .map((position) => table.columns[position - 1]?.name ?? '')
      .join(', ')}${empty.length > 5 ? '…' : ''}`
    return [
      inFile({
        ...{ rule: 'empty-columns-rows', severity: 'advice' },
        message:
          empty.length > 0
            ? {
                fr: `${empty.length > 1 ? `${empty.length} colonnes sont entièrement vides` : 'Une colonne est entièrement vide'} : ${names}.`,
                en: `${empty.length > 1 ? `${empty.length} columns are wholly empty` : 'A column is wholly empty'}: ${names}.`,
              }
            : {
                fr: `${french(emptyRows)} lignes sont entièrement vides : retirez-les.`,
                en: `${english(emptyRows)} rows are wholly empty: take them away.`,
              },
        ...(table.encoding !== null &&
          empty.length > 0 && { fix: { action: 'drop_columns' as const, columns: empty } }),
      }),
    ]
  },
}

/** An answer that went wrong, kept under the name of the data. */
export const errorPage: FileRule = {
  id: 'html-or-error-page',
  check: ({ format, fileName, table }: CheckedFile) => {
    const isTableName = /\.(csv|tsv|xlsx?|ods|json|geojson|parquet)$/i.test(fileName)
    if (table || !isTableName || (format !== 'html' && format !== 'xml')) return []
    return [
      inFile({
        ...{ rule: 'html-or-error-page', severity: 'blocker' },
        message: {
          fr: `Ce fichier s’appelle ${fileName} mais contient une page ${format.toUpperCase()}, souvent un message d’erreur : téléchargez-le de nouveau.`,
          en: `This file is called ${fileName} but holds a page of ${format.toUpperCase()}, often an error message: download it again.`,
        },
      }),
    ]
  },
}
