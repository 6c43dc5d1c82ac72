import Type from 'typebox'
import { answers, DateTime, orNull, type Answers } from '../openapi/index.ts'
import { KINDS } from './model.ts'

const text = Type.String()
const counts = Type.Array(Type.Integer())
const kind = Type.Unsafe<string>({ type: 'string', enum: [...KINDS] })

const DeskTask = Type.Object(
  {
    ...{ kind, id: text, title: orNull(text), since: DateTime },
    until: orNull(Type.String({ format: 'date-time', description: 'When it will be too late.' })),
    dataset: orNull(Type.Object({ id: text, title: text })),
    organization: orNull(Type.Object({ id: text, name: text, slug: text })),
    flow: orNull(Type.Object({ id: text, name: text, slug: text })),
    about: orNull(Type.Object({ class: text, id: text, title: text })),
  },
  { title: 'DeskTask' },
)

const Desk = Type.Object(
  {
    total: Type.Integer(),
    counts: Type.Object(Object.fromEntries(KINDS.map((one) => [one, Type.Integer()]))),
    tasks: Type.Array(DeskTask),
    week: Type.Object({
      days: Type.Array(Type.String({ description: 'Seven days ending today, in Paris.' })),
      ...{ published: counts, failed: counts, viewed: counts, downloaded: counts },
    }),
  },
  { title: 'Desk' },
)

/** What each operation of v1 answers with. */
export const deskAnswers: Answers = { my_desk: answers(Desk) }
