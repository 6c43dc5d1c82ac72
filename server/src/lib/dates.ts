/** udata's date-times: an explicit offset instead of Z, microseconds unless they are zero (udata-api.md §1.7). */
export function presentDate(date: Date): string
export function presentDate(date: Date | null): string | null
export function presentDate(date: Date | null): string | null {
  if (!date) return null
  return date.toISOString().replace(/\.(\d{3})Z$/, (_, ms: string) => (ms === '000' ? '+00:00' : `.${ms}000+00:00`))
}

/** A day or a date-time that somebody typed; undefined when it is none. */
export const parseDate = (text: string): Date | undefined => {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? undefined : date
}

export const daysAfter = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000)
