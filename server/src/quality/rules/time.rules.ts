import { findFrequency } from '../../catalog/index.ts'
import { editDataset, frenchDay, inField, inFile } from '../finding.rules.ts'
import type { DatasetRule, FileRule } from '../model.ts'
import { dominantYear, spanOfFiles, tableOf } from '../tables.rules.ts'
import { daysAsOfIn, proseOf, rangesIn, yearsIn, type Years } from '../words.rules.ts'

const yearOf = (day: string): number => Number(day.slice(0, 4))
const DAY = 86_400_000
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY

/** C1. The range of the title, or the only whole one of the description: a text with several is telling a story. */
export const yearsAnnounced: DatasetRule = {
  id: 'years-announced-vs-data',
  check: ({ dataset, files }) => {
    const span = spanOfFiles(files)
    const inTitle = onlyRange(rangesIn(dataset.title))
    // “Protected since 1840” isn't about the rows: of a text, only what has two ends is believed.
    const announced = inTitle ?? onlyRange(rangesIn(proseOf(dataset.description)).filter(isWhole))
    if (!span || !announced) return []
    const { start, end } = announced
    const [first, last] = [yearOf(span.start), yearOf(span.end)]
    // Far from the years of the data it is about something else: the history of what is described.
    const isAboutData = (start ?? first) <= last + 2 && (end ?? last) >= first - 2
    if (!isAboutData || ((start === null || start === first) && (end === null || end === last))) return []
    const [where, there] = inTitle ? ['Le titre', 'The title'] : ['La description', 'The description']
    return [
      inField('dataset', inTitle ? 'title' : 'description', {
        ...{ rule: 'years-announced-vs-data', severity: 'warning' },
        message: {
          fr: `${where} annonce ${yearsInWords(announced)[0]}, mais ${spanInWords(span.column)[0]} de ${first} à ${last}.`,
          en: `${there} announces ${yearsInWords(announced)[1]}, but ${spanInWords(span.column)[1]} from ${first} to ${last}.`,
        },
      }),
    ]
  },
}
const isWhole = ({ start, end }: Years): boolean => start !== null && end !== null
const onlyRange = (ranges: Years[]): Years | null =>
  new Set(ranges.map(({ start, end }) => `${start}-${end}`)).size === 1 ? (ranges[0] ?? null) : null
const spanInWords = (column: string | null): [string, string] =>
  column === null
    ? ['les fichiers vont', 'the files go']
    : [`la colonne « ${column} » va`, `the column “${column}” goes`]
const yearsInWords = ({ start, end }: Years): [string, string] => {
  if (start === null) return [`des données jusqu’en ${end}`, `data until ${end}`]
  if (end === null) return [`des données depuis ${start}`, `data since ${start}`]
  return [`${start}–${end}`, `${start}–${end}`]
}

/** C2. Outside of what was declared, or short of it, by a year or a twentieth of the whole. */
export const temporalCoverage: DatasetRule = {
  id: 'temporal-coverage-vs-data',
  check: ({ dataset: { temporalCoverage: declared }, files }) => {
    const span = spanOfFiles(files)
    if (!span || !declared) return []
    const tolerance = Math.max(31, Math.min(365, 0.05 * daysBetween(span.start, span.end)))
    // Whole years are about years: the first event of 2024 is in 2024, even in March.
    const isOff = (said: string, seen: string, wholeYear: string): boolean =>
      said.endsWith(wholeYear) ? yearOf(said) !== yearOf(seen) : Math.abs(daysBetween(said, seen)) > tolerance
    const isRight = !isOff(declared.start, span.start, '-01-01')
    if (isRight && (declared.end === null || !isOff(declared.end, span.end, '-12-31'))) return []
    const [from, to] = [frenchDay(declared.start), declared.end && frenchDay(declared.end)]
    return [
      inField('dataset', 'temporal_coverage', {
        ...{ rule: 'temporal-coverage-vs-data', severity: 'warning' },
        message: {
          fr: `La couverture temporelle déclarée (${from} – ${to ?? 'sans fin'}) ne correspond pas aux données (${frenchDay(span.start)} – ${frenchDay(span.end)}).`,
          en: `The declared temporal coverage (${declared.start} – ${declared.end ?? 'no end'}) doesn’t match the data (${span.start} – ${span.end}).`,
        },
        fix: editDataset({ temporal_coverage: { start: span.start, end: declared.end && span.end } }),
      }),
    ]
  },
}

/** The other half of C2: the data know, and the words don't say. */
export const temporalCoverageMissing: DatasetRule = {
  id: 'temporal-coverage-missing',
  check: ({ dataset, files }) => {
    const span = spanOfFiles(files)
    if (!span || dataset.temporalCoverage) return []
    return [
      inField('dataset', 'temporal_coverage', {
        ...{ rule: 'temporal-coverage-missing', severity: 'advice' },
        message: {
          fr: `Les données vont du ${frenchDay(span.start)} au ${frenchDay(span.end)} : la couverture temporelle peut le dire.`,
          en: `The data go from ${span.start} to ${span.end}: the temporal coverage can say so.`,
        },
        fix: editDataset({ temporal_coverage: { start: span.start, end: span.end } }),
      }),
    ]
  },
}

/** C12. A name of one year, over data of another. */
export const fileNameYear: FileRule = {
  id: 'file-name-year-vs-data',
  check: (file) => {
    const table = tableOf(file)
    const dominant = table && dominantYear(table)
    const name = file.fileName ?? file.title
    const named = yearsIn(name)
    if (!dominant || named.length !== 1 || named[0] === dominant.year) return []
    const percent = Math.round(100 * dominant.share)
    return [
      inFile({
        ...{ rule: 'file-name-year-vs-data', severity: 'warning' },
        message: {
          fr: `Le fichier s’appelle « ${name} », mais ${percent} % des lignes sont de ${dominant.year} (colonne « ${dominant.column} »).`,
          en: `The file is called “${name}”, but ${percent}% of the rows are of ${dominant.year} (column “${dominant.column}”).`,
        },
      }),
    ]
  },
}

/** C34. A day that the description says the data are of, long before the last of them. */
export const descriptionOfOtherYear: DatasetRule = {
  id: 'description-of-other-year',
  check: ({ dataset, files, now }) => {
    const span = spanOfFiles(files)
    const said = daysAsOfIn(dataset.description).toSorted().at(-1)
    if (!span || !said) return []
    const today = now.toISOString().slice(0, 10)
    const end = span.end < today ? span.end : today
    const period = (findFrequency(dataset.frequency)?.delayMinutes ?? 0) / (24 * 60)
    // The last day of a year of data may be no later than the day the year was put together.
    if (daysBetween(said, end) <= Math.max(365, period)) return []
    return [
      inField('dataset', 'description', {
        ...{ rule: 'description-of-other-year', severity: 'advice' },
        message: {
          fr: `La description dit « au ${frenchDay(said)} » alors que les données vont jusqu’en ${yearOf(span.end)}.`,
          en: `The description says “as of ${said}” while the data go until ${yearOf(span.end)}.`,
        },
      }),
    ]
  },
}
