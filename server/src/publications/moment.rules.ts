import { daysAfter } from '../lib/dates.ts'
import { invalidField } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

const SOONEST_MS = 60_000
const LONGEST_DAYS = 366

/** Throws `Invalid` for a moment that is too near, or further than a year. */
export const checkMoment = (moment: Date, now: Date): void => {
  if (moment.getTime() < now.getTime() + SOONEST_MS) throw invalidField('publish_at', TOO_SOON)
  if (moment > daysAfter(now, LONGEST_DAYS)) throw invalidField('publish_at', TOO_FAR)
}

const TOO_SOON: Text = {
  fr: 'Choisissez un moment à venir, dans une minute au moins.',
  en: 'Choose a moment to come, a minute from now at least.',
}
const TOO_FAR: Text = { fr: 'Choisissez un moment dans un an au plus.', en: 'Choose a moment within a year.' }
