import Type from 'typebox'
import { presentDate } from '../../lib/dates.ts'
import type { Subject } from '../../subjects/index.ts'
import { presentSubjectRef } from '../../subjects/wire.ts'
import type { Refs } from '../wire.refs.v1.ts'
import type { NewTransfer, Party, Transfer } from './model.ts'

const reference = Type.Object({ class: Type.String(), id: Type.String() })
const comment = Type.Optional(Type.Union([Type.String({ maxLength: 50_000 }), Type.Null()]))

export const TransferBody = Type.Object({ subject: reference, recipient: reference, comment })
export const AnswerBody = Type.Object({ response: Type.String(), comment })

export const newTransferOf = ({ subject, recipient, comment }: Type.Static<typeof TransferBody>): NewTransfer => ({
  subject: { class: subject.class, id: subject.id.toLowerCase() },
  recipient: { class: recipient.class, id: recipient.id.toLowerCase() },
  comment: comment ?? '',
})

/** The whole transfer (udata-api.md §2.11). */
export const presentTransfer = (transfer: Transfer, subject: Subject | undefined, refs: Refs, baseUrl: string) => ({
  id: transfer.id,
  user: refs.user(transfer.userId),
  owner: presentParty(transfer.owner, refs),
  recipient: presentParty(transfer.recipient, refs),
  subject: subject ? presentSubjectRef(subject, baseUrl) : transfer.subject,
  comment: transfer.comment,
  created: presentDate(transfer.createdAt),
  status: transfer.status,
  responded: presentDate(transfer.respondedAt),
  // udata's spelling; never filled there (§17, 12).
  reponse_comment: transfer.responseComment,
})

export const presentParty = (party: Party | null, refs: Refs) => {
  if (!party) return null
  return party.class === 'User' ? refs.user(party.id) : refs.organization(party.id)
}
