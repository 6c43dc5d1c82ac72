import type { DomainFacts, LinkAnswer } from './model.ts'

const HOUR_MS = 3_600_000
/** Hours between two checks: the longer nothing changes, the longer the wait (tabular.md §2.3). */
const DELAYS = [12, 24, 168, 720]
/** A link that doesn't answer is tried every day: it may be back. */
const UNAVAILABLE_DELAY = 24

/** So many checks of one site in so many seconds are enough. */
export const BUSY_CHECKS = 180
export const BUSY_SECONDS = 360

const DAY_MS = 24 * HOUR_MS

interface Outcome {
  available: boolean | null
  changed: boolean
  previousAt: Date | null
}

/** When a link is checked next, after an answer. */
export const nextCheckAfter = (now: Date, answer: LinkAnswer, { available, changed, previousAt }: Outcome): Date => {
  const asked = retryAfterOf(answer, now)
  if (asked) return asked
  if (answer.status === 429) return new Date(now.getTime() + DAY_MS)
  const elapsed = previousAt ? (now.getTime() - previousAt.getTime()) / HOUR_MS : 0
  const delay = changed || !previousAt ? DELAYS[0] : DELAYS.find((hours) => hours >= elapsed)
  const hours = delay ?? DELAYS.at(-1) ?? 720
  return new Date(now.getTime() + (available === false ? Math.min(hours, UNAVAILABLE_DELAY) : hours) * HOUR_MS)
}

/** Until when a site is left alone, or null: it was asked enough, or it said so. */
export const restUntil = ({ recentChecks, last }: DomainFacts, now: Date): Date | null => {
  if (recentChecks >= BUSY_CHECKS) return new Date(now.getTime() + BUSY_SECONDS * 1_000)
  if (!last) return null
  const until = retryAfterOf(last, last.at) ?? restAfter(last)
  return until && until > now ? until : null
}

const restAfter = ({ at, status, headers }: NonNullable<DomainFacts['last']>): Date | null => {
  if (status === 429) return new Date(at.getTime() + DAY_MS)
  const limit = numberIn(headers['x-ratelimit-limit'])
  const remaining = numberIn(headers['x-ratelimit-remaining'])
  // A limit of −1 is none.
  if (limit === null || remaining === null || limit < 0) return null
  if (remaining <= 0) return new Date(at.getTime() + HOUR_MS)
  return remaining / limit <= 0.1 ? new Date(at.getTime() + BUSY_SECONDS * 1_000) : null
}

/** What a site that is tired asks for, a day at most (RFC 9110 §10.2.3). */
const retryAfterOf = (
  { status, headers }: { status: number | null; headers: Record<string, string> },
  at: Date,
): Date | null => {
  const asked = headers['retry-after']
  if (asked === undefined || (status !== 429 && status !== 503)) return null
  const until = /^\d+$/.test(asked) ? at.getTime() + Number(asked) * 1_000 : Date.parse(asked)
  if (Number.isNaN(until)) return null
  return new Date(Math.min(Math.max(until, at.getTime() + 60_000), at.getTime() + DAY_MS))
}

const numberIn = (text: string | undefined): number | null => {
  const number = Number(text)
  return text === undefined || text.trim() === '' || Number.isNaN(number) ? null : number
}
