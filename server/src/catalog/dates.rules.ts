import { parseDate } from '../lib/dates.ts'
import type { Dataset, Resource } from './model.ts'

/** When the bytes last changed: where they come from knows better than we do (udata-api.md §6.2). */
export const resourceDate = (resource: Resource, now = new Date()): Date => {
  const harvested = dateIn(resource.harvest?.modified_at)
  if (harvested && harvested <= now) return harvested
  const seen = resource.filetype === 'remote' ? dateIn(resource.extras['analysis:last-modified-at']) : undefined
  return seen ?? resource.lastModified
}

/** When the data last changed: the youngest file, or the words when there is no file. */
export const lastUpdateOf = (dataset: Dataset, resources: Resource[]): Date => {
  const harvested = dateIn(dataset.harvest?.modified_at)
  if (harvested) return harvested
  if (resources.length === 0) return dataset.lastModified
  return new Date(Math.max(...resources.map((resource) => resourceDate(resource).getTime())))
}

/** Of creation and of the words, as they are shown. */
export const shownDates = (dataset: Dataset): { createdAt: Date; lastModified: Date } => ({
  createdAt: dateIn(dataset.harvest?.issued_at) ?? dateIn(dataset.harvest?.created_at) ?? dataset.createdAt,
  lastModified: dateIn(dataset.harvest?.modified_at) ?? dataset.lastModified,
})

const dateIn = (value: unknown): Date | undefined => (typeof value === 'string' ? parseDate(value) : undefined)
