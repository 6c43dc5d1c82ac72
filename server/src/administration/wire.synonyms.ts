import Type from 'typebox'
import { Param } from '../http/index.ts'
import { presentDate } from '../lib/dates.ts'
import { answers, creates, DateTime, empties, orNull, type Answers } from '../openapi/index.ts'
import type { Explained, Synonym, SynonymInput } from '../search/index.ts'

const terms = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })
export const SynonymBody = Type.Object({
  terms,
  replacements: Type.Optional(orNull(terms)),
})
export const QuestionQuery = Type.Object({ q: Param.required('what somebody looks for') })

export const SynonymModel = Type.Object(
  {
    id: Type.String(),
    terms: Type.Array(Type.String()),
    replacements: orNull(Type.Array(Type.String(), { description: 'Null: the terms mean one another.' })),
    created_at: DateTime,
  },
  { title: 'Synonym' },
)
const Explanation = Type.Object(
  { groups: Type.Array(Type.Object({ words: Type.String(), others: Type.Array(Type.String()) })) },
  { title: 'ExplainedQuestion' },
)
const all = Type.Array(SynonymModel)

export const synonymAnswers: Answers = {
  list_synonyms: answers(all),
  add_synonym: creates(SynonymModel),
  update_synonym: answers(SynonymModel),
  delete_synonym: empties,
  add_known_acronyms: answers(all),
  explain_question: answers(Explanation),
}

export const synonymOf = (body: Type.Static<typeof SynonymBody>): SynonymInput => ({
  terms: body.terms,
  replacements: body.replacements ?? null,
})

export const presentSynonym = (synonym: Synonym): Type.Static<typeof SynonymModel> => ({
  ...{ id: synonym.id, terms: synonym.terms, replacements: synonym.replacements },
  created_at: presentDate(synonym.createdAt),
})

export const presentExplained = (groups: Explained[]): Type.Static<typeof Explanation> => ({ groups })
