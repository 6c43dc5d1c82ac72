import { english, french } from '../../lib/text.ts'
import type { Finding } from '../finding.ts'
import { labelOf } from '../reference/labels.rules.ts'
import { dayOf, follows, WRITINGS } from '../tables/writings.rules.ts'
import { filledCount, inColumn, tally } from './findings.rules.ts'
import type { CheckedColumn, ColumnRule } from './rule.ts'

const writingOf = (column: CheckedColumn) =>
  WRITINGS.find(({ type, notation }) => type === column.type && notation === column.notation)

/** `1/2` and `12-5` opened in Excel become dates: a few of them, among words that are none. */
export const datesAutoConverted: ColumnRule = {
  id: 'dates-auto-converted',
  check: (column) => {
    if (isSerialDates(column)) return [serialDates(column)]
    if (column.type !== 'text' || /\b(date|jour|periode|horaire)/.test(labelOf(column.name))) return []
    const filled = filledCount(column.values)
    const found = tally(column.values, (text) =>
      /^(\d{1,2}[/-])?(janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|apr|may|jun|jul|aug|dec)\.?[/-]\d{2,4}$|^\d{1,2}-(janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|mar|apr|may|jun|jul|aug|dec)\.?$/i.test(
        text,
      ),
    )
    if (found.count < 0.001 * filled || found.count === 0 || found.count > 0.2 * filled) return []
    return [
      inColumn(column, {
        ...{ rule: 'dates-auto-converted', severity: 'warning', examples: found.examples },
        message: {
          fr: `Un tableur a peut-être transformé des valeurs de « ${column.name} » en dates (${found.examples[0]?.value}).`,
          en: `A spreadsheet may have turned values of “${column.name}” into dates (${found.examples[0]?.value}).`,
        },
      }),
    ]
  },
}

/** The days that a spreadsheet counts from 1900, without their look: 45292 is 1 January 2024. These are of 1954 to 2064. */
const isSerialDates = ({ type, name, values }: CheckedColumn): boolean =>
  type === 'integer' &&
  /^date\b|\bdate$/.test(labelOf(name)) &&
  values.length >= 5 &&
  values.every(({ value }) => /^[2-5]\d{4}$/.test(value.trim()))

const serialDates = (column: CheckedColumn): Finding =>
  inColumn(column, {
    ...{ rule: 'dates-auto-converted', severity: 'warning' },
    examples: column.values.slice(0, 3).map(({ value, firstRow }) => ({ row: firstRow, value })),
    message: {
      fr: `Les dates de « ${column.name} » sont devenues des nombres de tableur (${column.values[0]?.value}) : réexportez-les au format AAAA-MM-JJ.`,
      en: `The dates of “${column.name}” became numbers of a spreadsheet (${column.values[0]?.value}): export them again as YYYY-MM-DD.`,
    },
  })

/** No day beyond 12 in the whole column: read day first, as French dates are, and said so. */
export const ambiguousDates: ColumnRule = {
  id: 'ambiguous-dates',
  check: (column) => {
    if (column.type !== 'date' || (column.notation !== 'dd/mm/yyyy' && column.notation !== 'mm/dd/yyyy')) return []
    if (column.notation === 'mm/dd/yyyy') {
      return [
        inColumn(column, {
          ...{ rule: 'ambiguous-dates', severity: 'warning' },
          message: {
            fr: `Les dates de « ${column.name} » sont écrites mois/jour : en France elles seront lues jour/mois. Écrivez AAAA-MM-JJ.`,
            en: `The dates of “${column.name}” are written month/day: in France they will be read day/month. Write YYYY-MM-DD.`,
          },
        }),
      ]
    }
    const days = new Set(column.values.map(({ value }) => value.trim()))
    const mayBeMonths = [...days].every((text) => Number(text.split('/')[0]) <= 12)
    // The first of each month is a way of writing months, and a single date says nothing.
    const isFirsts = [...days].every((text) => Number(text.split('/')[0]) === 1)
    if (days.size < 5 || !mayBeMonths || isFirsts) return []
    return [
      inColumn(column, {
        ...{ rule: 'ambiguous-dates', severity: 'warning' },
        message: {
          fr: `Jour ou mois ? Les dates de « ${column.name} » se lisent des deux façons ; elles sont lues jour/mois. Écrivez AAAA-MM-JJ.`,
          en: `Day or month? The dates of “${column.name}” can be read both ways; they are read day/month. Write YYYY-MM-DD.`,
        },
        fix: { action: 'iso_dates', column: column.position },
      }),
    ]
  },
}

export const twoDigitYears: ColumnRule = {
  id: 'two-digit-years',
  check: (column) =>
    column.notation === 'dd/mm/yy'
      ? [
          inColumn(column, {
            ...{ rule: 'two-digit-years', severity: 'advice' },
            message: {
              fr: `Les années de « ${column.name} » ont deux chiffres : 24 est-il 1924 ou 2024 ?`,
              en: `The years of “${column.name}” have two digits: is 24 1924 or 2024?`,
            },
          }),
        ]
      : [],
}

const ABOUT_THE_FUTURE =
  /\b(prevision|prevue?|fin|echeance|expiration|limite|cloture|prochaine?|jusqu|validite|cible|horizon|programme)/
const OLDEST = Date.UTC(1000, 0, 1) / 86_400_000

export const futureDates = (now: () => Date): ColumnRule => ({
  id: 'future-or-absurd-dates',
  check: (column) => {
    const writing = writingOf(column)
    if (column.type !== 'date' || !writing || ABOUT_THE_FUTURE.test(labelOf(column.name))) return []
    const tomorrow = Math.floor(now().getTime() / 86_400_000) + 1
    const isOff = (text: string): boolean => {
      const day = follows(writing, text) ? dayOf(text, writing) : null
      return day !== null && (day > tomorrow || day < OLDEST)
    }
    const found = tally(column.values, isOff)
    // An agenda is about what is to come: a column mostly in the future isn't a mistake.
    if (found.count === 0 || found.count > 0.2 * filledCount(column.values)) return []
    return [
      inColumn(column, {
        ...{ rule: 'future-or-absurd-dates', severity: 'warning', examples: found.examples },
        message: {
          fr: `${french(found.count)} dates de « ${column.name} » sont dans le futur, ou trop anciennes pour être vraies (${found.examples[0]?.value}).`,
          en: `${english(found.count)} dates of “${column.name}” are in the future, or too old to be true (${found.examples[0]?.value}).`,
        },
      }),
    ]
  },
})
