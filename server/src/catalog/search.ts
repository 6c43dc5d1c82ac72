import type { Actor } from '../lib/actor.ts'
import type { Organization } from '../organizations/index.ts'
import type { SearchDocument } from '../search/index.ts'
import type { Dataset } from './model.ts'

export const DATASET = 'dataset'

/** What of a dataset can be found, and by whom. */
export const searchDocumentOf = (dataset: Dataset, producer: string): SearchDocument => ({
  kind: DATASET,
  id: dataset.id,
  title: dataset.title,
  texts: {
    a: `${dataset.title} ${dataset.acronym ?? ''}`,
    b: dataset.tags.join(' '),
    c: producer,
    d: `${dataset.descriptionShort ?? ''} ${dataset.description}`,
  },
  facets: { tag: dataset.tags },
  audiences: audiencesOf(dataset),
  numbers: {},
  popularity: 1,
  createdAt: dataset.createdAt,
  updatedAt: dataset.lastUpdate,
  coverage: null,
})

/** The keys with which this caller searches: null finds everything. */
export const audiencesOfActor = (actor: Actor): string[] | null => {
  if (actor.kind === 'anonymous') return ['public']
  if (actor.siteAdmin) return null
  return [
    'public',
    `user:${actor.userId}`,
    ...actor.memberships.map((membership) => `organization:${membership.organizationId}`),
  ]
}

export const producerNameOf = (organization: Organization | undefined, ownerName: string | undefined): string =>
  organization ? `${organization.name} ${organization.acronym ?? ''}` : (ownerName ?? '')

/** Archived datasets stay readable by address but leave every list (udata-api.md §8). */
const audiencesOf = (dataset: Dataset): string[] => {
  const mine = dataset.organizationId ? `organization:${dataset.organizationId}` : `user:${dataset.ownerId}`
  const visible = !dataset.private && dataset.deletedAt === null && dataset.archivedAt === null
  return visible ? ['public', mine] : [mine]
}
