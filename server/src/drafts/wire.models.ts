import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { answers, DateTime, empties, Free, orNull, type Answers } from '../openapi/index.ts'

/** What wire.v1.ts reads and writes. */
const revision = Type.Integer({ minimum: 0, description: 'Of the dataset, when the draft was begun.' })
const values = Type.Record(Type.String(), Type.Unknown())

export const DraftInput = Type.Object({ fields: values, before: values, revision })

const dates = { begun_at: DateTime, updated_at: DateTime }
const Draft = Type.Object({ fields: Free, before: Free, revision, ...dates }, { title: 'Draft' })
const Writer = Type.Object(
  { user: UserReference, fields: Type.Array(Type.String({ description: 'Names of what they changed.' })), ...dates },
  { title: 'Writer' },
)

const Desk = Type.Object(
  {
    draft: orNull(Draft),
    others: Type.Array(Writer),
    etag: Type.String({ description: 'Of the dataset, now: another one than the form’s means that somebody saved.' }),
  },
  { title: 'DatasetDraft' },
)

const Preview = Type.Object({ html: Type.String() }, { title: 'MarkdownPreview' })
export const PreviewInput = Type.Object({ text: Type.String({ maxLength: 100_000 }) })

/** What each operation of v1 answers with. */
export const draftAnswers: Answers = {
  get_draft: answers(Desk),
  save_draft: answers(Desk),
  discard_draft: empties,
  preview_markdown: answers(Preview),
}
