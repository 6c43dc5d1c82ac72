import { english, french, inFile } from './findings.rules.ts'
import type { Finding } from '../finding.ts'
import type { Table } from '../model.ts'
import type { CheckedFile, FileRule } from './rule.ts'

const TABULAR_OFFICE = new Set(['xlsx', 'xls', 'ods'])
const DOCUMENTS = new Set(['pdf', 'doc', 'docx', 'odt', 'ppt', 'pptx', 'odp'])

export const notCsv: FileRule = {
  id: 'not-csv',
  check: ({ format, sheets }) => {
    if (TABULAR_OFFICE.has(format)) {
      const chosen = sheets?.find((sheet) => sheet.chosen)
      return [
        inFile({
          ...{ rule: 'not-csv', severity: 'advice' },
          message: {
            fr: 'Préférez le CSV, que tous les outils lisent : il peut être fait à partir de ce fichier.',
            en: 'Prefer CSV, which every tool reads: it can be made from this file.',
          },
          ...(chosen && { fix: { action: 'export_sheet' as const, sheet: chosen.name } }),
        }),
      ]
    }
    if (!DOCUMENTS.has(format)) return []
    return [
      inFile({
        ...{ rule: 'not-csv', severity: 'advice' },
        message: {
          fr: `Ce fichier est un document (${format}), pas des données : publiez aussi le tableau dont il vient.`,
          en: `This file is a document (${format}), not data: publish the table it comes from too.`,
        },
      }),
    ]
  },
}

export const severalSheets: FileRule = {
  id: 'several-sheets',
  check: ({ format, sheets }) => {
    const full = sheets?.filter((sheet) => !sheet.hidden && sheet.rowCount >= 2 && sheet.columnCount >= 2) ?? []
    if (!TABULAR_OFFICE.has(format) || full.length < 2) return []
    const chosen = full.find((sheet) => sheet.chosen)?.name ?? full[0]?.name ?? ''
    return [
      inFile({
        ...{ rule: 'several-sheets', severity: 'warning' },
        message: {
          fr: `Le classeur a ${full.length} feuilles : seule « ${chosen} » sera explorable. Publiez un fichier par feuille.`,
          en: `The workbook has ${full.length} sheets: only “${chosen}” will be explored. Publish a file for each.`,
        },
      }),
    ]
  },
}

export const mergedCells: FileRule = {
  id: 'merged-cells',
  check: ({ sheets }) => {
    const ranges = sheets?.find((sheet) => sheet.chosen)?.mergedRanges ?? []
    if (ranges.length === 0) return []
    const list = `${ranges.slice(0, 5).join(', ')}${ranges.length > 5 ? '…' : ''}`
    return [
      inFile({
        ...{ rule: 'merged-cells', severity: 'warning' },
        message: {
          fr: `Des cellules fusionnées (${list}) laisseront des vides : répétez la valeur dans chaque cellule.`,
          en: `Merged cells (${list}) will leave blanks: repeat the value in each cell.`,
        },
      }),
    ]
  },
}

/** A colour for the header and one for every other row say nothing: three of them do. */
export const colourAsInformation: FileRule = {
  id: 'colour-as-information',
  check: ({ sheets }) => {
    const fills = sheets?.find((sheet) => sheet.chosen)?.fillCount ?? 0
    if (fills < 3) return []
    return [
      inFile({
        ...{ rule: 'colour-as-information', severity: 'advice' },
        message: {
          fr: `Le tableau a ${fills} couleurs de fond : si elles ont un sens, ajoutez une colonne qui le dit, elles ne seront pas gardées.`,
          en: `The table has ${fills} background colours: if they mean something, add a column that says it, they will not be kept.`,
        },
      }),
    ]
  },
}

export const preamble: FileRule = {
  id: 'preamble-or-multi-header',
  check: ({ table }) => {
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

export const emptyColumns: FileRule = {
  id: 'empty-columns-rows',
  check: ({ table }) => {
    if (!table || table.rowCount === 0) return []
    const empty = table.columns.flatMap(({ emptyCount }, index) => (emptyCount === table.rowCount ? [index + 1] : []))
    if (empty.length === 0) return []
    const names = empty.slice(0, 5).map((position) => table.columns[position - 1]?.name ?? '')
    return [
      inFile({
        ...{ rule: 'empty-columns-rows', severity: 'advice' },
        message: {
          fr: `${empty.length > 1 ? `${empty.length} colonnes sont entièrement vides` : 'Une colonne est entièrement vide'} : ${names.join(', ')}${empty.length > 5 ? '…' : ''}.`,
          en: `${empty.length > 1 ? `${empty.length} columns are wholly empty` : 'A column is wholly empty'}: ${names.join(', ')}${empty.length > 5 ? '…' : ''}.`,
        },
        ...(table.encoding !== null && { fix: { action: 'drop_columns' as const, columns: empty } }),
      }),
    ]
  },
}

/** What old spreadsheets hold (65,536), and today's (1,048,576), the header counted. */
const TOOL_LIMITS = [65_536, 1_048_576]

export const truncatedByTool: FileRule = {
  id: 'truncated-by-tool',
  check: ({ table }) => {
    const lines = (table?.rowCount ?? 0) + 1
    if (!TOOL_LIMITS.includes(lines)) return cutLastRow(table)
    return [
      inFile({
        ...{ rule: 'truncated-by-tool', severity: 'blocker' },
        message: {
          fr: `Le fichier a exactement ${french(lines)} lignes, la limite d’un tableur : la suite a sans doute été coupée. Réexportez-le depuis la source.`,
          en: `The file has exactly ${english(lines)} lines, the limit of a spreadsheet: the rest was probably cut. Export it again from the source.`,
        },
      }),
    ]
  },
}

/** A copy or a download that stopped; where other rows are short too, it is how the file is written. */
const cutLastRow = (table: Table | null): Finding[] => {
  const cut = table?.issues.find(({ code }) => code === 'cut_last_row')
  if (!cut || table?.issues.some(({ code }) => code === 'short_rows')) return []
  return [
    {
      ...{ rule: 'truncated-by-tool', severity: 'blocker', place: { kind: 'line', line: cut.line ?? 1 } },
      message: {
        fr: `Le fichier s’arrête au milieu de sa dernière ligne (${cut.line}) : la copie ou le téléchargement a sans doute été interrompu. Reprenez-le à sa source.`,
        en: `The file stops in the middle of its last line (${cut.line}): the copy or the download was probably cut short. Fetch it again from its source.`,
      },
    },
  ]
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
