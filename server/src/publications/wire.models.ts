import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { answers, creates, DateTime, orNull, pageOf, type Answers } from '../openapi/index.ts'
import { STATES } from './model.ts'

/** What wire.publications.ts writes. */
const text = Type.String()
const moment = orNull(DateTime)
const person = orNull(UserReference)

const Publication = Type.Object(
  {
    ...{ id: text, kind: Type.Unsafe<'dataset' | 'deposit'>({ type: 'string', enum: ['dataset', 'deposit'] }) },
    state: Type.Unsafe<(typeof STATES)[number]>({
      ...{ type: 'string', enum: [...STATES] },
      description: 'submitted: an administrator has to agree; planned: its time will come.',
    }),
    organization: orNull(text),
    dataset: Type.Object({ class: text, id: text, title: text, slug: text, private: Type.Boolean() }),
    deposit: orNull(Type.Object({ id: text, file_name: text, resource: orNull(text) })),
    publish_at: orNull(Type.String({ format: 'date-time', description: 'null: as soon as somebody agrees.' })),
    ...{ reason: orNull(text), asked_by: person, asked_at: DateTime },
    ...{ decided_by: person, decided_at: moment, decision_reason: orNull(text), ended_at: moment },
    error: orNull(Type.String({ description: 'Why it failed, in words.' })),
    permissions: Type.Object({ decide: Type.Boolean(), cancel: Type.Boolean() }),
  },
  { title: 'Publication' },
)

/** What each operation of v1 answers with. */
export const publicationAnswers: Answers = {
  list_organization_publications: answers(pageOf(Publication)),
  list_dataset_publications: answers(Type.Array(Publication)),
  ask_publication: creates(Publication),
  accept_publication: answers(Publication),
  refuse_publication: answers(Publication),
  cancel_publication: answers(Publication),
  move_publication: answers(Publication),
}
