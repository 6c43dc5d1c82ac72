/** What a flow may be given to write besides files and dates. */
export const FIELD_NAMES = [
  'dataset.title',
  'dataset.description',
  'dataset.temporal_coverage',
  'resource.title',
  'resource.description',
  'resource.type',
] as const
export type FieldName = (typeof FIELD_NAMES)[number]
