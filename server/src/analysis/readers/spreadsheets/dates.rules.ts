/**
 * A serial number of days as ISO text; null when it is none. Both systems (ECMA-376 part 1 §18.17.4.1): from 1900, with
 * the 29 February 1900 that never was, number 60, and from 1904.
 */
export const momentText = (
  serial: number,
  { hasDay, hasTime }: { hasDay: boolean; hasTime: boolean },
  date1904: boolean,
): string | null => {
  let days = Math.floor(serial)
  let seconds = Math.round((serial - days) * DAY_SECONDS)
  if (seconds === DAY_SECONDS) {
    days += 1
    seconds = 0
  }
  const isTime = days === 0 && (!hasDay || !date1904)
  if (isTime) return hasTime || seconds > 0 ? clockText(seconds) : null
  const day = days + (date1904 ? DAYS_TO_1904 : 0)
  if (!(day >= (date1904 ? DAYS_TO_1904 : 1) && day <= LAST_DAY)) return null
  return hasTime || seconds > 0 ? `${dayText(day)}T${clockText(seconds)}` : dayText(day)
}

export const durationText = (serial: number): string => {
  const seconds = Math.round(Math.abs(serial) * DAY_SECONDS)
  return `${serial < 0 && seconds > 0 ? '-' : ''}${clockText(seconds)}`
}

/** A date written as ISO already, with its time when it has one or should. */
export const isoMomentText = (text: string, hasTime: boolean): string => {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?Z?)?$/.exec(text) ?? []
  if (!day) return text
  const clock = time === undefined ? '00:00:00' : time.length === 5 ? `${time}:00` : time
  return hasTime || clock !== '00:00:00' ? `${day}T${clock}` : day
}

const DAY_SECONDS = 86_400
const DAYS_TO_1904 = 1462
/** 31 December 9999. */
const LAST_DAY = 2_958_465

const dayText = (day: number): string => {
  if (day === 60) return '1900-02-29'
  return new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * 1000 * DAY_SECONDS).toISOString().slice(0, 10)
}

const clockText = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => numberOfTwoDigits(part))
    .join(':')

const numberOfTwoDigits = (part: number): string => String(part).padStart(2, '0')
