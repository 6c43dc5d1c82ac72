import Type from 'typebox'
import { fullNameOf, type User } from '../accounts/index.ts'
import { PAGING, Param, type Column } from '../http/index.ts'
import { presentDate } from '../lib/dates.ts'
import { invalidField } from '../lib/errors.ts'
import type { Language } from '../lib/text.ts'
import { operationWords } from '../openapi/index.ts'
import { OUTCOMES, type AuditEntry, type AuditQuery } from './model.ts'

export const AuditFilters = {
  person: Param.text('words of a name or an address'),
  q: Param.text('words of what was done, or a part of the path'),
  operation: Param.text('an operation’s id'),
  object: Param.text('a part of the path: an id or a slug'),
  from: Param.text('a day or a date'),
  to: Param.text('a day, included, or a date'),
  outcome: Param.choice(OUTCOMES),
}
export const AuditList = Type.Object({ ...PAGING, ...AuditFilters })
export const AuditTable = Type.Object(AuditFilters)

/** Throws `Invalid` for what is no date. A day as an end is a whole day. */
export const auditQueryOf = (sent: Type.Static<typeof AuditTable>): AuditQuery => {
  const to = dateIn('to', sent.to)
  const isDay = sent.to !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(sent.to.trim())
  return {
    ...{ person: sent.person?.trim(), q: sent.q?.trim(), operation: sent.operation, object: sent.object?.trim() },
    ...{ outcome: sent.outcome, from: dateIn('from', sent.from) },
    to: to && isDay ? new Date(to.getTime() + 86_400_000) : to,
  }
}

const dateIn = (field: string, text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined
  const date = new Date(text.trim())
  const year = date.getUTCFullYear()
  if (Number.isNaN(year) || year < 1 || year > 9_999)
    throw invalidField(field, { fr: 'Une date est attendue.', en: 'Expecting a date.' })
  return date
}

export const presentEntry = (entry: AuditEntry, users: Map<string, User>, language: Language) => {
  const user = entry.userId === null ? undefined : users.get(entry.userId)
  return {
    ...{ id: entry.id, at: presentDate(entry.at), method: entry.method, path: entry.path, status: entry.status },
    operation:
      entry.operation === null ? null : { id: entry.operation, label: operationWords(entry.operation)[language] },
    user:
      entry.userId === null ? null : { id: entry.userId, name: user ? fullNameOf(user) : '', email: user?.email ?? '' },
    ...{ account: entry.account, via: entry.via, credential: entry.credential, address: entry.address },
  }
}

type Row = ReturnType<typeof presentEntry>
export const AUDIT_COLUMNS: Column<Row>[] = [
  ['at', (row) => row.at],
  ['user_id', (row) => row.user?.id],
  ['name', (row) => row.user?.name],
  ['email', (row) => row.user?.email ?? row.account],
  ['operation', (row) => row.operation?.id],
  ['words', (row) => row.operation?.label],
  ['method', (row) => row.method],
  ['path', (row) => row.path],
  ['status', (row) => row.status],
  ['via', (row) => row.via],
  ['credential', (row) => row.credential],
  ['address', (row) => row.address],
]
