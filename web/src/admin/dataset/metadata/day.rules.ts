const DAY = /^\d{4}-\d\d-\d\d$/

/** `2024-12-31`, and that day exists. */
export const isDay = (text: string): boolean => {
  if (!DAY.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/**
 * The day that somebody means: `2024`, `03/2024`, `14/03/2024`, `2024-03-14`. A year and a month are their first day,
 * or their last one for an end. What is no day comes back as it is: it stays typed.
 */
export const dayMeant = (text: string, edge: 'start' | 'end'): string => {
  const typed = text.trim()
  const [, year, month, day] = ISO.exec(typed) ?? []
  const [, frenchDay, frenchMonth, frenchYear] = FRENCH.exec(typed) ?? []
  const meant = built(year ?? frenchYear, month ?? frenchMonth, day ?? frenchDay, edge)
  return meant && isDay(meant) ? meant : typed
}

/** `14/03/2024` of a day, and anything else as it is. */
export const dayShown = (text: string): string => (isDay(text) ? text.split('-').reverse().join('/') : text)

const ISO = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/
const FRENCH = /^(?:(\d{1,2})[/. ])?(\d{1,2})[/. ](\d{4})$/

const built = (year?: string, month?: string, day?: string, edge?: 'start' | 'end'): string | null => {
  if (!year) return null
  const inMonth = month?.padStart(2, '0') ?? (edge === 'end' ? '12' : '01')
  const last = new Date(Date.UTC(Number(year), Number(inMonth), 0)).getUTCDate()
  const onDay = day?.padStart(2, '0') ?? (edge === 'end' ? String(last) : '01')
  return `${year}-${inMonth}-${onDay}`
}
