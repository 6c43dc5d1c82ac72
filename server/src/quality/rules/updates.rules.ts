import { english, french } from '../../lib/text.ts'
import { findFrequency, FREQUENCIES, type Frequency } from '../../catalog/index.ts'
import { editDataset, inField, inFile } from '../finding.rules.ts'
import type { DatasetRule, Examined, FileRule } from '../model.ts'

const DAY = 86_400_000

/** C3. Two periods and a fortnight without any change. A draft, what is archived or promised nothing is never late. */
export const frequencyVsUpdate: DatasetRule = {
  id: 'frequency-vs-update',
  check: ({ dataset, files, now }) => {
    const frequency = findFrequency(dataset.frequency)
    const period = frequency && periodOf(frequency)
    // Of a link we only know when its words changed, unless the other side said when the data did.
    const isKnown = files.some(({ url, extras }) => url === null || extras['analysis:last-modified-at'])
    if (!frequency || !period || dataset.archivedAt || dataset.private || !isKnown) return []
    const late = (now.getTime() - dataset.lastUpdate.getTime()) / DAY
    if (late <= 2 * period + 15) return []
    const [since, ago] = inWords(late)
    return [
      inField('dataset', 'frequency', {
        ...{ rule: 'frequency-vs-update', severity: 'warning' },
        message: {
          fr: `Mise à jour annoncée : ${frequency.label.fr.toLowerCase()} ; le dernier changement date de ${since}.`,
          en: `Announced update: ${frequency.label.en.toLowerCase()}; the last change was ${ago} ago.`,
        },
      }),
    ]
  },
}

const inWords = (days: number): [string, string] => {
  if (days < 62) return [`${Math.floor(days)} jours`, `${Math.floor(days)} days`]
  const months = Math.floor(days / 30.44)
  if (months < 24) return [`${months} mois`, `${months} months`]
  return [`${Math.floor(months / 12)} ans`, `${Math.floor(months / 12)} years`]
}

/** C4. Five publications or more tell the real rhythm; three times slower or faster isn't what was said. */
export const frequencyVsHistory: DatasetRule = {
  id: 'frequency-vs-history',
  check: ({ dataset, files }) => {
    const declared = findFrequency(dataset.frequency)
    const period = declared && periodOf(declared)
    const interval = medianInterval(files)
    if (!declared || !period || !interval || (interval <= 3 * period && interval >= period / 3)) return []
    const real = nearest(interval)
    const days = Math.round(interval)
    return [
      inField('dataset', 'frequency', {
        ...{ rule: 'frequency-vs-history', severity: 'advice' },
        message: {
          fr: `Vous publiez en réalité tous les ${days > 1 ? `${days} ` : ''}jours : changer la fréquence pour « ${real.label.fr} » ?`,
          en: `You really publish every ${days > 1 ? `${days} days` : 'day'}: change the frequency to “${real.label.en}”?`,
        },
        fix: editDataset({ frequency: real.id }),
      }),
    ]
  },
}

/** Days between publications; those of one day are one, whatever the number of files. */
const medianInterval = (files: Examined['files']): number | null => {
  const days = new Set(files.flatMap(({ publishedAt }) => publishedAt.map((date) => Math.floor(date.getTime() / DAY))))
  const sorted = [...days].toSorted((a, b) => a - b)
  const gaps = sorted.slice(1).map((day, index) => day - (sorted[index] ?? 0))
  return gaps.length >= 4 ? (gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null) : null
}

const COMMON = ['daily', 'weekly', 'monthly', 'quarterly', 'semiannual', 'annual', 'biennial']
const nearest = (days: number): Frequency => {
  const distance = (frequency: Frequency): number => Math.abs(Math.log((periodOf(frequency) ?? 1) / days))
  const choices = FREQUENCIES.filter(({ id }) => COMMON.includes(id))
  return choices.reduce((best, one) => (distance(one) < distance(best) ? one : best))
}

/** The rest of C17: a file that only grew, four versions in a row, and now has fewer rows. */
export const cumulativeDecrease: FileRule = {
  id: 'cumulative-decrease',
  check: ({ inspection, formerRowCounts }) => {
    const rows = inspection?.table?.rowCount
    const [last = 0] = formerRowCounts
    const onlyGrew =
      formerRowCounts.length >= 4 &&
      formerRowCounts.every((count, at) => at === 0 || count < (formerRowCounts[at - 1] ?? 0))
    // A fifth fewer has a rule of its own.
    if (rows === undefined || !onlyGrew || rows >= last || rows < 0.8 * last) return []
    return [
      inFile({
        ...{ rule: 'cumulative-decrease', severity: 'warning' },
        message: {
          fr: `Ce fichier ne faisait que grandir ; il perd ${french(last - rows)} lignes (${french(rows)} contre ${french(last)}).`,
          en: `This file only ever grew; it loses ${english(last - rows)} rows (${english(rows)} against ${english(last)}).`,
        },
      }),
    ]
  },
}

/** In days; null when nothing was promised. udata gives a whole year to what comes several times in it. */
const periodOf = ({ id, delayMinutes }: Frequency): number | null => {
  if (id === 'semiannual') return 183
  if (id === 'threeTimesAYear') return 122
  return delayMinutes === null ? null : Math.max(1, delayMinutes / (24 * 60))
}
