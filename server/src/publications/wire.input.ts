import Type, { type Static } from 'typebox'
import { invalidField } from '../lib/errors.ts'
import type { Agreement } from './decide-publication.ts'
import type { Asked } from './ask-publication.ts'

/** With its offset: a time of the clock without it would be another moment elsewhere. */
const Moment = Type.Union([
  Type.String({ format: 'date-time', maxLength: 40, description: 'With an offset or Z.' }),
  Type.Null(),
])
const Words = Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()])
const Sha256 = Type.String({ pattern: '^[0-9a-fA-F]{64}$', description: 'sha256 of the deposit whose report was read' })

export const AskInput = Type.Object({
  deposit: Type.Optional(Type.String({ description: 'absent: the dataset itself, a draft', maxLength: 40 })),
  submit: Type.Optional(Type.Boolean({ description: 'an administrator has to agree' })),
  publish_at: Type.Optional(Moment),
  reason: Type.Optional(Words),
  confirm: Type.Optional(Type.Boolean({ description: 'publishes despite blockers; a reason is then needed' })),
  sha256: Type.Optional(Sha256),
})
export const AcceptInput = Type.Object({
  publish_at: Type.Optional(Moment),
  reason: Type.Optional(Words),
  sha256: Type.Optional(Sha256),
})
export const RefuseInput = Type.Object({ reason: Type.Optional(Words) })
export const MoveInput = Type.Object({ publish_at: Moment })

export const askedOf = (body: Static<typeof AskInput>): Asked => ({
  ...{ depositId: body.deposit ?? null, submit: body.submit ?? false, reason: body.reason ?? null },
  ...{ publishAt: momentOf(body.publish_at ?? null), confirm: body.confirm ?? false },
  sha256: body.sha256?.toLowerCase(),
})

export const agreementOf = ({ publish_at, reason = null, sha256 }: Static<typeof AcceptInput>): Agreement => ({
  ...{ publishAt: publish_at === undefined ? undefined : momentOf(publish_at), reason },
  sha256: sha256?.toLowerCase(),
})

export const momentOf = (text: string | null): Date | null => {
  if (text === null) return null
  const moment = new Date(text)
  if (!/(Z|[+-]\d{2}:?\d{2})$/i.test(text) || Number.isNaN(moment.getTime()))
    throw invalidField('publish_at', NO_MOMENT)
  return moment
}

const NO_MOMENT = {
  fr: 'Une date et une heure avec leur décalage sont attendues : 2026-11-30T08:00:00+01:00.',
  en: 'A date and a time with their offset are expected: 2026-11-30T08:00:00+01:00.',
}
