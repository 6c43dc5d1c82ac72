import { isSame, type FieldName, type MetadataForm } from '../metadata.rules.ts'

/** A field that two people changed, each their way. */
export type Conflict = { field: FieldName; mine: unknown; theirs: unknown }

export type Merged = {
  /** Theirs where only they changed; mine everywhere else. */
  form: MetadataForm
  /** Fields that only they changed. */
  taken: FieldName[]
  conflicts: Conflict[]
}

/** What two people made of the same form: fields that only one changed merge by themselves. */
export const mergeForms = (before: MetadataForm, mine: MetadataForm, theirs: MetadataForm): Merged => {
  const names = Object.keys(before) as FieldName[]
  const changed = names.filter((name) => !isSame(theirs[name], before[name]) && !isSame(theirs[name], mine[name]))
  const taken = changed.filter((name) => isSame(mine[name], before[name]))
  const disputed = changed.filter((name) => !taken.includes(name))
  return {
    form: withFields(mine, Object.fromEntries(taken.map((name) => [name, theirs[name]]))),
    taken,
    conflicts: disputed.map((field) => ({ field, mine: mine[field], theirs: theirs[field] })),
  }
}

/** The form with these values; those that it has no field for, or of another kind, are let go: an older form typed them. */
export const withFields = (form: MetadataForm, fields: Record<string, unknown>): MetadataForm => {
  const fitting = Object.entries(fields).filter(([name, value]) => {
    const known = form[name as FieldName] as unknown
    return known !== undefined && shapeOf(known) === shapeOf(value)
  })
  return { ...form, ...(structuredClone(Object.fromEntries(fitting)) as Partial<MetadataForm>) }
}

const shapeOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.keys(value).toSorted().join(' ')
}
