import type { Dataset } from '@cimaise/client'
import type { MetadataForm } from '../metadata.rules.ts'

/** The server's criteria (catalog/quality.rules.ts), each worth one ninth, with the field or the section that earns it. */
export const CRITERIA = [
  { id: 'dataset_description_quality', field: 'description' },
  { id: 'license', field: 'license' },
  { id: 'update_frequency', field: 'frequency' },
  { id: 'temporal_coverage', field: 'temporal_coverage' },
  { id: 'spatial', field: 'spatial' },
  { id: 'update_fulfilled_in_time', field: null },
  { id: 'has_open_format', field: null },
  { id: 'all_resources_available', field: null },
  { id: 'resources_documentation', field: null },
] as const
export type CriterionId = (typeof CRITERIA)[number]['id']

export type Criterion = (typeof CRITERIA)[number] & {
  holds: boolean
  /** The saved state isn't the one that would be judged: known once saved. */
  pending: boolean
}

/** As the server will judge what is typed; what the files and the calendar decide is as it last said. */
export const scoreOf = (dataset: Dataset, form: MetadataForm): { points: number; criteria: Criterion[] } => {
  const typed: Partial<Record<CriterionId, boolean>> = {
    dataset_description_quality: form.description.length > 100,
    license: form.access_type === 'open' && !['', 'notspecified'].includes(form.license),
    update_frequency: !['', 'unknown'].includes(form.frequency),
    temporal_coverage: form.temporal_coverage.start !== '',
    spatial: form.spatial.zones.length > 0 || dataset.quality.spatial === true,
  }
  const criteria = CRITERIA.map((one) => ({
    ...one,
    holds: typed[one.id] ?? dataset.quality[one.id] === true,
    pending: one.id === 'update_fulfilled_in_time' && form.frequency !== dataset.frequency,
  }))
  return { points: criteria.filter(({ holds, pending }) => holds && !pending).length, criteria }
}
