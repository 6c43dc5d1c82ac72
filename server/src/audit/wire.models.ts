import Type from 'typebox'
import { answers, DateTime, orNull, pageOf, sends, type Answers } from '../openapi/index.ts'
import { VIAS, type AuditEntry } from './model.ts'

/** What the audit log's routes answer, for the API's documents. */

export const AuditEntryModel = Type.Object(
  {
    id: Type.Integer(),
    at: DateTime,
    method: Type.String(),
    operation: orNull(Type.Object({ id: Type.String(), label: Type.String() })),
    path: Type.String(),
    status: Type.Integer(),
    user: orNull(Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() })),
    account: orNull(Type.String({ description: 'The address that somebody gave who tried to sign in.' })),
    via: Type.Unsafe<AuditEntry['via']>({ type: 'string', enum: [...VIAS] }),
    credential: orNull(Type.String({ description: 'The beginning of the key, or of the session’s hash.' })),
    address: Type.String(),
  },
  { title: 'AuditEntry' },
)

export const auditAnswers: Answers = {
  list_audit_entries: answers(pageOf(AuditEntryModel)),
  export_audit_entries: sends('text/csv'),
}
