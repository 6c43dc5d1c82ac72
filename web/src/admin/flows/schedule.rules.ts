import type { FlowSchedule } from '@cimaise/client'
import { words } from '../../language.ts'

/** How people say when; `event`: when the source calls, or when somebody clicks. */
export type ScheduleForm = {
  way: 'daily' | 'every' | 'cron' | 'manual'
  hour: string
  /** From 0, Sunday; empty: every day. */
  days: number[]
  minutes: number
  expression: string
  time_zone: string
}

const w = words({
  fr: {
    days: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
    demand: 'à la demande, ou quand la source prévient',
    cron: (expression: string) => `selon «\u00a0${expression}\u00a0»`,
    at: (days: string, hour: string) => `${days} à ${hour}`,
    hourly: 'toutes les heures',
    hours: (n: number) => `toutes les ${n} heures`,
    minutes: (n: number) => `toutes les ${n} minutes`,
    daily: 'chaque jour',
    weekdays: 'du lundi au vendredi',
    each: (days: string[]) => `chaque ${listed(days, 'et')}`,
  },
  en: {
    days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    demand: 'on demand, or when the source calls',
    cron: (expression) => `by “${expression}”`,
    at: (days, hour) => `${days} at ${hour}`,
    hourly: 'every hour',
    hours: (n) => `every ${n} hours`,
    minutes: (n) => `every ${n} minutes`,
    daily: 'every day',
    weekdays: 'from Monday to Friday',
    each: (days) => `every ${listed(days, 'and')}`,
  },
})
const listed = (words: string[], and: string): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}` : (words[0] ?? '')

export const DAYS = w.days
/** Monday first, as people here count. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0]
const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:,[0-7])*)$/

export const scheduleFormOf = (schedule: FlowSchedule): ScheduleForm => {
  const form: ScheduleForm = {
    ...{ way: 'daily', hour: '02:30', days: [], minutes: 30, expression: '30 2 * * *', time_zone: 'Europe/Paris' },
  }
  if (schedule.kind === 'manual') return { ...form, way: 'manual' }
  if (schedule.kind === 'every') return { ...form, way: 'every', minutes: schedule.minutes }
  const { expression, time_zone } = schedule
  const [, minute, hour, days] = DAILY.exec(expression.trim()) ?? []
  if (minute === undefined || hour === undefined || Number(hour) > 23 || Number(minute) > 59)
    return { ...form, way: 'cron', expression, time_zone }
  return {
    ...{ ...form, way: 'daily', expression, time_zone, hour: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` },
    days: days === '*' || !days ? [] : [...new Set(days.split(',').map((day) => Number(day) % 7))],
  }
}

export const scheduleOf = (form: ScheduleForm): FlowSchedule => {
  if (form.way === 'manual') return { kind: 'manual' }
  if (form.way === 'every') return { kind: 'every', minutes: form.minutes }
  return {
    kind: 'cron',
    expression: form.way === 'cron' ? form.expression.trim() : dailyOf(form),
    time_zone: form.time_zone,
  }
}

const dailyOf = ({ hour, days }: ScheduleForm): string => {
  const [hours = '2', minutes = '30'] = hour.split(':')
  const wanted = days.length === 0 || days.length === 7 ? '*' : [...days].sort((a, b) => a - b).join(',')
  return `${Number(minutes)} ${Number(hours)} * * ${wanted}`
}

/** `chaque jour à 02:30`, `toutes les 30 minutes`, `à la demande`… */
export const scheduleWords = (schedule: FlowSchedule): string => {
  const form = scheduleFormOf(schedule)
  if (form.way === 'manual') return w.demand
  if (form.way === 'every') return everyWords(form.minutes)
  const zone = form.time_zone === 'Europe/Paris' ? '' : ` (${form.time_zone})`
  return (form.way === 'cron' ? w.cron(form.expression) : w.at(daysWords(form.days), form.hour)) + zone
}

const everyWords = (minutes: number): string => {
  if (minutes === 60) return w.hourly
  return minutes % 60 === 0 ? w.hours(minutes / 60) : w.minutes(minutes)
}

const daysWords = (days: number[]): string => {
  if (days.length === 0 || days.length === 7) return w.daily
  const week = WEEK.filter((day) => days.includes(day))
  return week.join() === '1,2,3,4,5' ? w.weekdays : w.each(week.map((day) => DAYS[day] ?? ''))
}
