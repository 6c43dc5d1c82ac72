import { language } from '../../language.ts'

const LOCALE = language === 'fr' ? 'fr-FR' : 'en-GB'
// A period has no time zone.
const formatter = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' })
const MONTH = formatter({ month: 'long', year: 'numeric' })
const SHORT_MONTH = formatter({ month: 'short' })
const SHORT_DAY = formatter({ day: 'numeric', month: 'short' })
const DAY = formatter({ weekday: 'long', day: 'numeric', month: 'long' })

/** `novembre 2026`, `samedi 28 novembre`. */
export const periodName = (period: string): string => (period.length === 7 ? MONTH : DAY).format(new Date(period))

/** Under a bar: `nov.`, `28 nov.`. */
export const periodMark = (period: string): string =>
  (period.length === 7 ? SHORT_MONTH : SHORT_DAY).format(new Date(period))
