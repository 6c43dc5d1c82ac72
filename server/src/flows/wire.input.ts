import Type, { type Static } from 'typebox'
import { orNull } from '../openapi/index.ts'
import type { FlowChanges } from './flows.ts'
import { readDefinition } from './definition/wire.reading.ts'

const Credentials = Type.Record(Type.String({ maxLength: 100 }), orNull(Type.String({ maxLength: 20_000 })), {
  description: 'Written and never read back: an absent name keeps its value, null forgets it.',
})
/** Checked by `readDefinition`, whose errors say what is wrong and what would be right. */
const Definition = Type.Record(Type.String(), Type.Unknown(), { description: 'A FlowDefinition.' })
const day = Type.String({ format: 'date-time', maxLength: 40 })
const Secrets = {
  credentials: Type.Optional(Credentials),
  credentials_expire_at: Type.Optional(orNull(day)),
}

export const FlowInput = Type.Object({
  ...{ name: Type.String({ maxLength: 200 }), organization: Type.String(), slug: Type.Optional(Type.String()) },
  ...{ definition: Definition, ...Secrets },
})
export const FlowChangesInput = Type.Object({
  ...{ name: Type.Optional(Type.String({ maxLength: 200 })), slug: Type.Optional(Type.String()) },
  ...{ definition: Type.Optional(Definition), ...Secrets },
})
export const PauseInput = Type.Object({ reason: Type.Optional(orNull(Type.String({ maxLength: 2_000 }))) })
export const RunInput = Type.Object({ dry: Type.Optional(Type.Boolean()), backfill: Type.Optional(Type.Boolean()) })
const trial = {
  ...{ organization: Type.String(), credentials: Type.Optional(Credentials) },
  flow: Type.Optional(orNull(Type.String({ description: 'Whose credentials are used where none is given.' }))),
}
export const TestInput = Type.Object({ ...trial, source: Definition })
export const PreviewInput = Type.Object({ ...trial, definition: Definition })
export const ApplyInput = Type.Object({
  ...{ organization: Type.String(), yaml: Type.String({ maxLength: 1_000_000 }), dry: Type.Optional(Type.Boolean()) },
})
export const ReleaseInput = Type.Object({ reason: Type.String({ maxLength: 2_000 }) })
export const RejectInput = Type.Object({ reason: Type.Optional(orNull(Type.String({ maxLength: 2_000 }))) })
export const FieldInput = Type.Object({
  on: Type.Union([Type.Literal('dataset'), Type.Literal('resource')]),
  ...{ id: Type.String(), field: Type.String() },
})

/** What of a flow a client changes. Throws `Invalid` by field. */
export const readChanges = (input: Static<typeof FlowChangesInput>): FlowChanges => {
  const { credentials_expire_at: expiry } = input
  return {
    ...{ name: input.name, slug: input.slug, secrets: input.credentials },
    definition: input.definition && readDefinition(input.definition),
    credentialsExpireAt: expiry === undefined || expiry === null ? expiry : new Date(expiry),
  }
}
