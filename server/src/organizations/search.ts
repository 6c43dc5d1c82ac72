import type { SearchDocument } from '../search/index.ts'
import type { Organization } from './model.ts'

export const ORGANIZATION = 'organization'
export const ORGANIZATION_FACETS = ['producer_type']

/** What kinds of producers there are, by badge; a person is another one (udata-api.md §5.5). */
export const PRODUCER_TYPES = [
  'public-service',
  'association',
  'company',
  'local-authority',
  'user',
  'not-specified',
] as const

/** A producer's kinds: its organization's badges, `not-specified` without any, `user` for a person. */
export const producerTypesOf = (organization: Pick<Organization, 'badges'> | undefined): string[] => {
  if (!organization) return ['user']
  const known: readonly string[] = PRODUCER_TYPES
  const types = organization.badges.filter((badge) => known.includes(badge))
  return types.length > 0 ? types : ['not-specified']
}

/** How a counter names a producer, and what it is filtered by. */
export const producerKey = ({ id, name }: Pick<Organization, 'id' | 'name'>): string => `${id}|${name}`

/** What of an organization can be found; nobody finds a deleted one. */
export const searchDocumentOf = (organization: Organization): SearchDocument => ({
  kind: ORGANIZATION,
  id: organization.id,
  title: organization.name,
  texts: { a: `${organization.name} ${organization.acronym ?? ''}`, b: '', c: '', d: organization.description },
  facets: { badge: organization.badges, producer_type: producerTypesOf(organization) },
  audiences: organization.deletedAt ? [] : ['public'],
  numbers: {
    reuses: Number(organization.metrics.reuses ?? 0),
    datasets: Number(organization.metrics.datasets ?? 0),
    followers: Number(organization.metrics.followers ?? 0),
    views: Number(organization.metrics.views ?? 0),
  },
  popularity: organization.badges.includes('certified') ? 2 : 1,
  createdAt: organization.createdAt,
  updatedAt: organization.lastModified,
  coverage: null,
})
