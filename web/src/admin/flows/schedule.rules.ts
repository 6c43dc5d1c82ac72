import type { FlowSchedule } from '@cimaise/client'

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

export const DAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']
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
  if (form.way === 'manual') return 'à la demande, ou quand la source prévient'
  if (form.way === 'every') return everyWords(form.minutes)
  const zone = form.time_zone === 'Europe/Paris' ? '' : ` (${form.time_zone})`
  return form.way === 'cron' ? `selon « ${form.expression} »${zone}` : `${daysWords(form.days)} à ${form.hour}${zone}`
}

const everyWords = (minutes: number): string => {
  if (minutes === 60) return 'toutes les heures'
  return minutes % 60 === 0 ? `toutes les ${minutes / 60} heures` : `toutes les ${minutes} minutes`
}

const daysWords = (days: number[]): string => {
  if (days.length === 0 || days.length === 7) return 'chaque jour'
  const names = WEEK.filter((day) => days.includes(day)).map((day) => DAYS[day] ?? '')
  if (names.join() === 'lundi,mardi,mercredi,jeudi,vendredi') return 'du lundi au vendredi'
  return `chaque ${names.length > 1 ? `${names.slice(0, -1).join(', ')} et ${names.at(-1)}` : names[0]}`
}
