import type { Fact } from '../../events/index.ts'
import { oneLine, type Text } from '../../lib/text.ts'
import { FLOW_STATUSES, type FlowStatus } from '../notifications/model.ts'

/** What a flow says of itself, and to whom. */
export interface FlowNews {
  flow: { id: string; name: string; slug: string }
  organizationId: string
  status: FlowStatus
  run: string | null
  /** Why it fails, in words. */
  message: Text | null
  /** Trying again won't do: a person must mend it. */
  needsSomebody: boolean
  /** Of the files that it is about, or of the first of them. */
  keys: string[]
  /** How many those are. */
  count: number
  reasons: Text[]
  /** Those of them that wait in quarantine. */
  held: string[]
  since: Date | null
  days: number | null
  expectedDays: number | null
  expiresAt: Date | null
  recipients: { people: 'admins' | 'all'; mails: string[] }
}

/** A fact `flow:…` as news; undefined when it is none, or nobody's. */
export const newsOf = ({ type, subject, organizationId, extras = {} }: Fact): FlowNews | undefined => {
  const status = FLOW_STATUSES.find((one) => type === `flow:${one}`)
  if (!status || !organizationId) return undefined
  const { people, mails } = (extras.recipients ?? {}) as Record<string, unknown>
  const keys = listOf(extras.keys ?? extras.key).map(String)
  const held = listOf(extras.held).map(String)
  return {
    flow: { id: subject.id, name: oneLine(String(extras.name)), slug: String(extras.slug) },
    organizationId,
    status,
    run: typeof extras.run === 'string' ? extras.run : null,
    message: textOf(extras.message),
    needsSomebody: extras.needs_somebody === true,
    keys,
    count: Math.max(numberOf(extras.count) ?? 1, keys.length, held.length),
    reasons: listOf(extras.reasons).flatMap((reason) => textOf(reason) ?? []),
    held,
    since: dateOf(extras.since),
    days: numberOf(extras.days),
    expectedDays: numberOf(extras.expected_days),
    expiresAt: dateOf(extras.expires_at),
    recipients: { people: people === 'all' ? 'all' : 'admins', mails: listOf(mails).filter(isAddress) },
  }
}

/** One thing, or several of them. */
export const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

const textOf = (value: unknown): Text | null => {
  if (typeof value === 'string') return { fr: value, en: value }
  return value && typeof value === 'object' && 'fr' in value ? (value as Text) : null
}

const dateOf = (value: unknown): Date | null =>
  value instanceof Date ? value : typeof value === 'string' ? new Date(value) : null

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** One address, and nothing that a mail server could read as another header or another recipient. */
const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(value)
