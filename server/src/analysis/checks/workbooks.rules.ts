import { inFile } from './findings.rules.ts'
import type { FileRule } from './rule.ts'

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
