import { labelOf, type Column, type Table } from '../analysis/index.ts'
import type { ExaminedFile } from './model.ts'
import { yearsIn } from './words.rules.ts'

/** What the tables of a dataset say, by their columns' profiles: their time, their places. */

/** From a first day to a last one, as a column has them. */
export interface Span {
  /** Null: the years of the files' names. */
  column: string | null
  start: string
  end: string
}

/** Files that are the data: not their documentation, nor code. */
export const mainFiles = (files: ExaminedFile[]): ExaminedFile[] =>
  files.filter(({ type }) => type === 'main' || type === 'update')

/** The tables that are all that their file holds. */
export const tablesOf = (files: ExaminedFile[]): { file: ExaminedFile; table: Table }[] =>
  files.flatMap((file) => {
    const table = tableOf(file)
    return table ? [{ file, table }] : []
  })

/** Null for a workbook of several full sheets: one of them became the table, and says nothing of the others. */
export const tableOf = ({ inspection }: ExaminedFile): Table | null => {
  const full = inspection?.sheets?.filter(
    ({ hidden, rowCount, columnCount }) => !hidden && rowCount > 1 && columnCount > 1,
  )
  return (full?.length ?? 0) > 1 ? null : (inspection?.table ?? null)
}

/** The time that all the main files cover together; null when some of them doesn't say, or says it in another way. */
export const spanOfFiles = (files: ExaminedFile[]): Span | null => {
  const main = mainFiles(files)
  const spans = main.map((file) => {
    const table = tableOf(file)
    return table && spanOfTable(table)
  })
  if (spans.length === 0 || spans.some((span) => span === null)) return spanOfNames(main)
  const all = spans as Span[]
  return {
    column: all[0]?.column ?? null,
    start: all.map(({ start }) => start).toSorted()[0] ?? '',
    end:
      all
        .map(({ end }) => end)
        .toSorted()
        .at(-1) ?? '',
  }
}

/** One file a year: their names say the years. */
const spanOfNames = (files: ExaminedFile[]): Span | null => {
  const years = files.map((file) => yearOfName(file))
  if (files.length < 2 || years.some((year) => year === null)) return null
  const sorted = (years as number[]).toSorted((a, b) => a - b)
  return { column: null, start: `${sorted[0]}-01-01`, end: `${sorted.at(-1)}-12-31` }
}

/** The only year of a file's name; null when it has none or several. */
export const yearOfName = ({ fileName, title }: ExaminedFile): number | null => {
  const years = yearsIn(fileName ?? title)
  return years.length === 1 ? (years[0] ?? null) : null
}

export const spanOfTable = (table: Table): Span | null => {
  const column = timeColumnOf(table)
  const { min, max } = column?.profile ?? {}
  if (!column || !min || !max) return null
  const [start, end] = isYear(column)
    ? [`${Number(min)}-01-01`, `${Number(max)}-12-31`]
    : [min, endOfMonth(column, max)]
  return /^[12]\d{3}-/.test(start) && /^[12]\d{3}-/.test(end)
    ? { column: column.name, start: start.slice(0, 10), end: end.slice(0, 10) }
    : null
}

/** Months are written as their first day. */
const endOfMonth = ({ name, profile }: Column, last: string): string => {
  const isMonths = /^(mois|month|periode)$/.test(labelOf(name)) && /-01$/.test(last) && /-01$/.test(profile.min ?? '')
  if (!isMonths) return last
  return new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5, 7)), 0)).toISOString().slice(0, 10)
}

/**
 * The column that says when each row is about. Only a name that says so is believed, and only one such column: the
 * year a museum was built isn't the year of the data.
 */
export const timeColumnOf = (table: Table): Column | null => {
  const dated = table.columns.filter((column) => isYear(column) || column.type === 'date' || column.type === 'datetime')
  for (const names of TIME_NAMES) {
    const [column, another] = dated.filter(({ name }) => names.test(labelOf(name)))
    if (column) return another || column.emptyCount > 0.2 * table.rowCount ? null : column
  }
  return null
}
const TIME_NAMES = [
  /^(annee|year|exercice|millesime|annee (de )?(l )?(exercice|reference|donnees|observation|frequentation|budget))$/,
  /^(date|jour|mois|periode|day|month|date (de )?(l )?(observation|mesure|releve|evenement|seance|frequentation|visite))$/,
]

export const isYear = (column: Column): boolean =>
  column.meaning?.format === 'year' ||
  (column.type === 'integer' &&
    /\b(annee|year|exercice|millesime)\b/.test(labelOf(column.name)) &&
    Number(column.profile.min) >= 1000 &&
    Number(column.profile.max) <= 2100)

/** The year of at least four rows in five, and their share; null when no year is. */
export const dominantYear = (table: Table): { year: number; share: number; column: string } | null => {
  const column = timeColumnOf(table)
  const { min, max, top } = column?.profile ?? {}
  if (!column || !min || !max || !top) return null
  if (min.slice(0, 4) === max.slice(0, 4)) return { year: Number(min.slice(0, 4)), share: 1, column: column.name }
  if (!isYear(column) || column.profile.distinctCount > top.length) return null
  const [first] = top
  const share = (first?.count ?? 0) / top.reduce((sum, { count }) => sum + count, 0)
  return first && share >= 0.8 ? { year: Number(first.value.trim()), share, column: column.name } : null
}

/** All the values of a column with how many rows have each, when there are few enough for its profile to hold them. */
export const valuesOf = ({ profile }: Column): { value: string; count: number }[] | null =>
  profile.top.length > 0 && profile.distinctCount <= profile.top.length ? profile.top : null

/** The first column with one of these meanings, in this order. */
export const columnMeaning = (table: Table, ...formats: string[]): Column | null => {
  for (const format of formats) {
    const column = table.columns.find(({ meaning }) => meaning?.format === format)
    if (column) return column
  }
  return null
}

/** A column name as words to compare, whatever its case, accents and separators. */
export const sameName = (name: string): string => labelOf(name).replaceAll(' ', '')
