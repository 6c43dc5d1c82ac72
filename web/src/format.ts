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
const AGO = new Intl.RelativeTimeFormat('fr-FR', { numeric: 'auto' })

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
export const formatDate = (iso: string): string =>
  (iso.length > 10 ? MOMENT_DAY : DAY).format(new Date(iso)).replace(/^1 /, '1er ')

/** `14 mars 2026 à 09:12`. */
export const formatDateTime = (iso: string): string => MOMENT.format(new Date(iso))

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** `il y a 3 jours`, `hier`, `à l’instant`. */
export const formatAgo = (iso: string, now = Date.now()): string => {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1_000)
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return AGO.format(Math.trunc(seconds / length), unit)
  }
  return 'à l’instant'
}

/** `de janvier 2024 à décembre 2024` or with days; open-ended without an end. */
export const formatCoverage = ({ start, end }: { start: string; end: string | null }): string =>
  end ? `du ${formatDate(start)} au ${formatDate(end)}` : `depuis le ${formatDate(start)}`
