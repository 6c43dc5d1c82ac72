/** Dates, numbers and sizes in the page's language. Everything public is written for readers in Paris. */
import { language, words } from './language.ts'

const ZONE = 'Europe/Paris'
/** Narrow no-break space: before ; : ! ? and inside numbers. */
const NNBSP = '\u202f'
/** Between a number and its unit. */
const GAP = language === 'fr' ? NNBSP : '\u00a0'
const LOCALE = language === 'fr' ? 'fr-FR' : 'en-GB'

const w = words({
  fr: {
    byte: (n: number) => `octet${n > 1 ? 's' : ''}`,
    units: ['ko', 'Mo', 'Go', 'To'],
    // The first of a month is `1er`.
    day: (date: string) => date.replace(/(^|[a-z] )1 /, '$11er '),
    soon: 'dans un instant',
    now: 'à l’instant',
    at: (day: string, hour: string) => `${day} à ${hour}`,
    since: (day: string) => `depuis le ${day}`,
    from: (start: string, end: string) => `du ${start} au ${end}`,
    years: (first: string, last: string) => `${first} à ${last}`,
  },
  en: {
    byte: (n: number) => `byte${n === 1 ? '' : 's'}`,
    units: ['kB', 'MB', 'GB', 'TB'],
    day: (date: string) => date,
    soon: 'in a moment',
    now: 'just now',
    at: (day: string, hour: string) => `${day} at ${hour}`,
    since: (day: string) => `since ${day}`,
    from: (start: string, end: string) => `from ${start} to ${end}`,
    years: (first: string, last: string) => `${first} to ${last}`,
  },
})

// Making a formatter costs a hundred times what using it does: each is made once.
const NUMBER = new Intl.NumberFormat(LOCALE)
const ONE_DECIMAL = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 })
const NO_DECIMAL = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const MOMENT_DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: ZONE })
/** A day alone has no time zone. */
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' })
const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short', timeZone: ZONE })
const AGO = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always' })
const NEAR = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' })
/** Written `2026-03-14` in Swedish, as in ISO 8601. */
const PARIS_DAY = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: ZONE })

/** `12 500`, with the narrow no-break space of French typography; `12,500`. */
export const formatNumber = (value: number): string => NUMBER.format(value)

/** `3,4 Mo`, in powers of 1,000 as disks and browsers count. */
export const formatSize = (bytes: number): string => {
  if (bytes < 1_000) return `${formatNumber(bytes)}${GAP}${w.byte(bytes)}`
  let value = bytes / 1_000
  let unit = 0
  while (value >= 999.5 && unit < w.units.length - 1) {
    value /= 1_000
    unit++
  }
  return `${(value < 10 ? ONE_DECIMAL : NO_DECIMAL).format(value)}${GAP}${w.units[unit]}`
}

/** `14 mars 2026`; the first of a month is `1er`. */
export const formatDate = (iso: string): string => w.day((iso.length > 10 ? MOMENT_DAY : DAY).format(new Date(iso)))

const HOUR = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short', timeZone: ZONE })
const NEXT_DAY = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', timeZone: ZONE })

/** `aujourd’hui à 14:30`, `demain à 02:30`, `lundi 30 novembre à 02:30`: of something to come. */
export const formatComing = (iso: string, now = Date.now()): string => {
  const date = new Date(iso)
  if (date.getTime() <= now) return w.soon
  const days = dayOf(date.getTime()) - dayOf(now)
  const day = days >= 0 && days < 2 ? NEAR.format(days, 'day') : w.day(NEXT_DAY.format(date))
  return w.at(day, HOUR.format(date))
}

/** `14:32`, in Paris. */
export const formatHour = (iso: string): string => HOUR.format(new Date(iso))

/** `14 mars 2026 à 09:12`. */
export const formatDateTime = (iso: string): string => w.day(MOMENT.format(new Date(iso)))

/** `il y a 3 jours`, `hier`, `à l’instant`. */
export const formatAgo = (iso: string, now = Date.now()): string => {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1_000)
  const age = Math.abs(seconds)
  if (age < 60) return w.now
  if (age < 3_600) return AGO.format(Math.trunc(seconds / 60), 'minute')
  if (age < 86_400) return AGO.format(Math.trunc(seconds / 3_600), 'hour')
  // « Hier » and « avant-hier » are days of the calendar; « le mois dernier » would be one too, hence the plain count.
  if (age < 30 * 86_400) return NEAR.format(dayOf(new Date(iso).getTime()) - dayOf(now), 'day')
  const [unit, length] = age < 365 * 86_400 ? (['month', 30] as const) : (['year', 365] as const)
  return AGO.format(Math.trunc(seconds / (length * 86_400)), unit)
}

/** The number of a day of the calendar in Paris. */
const dayOf = (time: number): number => Date.parse(PARIS_DAY.format(time)) / 86_400_000

/** `2024 à 2025` for whole years, `du 1er mars 2024 au 31 mai 2025` otherwise; open-ended without an end. */
export const formatCoverage = ({ start, end }: { start: string; end: string | null }): string => {
  if (!end) return w.since(formatDate(start))
  const [first, last] = [start.slice(0, 4), end.slice(0, 4)]
  if (start !== `${first}-01-01` || end !== `${last}-12-31`) return w.from(formatDate(start), formatDate(end))
  return first === last ? first : w.years(first, last)
}
