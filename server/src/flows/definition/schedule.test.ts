import { describe, expect, it } from 'vitest'
import { describeSchedule } from './describe-schedule.rules.ts'
import type { Schedule } from '../model.ts'
import { nextRunAfter, scheduleProblem } from './schedule.rules.ts'

const cron = (expression: string, timeZone = 'Europe/Paris'): Schedule => ({ kind: 'cron', expression, timeZone })

/** Runs from one moment to another, as an engine asks for them: each from the one before. */
const runsBetween = (schedule: Schedule, from: string, to: string): string[] => {
  const runs: string[] = []
  for (let at = nextRunAfter(schedule, new Date(from)); at && at <= new Date(to); at = nextRunAfter(schedule, at))
    runs.push(at.toISOString().slice(5, 16).replace('T', ' '))
  return runs
}

describe('nights when clocks change', () => {
  it.each<[string, string, string, string, string, string[]]>([
    // 2:30 isn't there on 29 March 2026: when it would be, it is 3:00.
    ['30 2 * * *', 'Europe/Paris', 'spring', '2026-03-28T12:00Z', '2026-03-30T12:00Z', ['03-29 01:00', '03-30 00:30']],
    // It is there twice on 25 October 2026: in summer time, then an hour later in winter time.
    ['30 2 * * *', 'Europe/Paris', 'autumn', '2026-10-24T12:00Z', '2026-10-26T12:00Z', ['10-25 00:30', '10-26 01:30']],
    ['30 2 * * *', 'Europe/Paris', 'spring 2027', '2027-03-27T12:00Z', '2027-03-28T12:00Z', ['03-28 01:00']],
    ['30 2 * * *', 'Europe/Paris', 'autumn 2027', '2027-10-30T12:00Z', '2027-10-31T12:00Z', ['10-31 00:30']],
    ['0 3 * * *', 'Europe/Paris', 'spring at 3', '2026-03-28T12:00Z', '2026-03-29T12:00Z', ['03-29 01:00']],
    ['0 2 * * *', 'Europe/Paris', 'autumn at 2', '2026-10-24T12:00Z', '2026-10-25T12:00Z', ['10-25 00:00']],
    [
      '0,30 2 * * *',
      'Europe/Paris',
      'a list in autumn',
      '2026-10-24T12:00Z',
      '2026-10-25T12:00Z',
      ['10-25 00:00', '10-25 00:30'],
    ],
    [
      '30 2,14 * * *',
      'Europe/Paris',
      'hours in spring',
      '2026-03-28T14:00Z',
      '2026-03-29T14:00Z',
      ['03-29 01:00', '03-29 12:30'],
    ],
    ['30 2 * * 0', 'Europe/Paris', 'Sundays', '2026-03-28T12:00Z', '2026-04-05T12:00Z', ['03-29 01:00', '04-05 00:30']],
    ['30 1 * * *', 'Europe/London', 'London, spring', '2026-03-28T12:00Z', '2026-03-29T12:00Z', ['03-29 01:00']],
    ['30 1 * * *', 'Europe/London', 'London, autumn', '2026-10-24T12:00Z', '2026-10-25T12:00Z', ['10-25 00:30']],
    ['30 2 * * *', 'America/Miquelon', 'Miquelon, spring', '2026-03-07T12:00Z', '2026-03-08T12:00Z', ['03-08 05:00']],
    ['30 2 * * *', 'Indian/Reunion', 'no change', '2026-03-28T12:00Z', '2026-03-29T12:00Z', ['03-28 22:30']],
    // What runs every hour goes on in the hour that comes twice.
    [
      '0 */1 * * *',
      'Europe/Paris',
      'hours',
      '2026-10-24T23:30Z',
      '2026-10-25T02:30Z',
      ['10-25 00:00', '10-25 01:00', '10-25 02:00'],
    ],
  ])('%s in %s, %s', (expression, zone, _, from, to, runs) =>
    expect(runsBetween(cron(expression, zone), from, to)).toEqual(runs),
  )

  it('asked again in the second 2:45 of the night, it is for tomorrow', () =>
    expect(nextRunAfter(cron('30 2 * * *'), new Date('2026-10-25T01:15Z'))).toEqual(new Date('2026-10-26T01:30Z')))
})

describe('the next run', () => {
  it('after a stop of a month is the first one, once', () => {
    const now = new Date('2026-11-28T09:15Z')
    expect(nextRunAfter(cron('0 6 * * *'), now)).toEqual(new Date('2026-11-29T05:00Z'))
    expect(nextRunAfter({ kind: 'every', minutes: 15 }, now)).toEqual(new Date('2026-11-28T09:30Z'))
  })
  it('at the very time of a run is the one after', () =>
    expect(nextRunAfter(cron('0 6 * * *'), new Date('2026-11-28T05:00Z'))).toEqual(new Date('2026-11-29T05:00Z')))
  it('of a 29 February waits for one', () =>
    expect(nextRunAfter(cron('0 0 29 2 *'), new Date('2026-11-28T05:00Z'))).toEqual(new Date('2028-02-28T23:00Z')))
  it('by hand is never', () => expect(nextRunAfter({ kind: 'manual' }, new Date())).toBeNull())
})

describe('a schedule that cannot be', () => {
  it.each<[Schedule, string, RegExp]>([
    [cron(''), 'expression', /cinq champs.*en a 0/],
    [cron('0 6 * *'), 'expression', /en a 4/],
    [cron('0 0 6 * * *'), 'expression', /en a 6/],
    [cron('@daily'), 'expression', /en a 1/],
    [cron('2026-01-01T00:00:00'), 'expression', /en a 1/],
    [cron('60 6 * * *'), 'expression', /« 60 » ne dit pas des minutes : des nombres de 0 à 59/],
    [cron('0 25 * * *'), 'expression', /« 25 » ne dit pas des heures/],
    [cron('0 6 0 * *'), 'expression', /jours du mois/],
    [cron('0 6 * 13 *'), 'expression', /mois/],
    [cron('0 6 * * lundi'), 'expression', /« lundi » ne dit pas des jours de la semaine/],
    [cron('*/0 6 * * *'), 'expression', /minutes/],
    [cron('0 6 30 2 *'), 'expression', /n’existe pas/],
    [cron('0 6 * * *', 'Europe/Pariss'), 'timeZone', /« Europe\/Pariss » n’est pas connu/],
    [cron('0 6 * * *', ''), 'timeZone', /pas connu/],
    [{ kind: 'every', minutes: 0 }, 'minutes', /de 1 à 44/],
    [{ kind: 'every', minutes: -5 }, 'minutes', /entier/],
    [{ kind: 'every', minutes: 1.5 }, 'minutes', /entier/],
    [{ kind: 'every', minutes: 44_641 }, 'minutes', /cron/],
    [{ kind: 'every', minutes: Number.NaN }, 'minutes', /entier/],
  ])('%j', (schedule, field, sentence) => {
    const problem = scheduleProblem(schedule)
    expect(problem?.field).toBe(field)
    expect(problem?.text.fr).toMatch(sentence)
  })

  it.each<Schedule>([
    { kind: 'manual' },
    { kind: 'every', minutes: 1 },
    cron('*/15 8-18 * * 1-5'),
    cron(' 0  6 * * MON,FRI '),
    cron('0 6 L * *'),
    cron('0 6 29 2 *'),
    cron('0 6 * * 7', 'America/Cayenne'),
  ])('%j can', (schedule) => expect(scheduleProblem(schedule)).toBeNull())
})

describe('a schedule in words', () => {
  it.each<[Schedule, string, string]>([
    [{ kind: 'manual' }, 'À la demande', 'On demand'],
    [{ kind: 'every', minutes: 1 }, 'Toutes les minutes', 'Every minute'],
    [{ kind: 'every', minutes: 15 }, 'Toutes les 15 minutes', 'Every 15 minutes'],
    [{ kind: 'every', minutes: 60 }, 'Toutes les heures', 'Every hour'],
    [{ kind: 'every', minutes: 120 }, 'Toutes les 2 heures', 'Every 2 hours'],
    [{ kind: 'every', minutes: 1440 }, 'Tous les jours', 'Every day'],
    [{ kind: 'every', minutes: 2880 }, 'Tous les 2 jours', 'Every 2 days'],
    [cron('0 6 * * *'), 'Tous les jours à 6 h', 'Every day at 6:00'],
    [cron('30 2 * * *'), 'Tous les jours à 2 h 30', 'Every day at 2:30'],
    [cron('05 06 * * *'), 'Tous les jours à 6 h 05', 'Every day at 6:05'],
    [cron('0 6,18 * * *'), 'Tous les jours à 6 h et 18 h', 'Every day at 6:00 and 18:00'],
    [cron('0 6 * * 1-5'), 'Du lundi au vendredi à 6 h', 'From Monday to Friday at 6:00'],
    [cron('0 6 * * 1,7'), 'Tous les lundis et dimanches à 6 h', 'Every Monday and Sunday at 6:00'],
    [cron('0 6 1 * *'), 'Le 1er du mois à 6 h', 'On day 1 of the month at 6:00'],
    [cron('*/15 * * * *'), 'Toutes les 15 minutes', 'Every 15 minutes'],
    [cron('* * * * *'), 'Toutes les minutes', 'Every minute'],
    [cron('0 * * * *'), 'Toutes les heures', 'Every hour'],
    [cron('5 * * * *'), 'Toutes les heures, à la minute 5', 'Every hour, at minute 5'],
    [cron('*/7 * * * *'), 'Selon « */7 * * * * »', 'By “*/7 * * * *”'],
    [cron('0 6 1 1 *'), 'Selon « 0 6 1 1 * »', 'By “0 6 1 1 *”'],
    [cron('0 6 1 * 1'), 'Selon « 0 6 1 * 1 »', 'By “0 6 1 * 1”'],
    [
      cron('0 6 * * *', 'Indian/Reunion'),
      'Tous les jours à 6 h (heure de Indian/Reunion)',
      'Every day at 6:00 (Indian/Reunion time)',
    ],
  ])('%j', (schedule, fr, en) => expect(describeSchedule(schedule)).toEqual({ fr, en }))
})
