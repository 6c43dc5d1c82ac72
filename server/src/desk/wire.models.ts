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

const DeskDataset = Type.Object(
  {
    ...{ id: text, title: text, private: Type.Boolean(), archived: Type.Boolean() },
    freshness: orNull(Type.String({ description: 'fresh or late; null: nothing was promised.' })),
    last_update: DateTime,
    organization: orNull(Type.Object({ id: text, name: text, slug: text })),
    resources_count: Type.Integer(),
  },
  { title: 'DeskDataset' },
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
    datasets: Type.Object({ total: Type.Integer(), latest: Type.Array(DeskDataset) }),
    deleted: Type.Array(Type.Object({ id: text, title: text, purge_at: orNull(DateTime) })),
  },
  { title: 'Desk' },
)

/** What each operation of v1 answers with. */
export const deskAnswers: Answers = { my_desk: answers(Desk) }
