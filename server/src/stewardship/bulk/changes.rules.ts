import { isDeepStrictEqual } from 'node:util'
import { normalizeTags, type Dataset, type DatasetChanges } from '../../catalog/index.ts'
import type { BulkChanges, EditedField, EditedFields } from '../model.ts'

/** What a change asked of many means for one of them. */
export const changesFor = (dataset: Dataset, wanted: BulkChanges, now = new Date()): DatasetChanges => {
  const changes: DatasetChanges = {}
  const { addTags = [], removeTags = [] } = wanted
  if (addTags.length + removeTags.length > 0) {
    const removed = new Set(normalizeTags(removeTags))
    const kept = dataset.tags.filter((tag) => !removed.has(tag))
    changes.tags = normalizeTags([...kept, ...addTags])
  }
  if (wanted.license !== undefined) changes.license = wanted.license
  if (wanted.frequency !== undefined) changes.frequency = wanted.frequency
  if (wanted.contactPointIds !== undefined) changes.contactPointIds = wanted.contactPointIds
  if (wanted.private !== undefined) changes.private = wanted.private
  if (wanted.archived !== undefined) changes.archivedAt = wanted.archived ? (dataset.archivedAt ?? now) : null
  return changes
}

/** The fields that differ between two states, as the ledger keeps them. */
export const differenceOf = (before: Dataset, after: Dataset): { before: EditedFields; after: EditedFields } => {
  const [from, to] = [fieldsOf(before), fieldsOf(after)]
  const changed = FIELDS.filter((field) => !isDeepStrictEqual(from[field], to[field]))
  return { before: only(from, changed), after: only(to, changed) }
}

/** What takes an edit back: its fields that still say what it wrote. `kept`: those that somebody changed since. */
export const takeBack = (
  dataset: Dataset,
  edit: { before: EditedFields; after: EditedFields },
): { changes: DatasetChanges; kept: EditedField[] } => {
  const now = fieldsOf(dataset)
  const written = FIELDS.filter((field) => field in edit.after)
  const kept = written.filter((field) => !isDeepStrictEqual(now[field], edit.after[field]))
  const back = only(
    edit.before,
    written.filter((field) => !kept.includes(field)),
  )
  const { archived, ...others } = back
  return {
    changes: { ...others, ...(archived !== undefined && { archivedAt: archived ? new Date(archived) : null }) },
    kept,
  }
}

type Written = Required<Omit<EditedFields, 'transferTo'>>
const FIELDS = ['tags', 'license', 'frequency', 'contactPointIds', 'private', 'archived'] as const

const fieldsOf = (dataset: Dataset): Written => ({
  tags: dataset.tags,
  license: dataset.license,
  frequency: dataset.frequency,
  contactPointIds: dataset.contactPointIds,
  private: dataset.private,
  archived: dataset.archivedAt?.toISOString() ?? null,
})

const only = (fields: Partial<Written>, names: readonly (keyof Written)[]): Omit<EditedFields, 'transferTo'> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.some((one) => one === name)))
