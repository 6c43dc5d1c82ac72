import { invalidField } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { PeriodUsage, Range, Step } from './model.ts'

/** Written `2026-11-28` in Swedish, as in ISO 8601. */
const PARIS = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Paris' })

/** The day that it is in Paris. */
export const parisDay = (at: Date): string => PARIS.format(at)

/** So many days later, or earlier. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

const LONGEST: Record<Step, number> = { day: 1_100, month: 240 }

/** Twelve months with this one, or thirty days with today, unless it says otherwise. Throws `Invalid` by field. */
export const rangeOf = (asked: { from?: string; to?: string; by?: Step }, now = new Date()): Range => {
  const by = asked.by ?? 'month'
  const to = asked.to === undefined ? parisDay(now) : dayIn('to', asked.to, 'last')
  const usual = by === 'day' ? dayAfter(to, -29) : monthsBefore(to, 11)
  const from = asked.from === undefined ? usual : dayIn('from', asked.from, 'first')
  if (from > to) throw invalidField('from', BACKWARDS)
  const range = { from, to, by }
  if (countPeriods(range) > LONGEST[by]) throw invalidField('from', TOO_LONG)
  return range
}

/** Every period of the range, with nothing where nothing was counted. */
export const filled = (range: Range, counted: PeriodUsage[]): PeriodUsage[] => {
  const known = new Map(counted.map((usage) => [usage.period, usage]))
  return periodsOf(range).map((period) => known.get(period) ?? { period, views: 0, downloads: 0 })
}

const periodsOf = ({ from, to, by }: Range): string[] => {
  const periods = []
  for (let day = from; day <= to; day = by === 'day' ? dayAfter(day, 1) : nextMonth(day))
    periods.push(by === 'day' ? day : day.slice(0, 7))
  return periods
}

const countPeriods = ({ from, to, by }: Range): number =>
  by === 'day' ? (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 : monthOf(to) - monthOf(from) + 1

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

const firstOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`

const nextMonth = (day: string): string => firstOf(monthOf(day) + 1)
const monthsBefore = (day: string, months: number): string => firstOf(monthOf(day) - months)

/** A month stands for its first day, or its last. */
const dayIn = (field: string, text: string, which: 'first' | 'last'): string => {
  if (!/^[1-9]\d{3}-\d\d(-\d\d)?$/.test(text)) throw invalidField(field, NO_DAY)
  const first = text.length === 7 ? `${text}-01` : text
  // The 31st of February is the 3rd of March to some, and no day to us.
  const date = new Date(first)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== first) throw invalidField(field, NO_DAY)
  return text.length === 7 && which === 'last' ? dayAfter(nextMonth(first), -1) : first
}

const NO_DAY: Text = {
  fr: 'Un jour (2026-11-28) ou un mois (2026-11) est attendu.',
  en: 'Expecting a day (2026-11-28) or a month (2026-11).',
}
const BACKWARDS: Text = { fr: 'Le début vient après la fin.', en: 'It begins after its end.' }
const TOO_LONG: Text = {
  fr: 'Trois ans au plus par jour, vingt ans par mois.',
  en: 'At most three years by day, twenty years by month.',
}
