import type { Finding } from '../../analysis/index.ts'
import { inFile, shortList } from '../finding.rules.ts'
import type { DatasetRule, ExaminedFile } from '../model.ts'
import { isYear, mainFiles, tablesOf, timeColumnOf, valuesOf, yearOfName } from '../tables.rules.ts'

/** C14. A series with a hole: of files by month or by year, or of rows by year. */
export const missingPeriod: DatasetRule = {
  id: 'missing-period-in-series',
  check: ({ files }) => {
    const main = mainFiles(files)
    const months = main.flatMap((file) => monthOfName(file) ?? [])
    const years = main.flatMap((file) => yearOfName(file) ?? [])
    if (months.length === main.length && main.length > 0) return holesIn(months, inMonths)
    return holesIn(years.length === main.length ? years : yearsOfRows(main), String)
  },
}

/** `musees_2024-03.csv`, `2024_03`: months since year 0; null for a name without one. */
const monthOfName = ({ fileName, title }: ExaminedFile): number | null => {
  const [, year, month] = /(?<!\d)(20\d\d)[-_ ]?(0[1-9]|1[0-2])(?![\d]|[-_]\d\d)/.exec(fileName ?? title) ?? []
  return year && month ? 12 * Number(year) + Number(month) - 1 : null
}
const inMonths = (month: number): string => `${String((month % 12) + 1).padStart(2, '0')}/${Math.floor(month / 12)}`

const holesIn = (series: number[], inWords: (period: number) => string): Finding[] => {
  const periods = [...new Set(series)].toSorted((a, b) => a - b)
  const [first, last] = [periods[0] ?? 0, periods.at(-1) ?? 0]
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const missing = all.filter((period) => !periods.includes(period))
  // Every other year isn't a series with holes: it is another rhythm.
  if (periods.length < 4 || missing.length === 0 || missing.length > Math.max(1, 0.2 * periods.length)) return []
  const list = shortList(missing.map(inWords))
  return [
    inFile({
      ...{ rule: 'missing-period-in-series', severity: 'warning' },
      message: {
        fr: `Il manque ${list} entre ${inWords(first)} et ${inWords(last)}.`,
        en: `${list} missing between ${inWords(first)} and ${inWords(last)}.`,
      },
    }),
  ]
}

/** Years of the only table, when they look like a series: few of them, and about as many rows for each. */
const yearsOfRows = (files: ExaminedFile[]): number[] => {
  const [only, another] = tablesOf(files)
  const column = only && !another ? timeColumnOf(only.table) : null
  const values = column && isYear(column) ? valuesOf(column) : null
  if (!values) return []
  const median = values.map(({ count }) => count).toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const isEven = values.every(({ count }) => count >= 0.2 * median)
  return isEven ? values.map(({ value }) => Number(value.trim())) : []
}
