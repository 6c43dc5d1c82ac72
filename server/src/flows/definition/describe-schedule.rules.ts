import type { Text } from '../../lib/text.ts'
import type { Schedule } from '../model.ts'

/** A schedule as people say it: « Tous les jours à 6 h » ; the expression itself when it is no common one. */
export const describeSchedule = (schedule: Schedule): Text => {
  switch (schedule.kind) {
    case 'manual':
      return { fr: 'À la demande', en: 'On demand' }
    case 'every':
      return everyMinutes(schedule.minutes)
    case 'cron': {
      const text = wordsOf(schedule.expression) ?? {
        fr: `Selon « ${schedule.expression} »`,
        en: `By “${schedule.expression}”`,
      }
      return schedule.timeZone === 'Europe/Paris' ? text : inZone(text, schedule.timeZone)
    }
  }
}

const inZone = ({ fr, en }: Text, zone: string): Text => ({
  fr: `${fr} (heure de ${zone})`,
  en: `${en} (${zone} time)`,
})

const everyMinutes = (minutes: number): Text => {
  if (minutes === 1) return { fr: 'Toutes les minutes', en: 'Every minute' }
  if (minutes % 1440 === 0) return every(minutes / 1440, ['Tous les jours', 'Every day'], ['Tous les', 'jours', 'days'])
  if (minutes % 60 === 0)
    return every(minutes / 60, ['Toutes les heures', 'Every hour'], ['Toutes les', 'heures', 'hours'])
  return { fr: `Toutes les ${minutes} minutes`, en: `Every ${minutes} minutes` }
}

const every = (count: number, one: [string, string], [all, fr, en]: [string, string, string]): Text =>
  count === 1 ? { fr: one[0], en: one[1] } : { fr: `${all} ${count} ${fr}`, en: `Every ${count} ${en}` }

const wordsOf = (expression: string): Text | null => {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = expression.trim().split(/\s+/)
  if (month !== '*') return null
  const isDaily = day === '*' && weekday === '*'
  const step = /^\*\/([1-9]\d?)$/.exec(minute)?.[1]
  // Steps that don't divide the hour aren't regular.
  if (isDaily && hour === '*' && step) return 60 % Number(step) === 0 ? everyMinutes(Number(step)) : null
  if (isDaily && hour === '*' && minute === '*') return everyMinutes(1)
  if (!/^\d{1,2}$/.test(minute)) return null
  if (isDaily && hour === '*') return hourly(Number(minute))
  const times = hour.split(',')
  const days = daysOf(day, weekday)
  if (!days || times.length > 4 || !times.every((time) => /^\d{1,2}$/.test(time))) return null
  const at = (write: (hour: number, minute: number) => string): string[] =>
    times.map((time) => write(Number(time), Number(minute)))
  return { fr: `${days.fr} à ${listed(at(frenchTime), 'et')}`, en: `${days.en} at ${listed(at(englishTime), 'and')}` }
}

const hourly = (minute: number): Text =>
  minute === 0
    ? { fr: 'Toutes les heures', en: 'Every hour' }
    : { fr: `Toutes les heures, à la minute ${minute}`, en: `Every hour, at minute ${minute}` }

const FRENCH_DAYS = ['dimanches', 'lundis', 'mardis', 'mercredis', 'jeudis', 'vendredis', 'samedis']
const ENGLISH_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const daysOf = (day: string, weekday: string): Text | null => {
  if (day === '*' && weekday === '*') return { fr: 'Tous les jours', en: 'Every day' }
  if (day === '*' && weekday === '1-5') return { fr: 'Du lundi au vendredi', en: 'From Monday to Friday' }
  if (day === '*' && /^[0-7](,[0-7])*$/.test(weekday)) {
    const days = weekday.split(',').map((one) => Number(one) % 7)
    const [fr, en] = [FRENCH_DAYS, ENGLISH_DAYS].map((names) => days.map((one) => names[one] ?? ''))
    return { fr: `Tous les ${listed(fr ?? [], 'et')}`, en: `Every ${listed(en ?? [], 'and')}` }
  }
  if (weekday !== '*' || !/^([1-9]|[12]\d|3[01])$/.test(day)) return null
  return { fr: `Le ${day === '1' ? '1er' : day} du mois`, en: `On day ${day} of the month` }
}

const listed = (words: string[], and: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`

const frenchTime = (hour: number, minute: number): string =>
  `${hour} h${minute ? ` ${String(minute).padStart(2, '0')}` : ''}`
const englishTime = (hour: number, minute: number): string => `${hour}:${String(minute).padStart(2, '0')}`
