import type { LinkStateProps } from '@cimaise/web/props'
import type { Resource } from '../catalog/index.ts'

/** What the last visit of a link said; extras are anybody's, so each is looked at. */
export const linkStateOf = ({ filetype, extras }: Resource): LinkStateProps | null => {
  const [available, checkedAt, status] = [
    extras['check:available'],
    dateIn(extras['check:date']),
    extras['check:status'],
  ]
  if (filetype === 'file' || typeof available !== 'boolean' || checkedAt === null) return null
  return {
    available,
    checkedAt,
    downSince: available ? null : dateIn(extras['cimaise:link:unavailable_since']),
    status: typeof status === 'number' ? status : null,
  }
}

const dateIn = (value: unknown): string | null =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null
