// Five-field expressions in a time zone, as Vixie cron takes the nights when clocks change: a calendar of exceptions.
import { Cron } from 'croner'
import type { Text } from '../../lib/text.ts'
import type { Schedule } from '../model.ts'

/**
 * The first run after a moment; null for one that people start. A time that a clock change skips is run when the clock
 * has jumped, one that comes twice is run the first time. However old `after` is, there is one run to catch up.
 */
export const nextRunAfter = (schedule: Schedule, after: Date): Date | null => {
  switch (schedule.kind) {
    case 'manual':
      return null
    case 'every':
      return new Date(after.getTime() + schedule.minutes * 60_000)
    case 'cron':
      return cronOf(schedule).nextRun(after)
  }
}

const cronOf = ({ expression, timeZone }: Extract<Schedule, { kind: 'cron' }>): Cron =>
  new Cron(expression, { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true })

/** In minutes. A longer one is for a cron. */
const LONGEST = 31 * 24 * 60

/** What is wrong with a schedule, and with which of its fields; null when nothing is. */
export const scheduleProblem = (
  schedule: Schedule,
): { field: 'minutes' | 'expression' | 'timeZone'; text: Text } | null => {
  if (schedule.kind === 'manual') return null
  if (schedule.kind === 'every') {
    const { minutes } = schedule
    return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST ? null : { field: 'minutes', text: MINUTES }
  }
  if (!isTimeZone(schedule.timeZone)) return { field: 'timeZone', text: unknownZone(schedule.timeZone) }
  const text = expressionProblem(schedule)
  return text && { field: 'expression', text }
}

const isTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('fr', { timeZone })
    return timeZone !== ''
  } catch {
    return false
  }
}

const FIELDS: [fr: string, en: string, from: number, to: number][] = [
  ['minutes', 'minutes', 0, 59],
  ['heures', 'hours', 0, 23],
  ['jours du mois', 'days of the month', 1, 31],
  ['mois', 'months', 1, 12],
  ['jours de la semaine', 'days of the week', 0, 7],
]

const expressionProblem = (schedule: Extract<Schedule, { kind: 'cron' }>): Text | null => {
  const fields = schedule.expression.trim().split(/\s+/)
  if (fields.length !== 5) return fiveFields(schedule.expression.trim() === '' ? 0 : fields.length)
  const wrong = fields.findIndex(
    (field, at) => !canParse({ ...schedule, expression: ['*', '*', '*', '*', '*'].with(at, field).join(' ') }),
  )
  const known = FIELDS[wrong]
  if (known) return badField(fields[wrong] ?? '', known)
  return canParse(schedule) && nextRunAfter(schedule, new Date(0)) ? null : NEVER
}

const canParse = (schedule: Extract<Schedule, { kind: 'cron' }>): boolean => {
  try {
    return cronOf(schedule) instanceof Cron
  } catch {
    return false
  }
}

const MINUTES: Text = {
  fr: 'Un nombre entier de minutes, de 1 à 44 640 (31 jours). Au-delà, donnez une expression cron.',
  en: 'A whole number of minutes, from 1 to 44,640 (31 days). Beyond, give a cron expression.',
}
const NEVER: Text = {
  fr: 'Cette date n’existe pas : le flux ne passerait jamais.',
  en: 'There is no such date: the flow would never run.',
}
const fiveFields = (count: number): Text => ({
  fr: `Une expression cron a cinq champs (minutes, heures, jours, mois, jours de la semaine), celle-ci en a ${count}. Par exemple « 0 6 * * * », tous les jours à 6 h.`,
  en: `A cron expression has five fields (minutes, hours, days, months, days of the week), this one has ${count}. For example “0 6 * * *”, every day at 6:00.`,
})
const badField = (written: string, [fr, en, from, to]: (typeof FIELDS)[number]): Text => ({
  fr: `« ${written} » ne dit pas des ${fr} : des nombres de ${from} à ${to}, « * », « */5 », « 1-5 » ou « 1,15 ».`,
  en: `“${written}” says no ${en}: numbers from ${from} to ${to}, “*”, “*/5”, “1-5” or “1,15”.`,
})
const unknownZone = (zone: string): Text => ({
  fr: `Le fuseau horaire « ${zone} » n’est pas connu. Par exemple Europe/Paris ou Indian/Reunion.`,
  en: `The time zone “${zone}” is not known. For example Europe/Paris or Indian/Reunion.`,
})
