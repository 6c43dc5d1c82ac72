import type { BulkChanges, BulkEdit, EditedFields } from '@cimaise/client'
import type { Labels } from '../labels.ts'
import { b, type FieldName } from './bulk-words.ts'

type Value = EditedFields[FieldName]

/** A field's value, as people read it. */
export const valueOf = (field: FieldName, value: Value, labels: Labels): string => {
  if (field === 'private') return value ? b.draft : b.public
  if (field === 'archived') return value ? b.archived : b.notArchived
  if (field === 'organization') return b.otherOrganization
  if (Array.isArray(value)) {
    if (value.length === 0) return b.none
    return field === 'contact_points' ? b.contacts(value.length) : value.join(', ')
  }
  const id = typeof value === 'string' ? value : null
  return field === 'license' ? labels.licenseOf(id) : labels.frequencyOf(id)
}

/** Tags are told by what comes and what goes; everything else by both of its values. */
export const tagsMove = (before: string[] = [], after: string[] = []) => ({
  added: after.filter((tag) => !before.includes(tag)),
  removed: before.filter((tag) => !after.includes(tag)),
})

/** What was asked, in half a sentence: `ajouter culture, licence : Licence Ouverte`. */
export const askedOf = (changes: BulkChanges, labels: Labels): string => {
  const { add_tags: added, remove_tags: removed, archived, organization, ...values } = changes
  const sets = (field: FieldName, value: Value): string => b.sets(b.fields[field], valueOf(field, value, labels))
  return [
    ...(added?.length ? [b.adds(added.join(', '))] : []),
    ...(removed?.length ? [b.removes(removed.join(', '))] : []),
    ...(['license', 'frequency', 'contact_points', 'private'] as const).flatMap((field) =>
      values[field] === undefined ? [] : [sets(field, values[field])],
    ),
    ...(archived === undefined ? [] : [sets('archived', archived ? 'x' : null)]),
    ...(organization ? [sets('organization', organization)] : []),
  ].join(', ')
}

/** What came of it, for a message. */
export const outcomeOf = ({ undoes, counts }: BulkEdit): string =>
  [
    undoes ? b.undone(counts.changed) : b.done(counts.changed),
    ...(counts.left > 0 ? [b.left(counts.left)] : []),
    ...(counts.refused > 0 ? [b.someRefused(counts.refused)] : []),
  ].join(', ') + '.'
