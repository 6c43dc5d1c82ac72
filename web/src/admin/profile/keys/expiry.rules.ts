export const EXPIRIES = ['in30', 'in90', 'inYear', 'onDate', 'never'] as const
export type Expiry = (typeof EXPIRIES)[number]

const DAY_MS = 86_400_000
const SOON_DAYS = 30

/** When a key ends: an ISO moment, null for never, undefined for a date that isn't to come. */
export const endOf = (expiry: Expiry, date: string, now = Date.now()): string | null | undefined => {
  if (expiry === 'never') return null
  if (expiry === 'onDate') return endOfDay(date, now)
  return new Date(now + { in30: 30, in90: 90, inYear: 365 }[expiry] * DAY_MS).toISOString()
}

/** The whole day counts. */
const endOfDay = (date: string, now: number): string | undefined => {
  const end = Date.parse(`${date}T23:59:59`)
  return end > now ? new Date(end).toISOString() : undefined
}

export type State = 'endless' | 'good' | 'soon' | 'over'

/** How far a key is from its end. */
export const stateOf = (expiresAt: string | null, now = Date.now()): State => {
  if (expiresAt === null) return 'endless'
  const left = Date.parse(expiresAt) - now
  if (left <= 0) return 'over'
  return left <= SOON_DAYS * DAY_MS ? 'soon' : 'good'
}
