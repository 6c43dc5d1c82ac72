import Type from 'typebox'
import { Param } from '../http/index.ts'
import { presentDate } from '../lib/dates.ts'
import { orNull } from '../openapi/index.ts'
import type { Explained, Synonym, SynonymInput } from '../search/index.ts'
import type { Explanation, SynonymModel } from './wire.models.ts'

const terms = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })
export const SynonymBody = Type.Object({
  terms,
  replacements: Type.Optional(orNull(terms)),
})
export const QuestionQuery = Type.Object({ q: Param.required('what somebody looks for') })

export const synonymOf = (body: Type.Static<typeof SynonymBody>): SynonymInput => ({
  terms: body.terms,
  replacements: body.replacements ?? null,
})

export const presentSynonym = (synonym: Synonym): Type.Static<typeof SynonymModel> => ({
  ...{ id: synonym.id, terms: synonym.terms, replacements: synonym.replacements },
  created_at: presentDate(synonym.createdAt),
})

export const presentExplained = (groups: Explained[]): Type.Static<typeof Explanation> => ({ groups })
