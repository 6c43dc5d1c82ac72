import Type, { type Static } from 'typebox'
import { presentDate } from '../lib/dates.ts'
import type { Language } from '../lib/text.ts'
import type { User } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import { UserReference } from '../accounts/wire.models.ts'
import { DateTime, orNull } from '../openapi/index.ts'
import type { Chosen } from './bulk/start-bulk-edit.ts'
import {
  ENTRY_STATES,
  type BulkChanges,
  type BulkEdit,
  type BulkEntry,
  type EditedField,
  type EditedFields,
} from './model.ts'
import { FilterBody, filtersOf } from './wire.holdings.ts'

const tags = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 50 })

export const ChangesModel = Type.Object(
  {
    add_tags: Type.Optional(tags),
    remove_tags: Type.Optional(tags),
    license: Type.Optional(orNull(Type.String({ maxLength: 100 }))),
    frequency: Type.Optional(orNull(Type.String({ maxLength: 100 }))),
    contact_points: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 })),
    private: Type.Optional(Type.Boolean()),
    archived: Type.Optional(Type.Boolean()),
    organization: Type.Optional(
      Type.String({ maxLength: 100, description: 'The organization that is asked to take them over.' }),
    ),
  },
  { title: 'BulkChanges' },
)
type ChangesModel = Static<typeof ChangesModel>

export const BulkEditBody = Type.Object({
  ids: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 2_000 })),
  filter: Type.Optional(FilterBody),
  changes: ChangesModel,
  dry_run: Type.Optional(Type.Boolean({ description: 'Says what it would do, and does nothing.' })),
})
type BulkEditBody = Static<typeof BulkEditBody>

export const chosenOf = ({ ids = [], filter }: BulkEditBody): Chosen =>
  filter ? { filters: filtersOf(filter) } : { ids }

export const changesOf = (body: ChangesModel): BulkChanges => ({
  ...(body.add_tags && { addTags: body.add_tags }),
  ...(body.remove_tags && { removeTags: body.remove_tags }),
  ...(body.license !== undefined && { license: body.license || null }),
  ...(body.frequency !== undefined && { frequency: body.frequency || null }),
  ...(body.contact_points && { contactPointIds: body.contact_points }),
  ...(body.private !== undefined && { private: body.private }),
  ...(body.archived !== undefined && { archived: body.archived }),
  ...(body.organization && { transferTo: body.organization }),
})

const presentChanges = (changes: BulkChanges): ChangesModel => ({
  ...(changes.addTags && { add_tags: changes.addTags }),
  ...(changes.removeTags && { remove_tags: changes.removeTags }),
  ...(changes.license !== undefined && { license: changes.license }),
  ...(changes.frequency !== undefined && { frequency: changes.frequency }),
  ...(changes.contactPointIds && { contact_points: changes.contactPointIds }),
  ...(changes.private !== undefined && { private: changes.private }),
  ...(changes.archived !== undefined && { archived: changes.archived }),
  ...(changes.transferTo && { organization: changes.transferTo }),
})

const Fields = Type.Object(
  {
    tags: Type.Optional(Type.Array(Type.String())),
    license: Type.Optional(orNull(Type.String())),
    frequency: Type.Optional(orNull(Type.String())),
    contact_points: Type.Optional(Type.Array(Type.String())),
    private: Type.Optional(Type.Boolean()),
    archived: Type.Optional(orNull(DateTime)),
    organization: Type.Optional(orNull(Type.String())),
  },
  { title: 'EditedFields', description: 'Those that the edit changes; their names are the wire’s.' },
)

export const BulkEntryModel = Type.Object(
  {
    dataset: Type.Object({ id: Type.String(), title: Type.String() }),
    state: Type.String({ description: `${ENTRY_STATES.join(', ')}. left: nothing could be put back.` }),
    before: Fields,
    after: Fields,
    kept: Type.Array(Type.String(), { description: 'Of an undo: fields that somebody changed since.' }),
    reason: orNull(Type.String()),
  },
  { title: 'BulkEditEntry' },
)

const count = Type.Integer()
export const BulkEditModel = Type.Object(
  {
    id: Type.String(),
    author: orNull(UserReference),
    changes: ChangesModel,
    undoes: orNull(Type.String({ description: 'The edit that this one takes back.' })),
    undone_by: orNull(Type.String()),
    created_at: DateTime,
    ended_at: orNull(DateTime),
    total: count,
    done: count,
    counts: Type.Object({ waiting: count, changed: count, unchanged: count, refused: count, left: count }),
  },
  { title: 'BulkEdit' },
)

/** What an edit would do. */
export const PreviewModel = Type.Object(
  {
    total: count,
    counts: BulkEditModel.properties.counts,
    entries: Type.Array(BulkEntryModel),
  },
  { title: 'BulkEditPreview' },
)

export const presentEdit = (
  edit: BulkEdit,
  author: User | undefined,
  baseUrl: string,
): Static<typeof BulkEditModel> => {
  const total = Object.values(edit.counts).reduce((sum, n) => sum + n, 0)
  return {
    id: edit.id,
    author: author ? presentUserRef(author, baseUrl) : null,
    changes: presentChanges(edit.changes),
    undoes: edit.undoes,
    undone_by: edit.undoneBy,
    created_at: presentDate(edit.createdAt),
    ended_at: presentDate(edit.endedAt),
    total,
    done: total - edit.counts.waiting,
    counts: edit.counts,
  }
}

export const presentEntry = (entry: BulkEntry, language: Language): Static<typeof BulkEntryModel> => ({
  dataset: { id: entry.datasetId, title: entry.title },
  state: entry.state,
  before: presentFields(entry.before),
  after: presentFields(entry.after),
  kept: entry.kept.map((field) => NAMES[field]),
  reason: entry.reason && entry.reason[language],
})

export const presentPreview = (entries: BulkEntry[], language: Language): Static<typeof PreviewModel> => {
  const counts = Object.fromEntries(
    ENTRY_STATES.map((state) => [state, entries.filter((entry) => entry.state === state).length]),
  ) as BulkEdit['counts']
  return { total: entries.length, counts, entries: entries.map((entry) => presentEntry(entry, language)) }
}

const NAMES: Record<EditedField, string> = {
  tags: 'tags',
  license: 'license',
  frequency: 'frequency',
  contactPointIds: 'contact_points',
  private: 'private',
  archived: 'archived',
  transferTo: 'organization',
}

const presentFields = (fields: EditedFields): Static<typeof Fields> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [NAMES[name as EditedField], value]))
