import { isUpToDate } from './dataset.rules.ts'
import type { Dataset, Resource } from './model.ts'

const CLOSED_FORMATS = ['pdf', 'doc', 'docx', 'word', 'xls', 'excel', 'xlsx']
const CRITERIA = 9

/** What the quality is judged on: of the coverages, whether they are there; of the description, its length. */
export type Judged = Pick<Dataset, 'license' | 'frequency' | 'lastUpdate' | 'description' | 'resourceQuality'> & {
  temporalCoverage: object | null
  spatial: object | null
}

/** udata's `quality` object: which criteria hold, and their share out of nine (udata-api.md §6.1). */
export const qualityOf = (dataset: Judged, now = new Date()): Record<string, boolean | number> => {
  const upToDate = isUpToDate(dataset, now)
  const counted: Record<string, boolean> = {
    license: dataset.license !== null,
    temporal_coverage: dataset.temporalCoverage !== null,
    spatial: dataset.spatial !== null,
    update_frequency: dataset.frequency !== null && dataset.frequency !== 'unknown',
    dataset_description_quality: dataset.description.length > 100,
    ...(upToDate === null ? {} : { update_fulfilled_in_time: upToDate }),
    ...dataset.resourceQuality,
  }
  const score = Object.values(counted).filter(Boolean).length / CRITERIA
  return { ...counted, ...(dataset.resourceQuality ? { has_resources: true } : {}), score }
}

/** The criteria that the files decide, kept with the dataset by every write; null without files. */
export const resourceQualityOf = (resources: Resource[]): Record<string, boolean> | null =>
  resources.length === 0
    ? null
    : {
        has_open_format: resources.some(({ format }) => Boolean(format) && !CLOSED_FORMATS.includes(format as string)),
        all_resources_available: resources.every(
          ({ filetype, extras }) => filetype === 'file' || extras['check:available'] !== false,
        ),
        resources_documentation: resources.some(
          ({ type, description }) => type === 'documentation' || Boolean(description),
        ),
      }
