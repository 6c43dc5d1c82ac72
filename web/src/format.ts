/** French forms of dates, numbers and sizes. Everything public is written for readers in Paris. */

const ZONE = 'Europe/Paris'
/** Narrow no-break space: before ; : ! ? and inside numbers. */
const NNBSP = '\u202f'

// Making a formatter costs a hundred times what using it does: each is made once.
const NUMBER = new Intl.NumberFormat('fr-FR')
const ONE_DECIMAL = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })
const NO_DECIMAL = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 })
const MOMENT_DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: ZONE })
/** A day alone has no time zone. */
const DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
const MOMENT = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: ZONE })
const AGO = new Intl.RelativeTimeFormat('fr-FR', { numeric: 'always' })
const NEAR = new Intl.RelativeTimeFormat('fr-FR', { numeric: 'auto' })
/** Written `2026-03-14` in Swedish, as in ISO 8601. */
const PARIS_DAY = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: ZONE })

/** `12 500`, with the narrow no-break space of French typography. */
export const formatNumber = (value: number): string => NUMBER.format(value)

/** `3,4 Mo`, in powers of 1,000 as disks and browsers count. */
export const formatSize = (bytes: number): string => {
  if (bytes < 1_000) return `${formatNumber(bytes)}${NNBSP}octet${bytes > 1 ? 's' : ''}`
  const units = ['ko', 'Mo', 'Go', 'To']
  let value = bytes / 1_000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000
    unit++
  }
  return `${(value < 10 ? ONE_DECIMAL : NO_DECIMAL).format(value)}${NNBSP}${units[unit]}`
}

/** `14 mars 2026`; the first of a month is `1er`. */
export const formatDate = (iso: string): string => withFirst((iso.length > 10 ? MOMENT_DAY : DAY).format(new Date(iso)))

const HOUR = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short', timeZone: ZONE })
const NEXT_DAY = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone: ZONE })

/** `aujourd’hui à 14:30`, `demain à 02:30`, `lundi 30 novembre à 02:30`: of something to come. */
export const formatComing = (iso: string, now = Date.now()): string => {
  const date = new Date(iso)
  if (date.getTime() <= now) return 'dans un instant'
  const days = dayOf(date.getTime()) - dayOf(now)
  const day = days >= 0 && days < 2 ? NEAR.format(days, 'day') : NEXT_DAY.format(date)
  return `${day} à ${HOUR.format(date)}`
}

/** `14:32`, in Paris. */
export const formatHour = (iso: string): string => HOUR.format(new Date(iso))

/** `14 mars 2026 à 09:12`. */
export const formatDateTime = (iso: string): string => withFirst(MOMENT.format(new Date(iso)))

const withFirst = (date: string): string => date.replace(/^1 /, '1er ')

/** `il y a 3 jours`, `hier`, `à l’instant`. */
export const formatAgo = (iso: string, now = Date.now()): string => {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1_000)
  const age = Math.abs(seconds)
  if (age < 60) return 'à l’instant'
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
  if (!end) return `depuis le ${formatDate(start)}`
  const [first, last] = [start.slice(0, 4), end.slice(0, 4)]
  if (start !== `${first}-01-01` || end !== `${last}-12-31`) return `du ${formatDate(start)} au ${formatDate(end)}`
  return first === last ? first : `${first} à ${last}`
}
