import { FileProblem } from '../../model.ts'

/** Each names what is wrong with the workbook, and what its author can do next. */

export const damaged = (part?: string): FileProblem => {
  const [fr, en] = part ? [` (« ${part} » n’est pas lisible)`, ` (“${part}” can't be read)`] : ['', '']
  return new FileProblem('damaged', {
    fr: `Ce classeur est endommagé ou incomplet${fr} : ouvrez-le dans un tableur, enregistrez-le de nouveau, puis redéposez-le.`,
    en: `This workbook is damaged or incomplete${en}: open it in a spreadsheet, save it again, then deposit it again.`,
  })
}

export const unsafeXml = (): FileProblem =>
  new FileProblem('damaged', {
    fr: 'Ce classeur contient des déclarations XML (DOCTYPE) que nous n’acceptons pas : enregistrez-le de nouveau avec un tableur, ou déposez un CSV.',
    en: 'This workbook holds XML declarations (DOCTYPE) that are not accepted: save it again with a spreadsheet, or deposit a CSV file.',
  })

export const encrypted = (): FileProblem =>
  new FileProblem('encrypted', {
    fr: 'Ce classeur est protégé par un mot de passe : enregistrez-en une copie sans mot de passe, puis déposez-la.',
    en: 'This workbook is protected by a password: save a copy of it without password, then deposit that copy.',
  })

export const binaryWorkbook = (): FileProblem =>
  new FileProblem('unreadable', {
    fr: 'Les classeurs binaires (XLSB) ne sont pas lus : enregistrez celui-ci au format XLSX ou CSV, puis déposez-le.',
    en: 'Binary workbooks (XLSB) are not read: save this one as XLSX or CSV, then deposit it.',
  })

export const unpackedTooLarge = (bytes: number): FileProblem =>
  new FileProblem('too_large', {
    fr: `Une fois décompressé, ce classeur dépasse ${megabytes(bytes)} Mo : supprimez les feuilles inutiles, ou déposez ses données en CSV.`,
    en: `Once unpacked, this workbook is over ${megabytes(bytes)} MB: delete the sheets that are not needed, or deposit its data as CSV.`,
  })

export const sheetTooLarge = (sheet: string, rows: number, columns: number, cells: number): FileProblem =>
  new FileProblem('too_large', {
    fr: `La feuille « ${sheet} » s’étend sur au moins ${rows} lignes et ${columns} colonnes, au-delà de ${cells} cellules : supprimez ce qui est loin du tableau, ou déposez-la en CSV.`,
    en: `The sheet “${sheet}” spreads over at least ${rows} rows and ${columns} columns, beyond ${cells} cells: delete what lies far from the table, or deposit it as CSV.`,
  })

export const textTooLarge = (): FileProblem =>
  new FileProblem('too_large', {
    fr: 'Ce classeur contient trop de texte dans une même cellule, ligne ou liste : allégez ses textes, ou déposez ses données en CSV.',
    en: 'This workbook holds too much text in one cell, row or list: lighten its texts, or deposit its data as CSV.',
  })

export const tooManyParts = (what: 'sheets' | 'styles' | 'entries'): FileProblem => {
  const fr = { sheets: 'feuilles', styles: 'styles', entries: 'fichiers internes' }[what]
  return new FileProblem('too_large', {
    fr: `Ce classeur contient trop de ${fr} : copiez les données dans un nouveau classeur, ou déposez-les en CSV.`,
    en: `This workbook holds too many ${what}: copy the data to a new workbook, or deposit them as CSV.`,
  })
}

export const tooDeep = (): FileProblem =>
  new FileProblem('too_large', {
    fr: 'Le contenu de ce classeur est imbriqué trop profondément : enregistrez-le de nouveau avec un tableur, ou déposez un CSV.',
    en: 'The content of this workbook is nested too deeply: save it again with a spreadsheet, or deposit a CSV file.',
  })

const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1_048_576))
