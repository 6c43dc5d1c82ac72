import Type, { type Static } from 'typebox'
import { DateTime } from '../openapi/index.ts'
import { presentDate } from '../lib/dates.ts'
import type { SavedView } from './model.ts'

const name = Type.String({ minLength: 1, maxLength: 80 })
const query = Type.String({ maxLength: 2_000, description: 'As in the address of a list: late=true&sort=title.' })

export const SavedViewBody = Type.Object({
  ...{ name, query },
  shared: Type.Optional(Type.Boolean({ description: 'With the members of the organization.' })),
  organization: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
export const SavedViewChanges = Type.Object({
  name: Type.Optional(name),
  query: Type.Optional(query),
  shared: Type.Optional(Type.Boolean()),
})

export const SavedViewModel = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    query: Type.String(),
    shared: Type.Boolean(),
    mine: Type.Boolean(),
    created_at: DateTime,
  },
  { title: 'SavedView' },
)

export const presentView = (view: SavedView, userId: string): Static<typeof SavedViewModel> => ({
  id: view.id,
  name: view.name,
  query: view.query,
  shared: view.shared,
  mine: view.userId === userId,
  created_at: presentDate(view.createdAt),
})
