import { audiencesOfOwned, producerKey, producerTypesOf, type Organization } from '../organizations/index.ts'
import type { SearchDocument, SearchFilter } from '../search/index.ts'
import { formatFamilyOf } from './format-families.ts'
import type { Dataset, Resource } from './model.ts'
import type { DatasetQuery, DatasetSort } from './dataset-query.ts'
import type { DatasetLink } from './store.dataset-links.ts'

export const DATASET = 'dataset'

/** The counters beside a list of datasets (udata-api.md §13). */
export const DATASET_FACETS = [
  'format_family',
  'access_type',
  'producer_type',
  'organization_id_with_name',
  'tag',
  'license',
  'format',
  'schema',
  'geozone',
  'granularity',
  'badge',
  'topics',
]

interface Context {
  resources: Resource[]
  organization: Organization | undefined
  ownerName: string | undefined
  links: DatasetLink[]
}

/** At most so many files are read by a search: a dataset of 10,000 must not weigh on the others (udata-api.md §13). */
const MAX_INDEXED = 500

/** What of a dataset can be found, and by whom. */
export const searchDocumentOf = (dataset: Dataset, context: Context): SearchDocument => ({
  kind: DATASET,
  id: dataset.id,
  title: dataset.title,
  texts: {
    a: `${dataset.title} ${dataset.acronym ?? ''}`,
    b: dataset.tags.join(' '),
    c: producerOf(context),
    d: [dataset.descriptionShort ?? '', dataset.description, ...titlesOf(context.resources)].join(' '),
  },
  facets: facetsOf(dataset, context),
  audiences: audiencesOf(dataset),
  numbers: numbersOf(dataset),
  popularity: popularityOf(dataset, context.organization),
  createdAt: dataset.createdAt,
  updatedAt: dataset.lastUpdate,
  coverage: dataset.temporalCoverage,
})

/** What a list with words is narrowed by, in the index's facets. */
export const searchFiltersOf = (query: DatasetQuery): SearchFilter[] => {
  const one = (facet: string, value: string | undefined): SearchFilter[] =>
    value === undefined ? [] : [{ facet, values: [value], match: 'all' }]
  const state = (facet: string, value: boolean | undefined) =>
    one(facet, value === undefined ? undefined : String(value))
  return [
    ...(query.tags && query.tags.length > 0 ? [{ facet: 'tag', values: query.tags, match: 'all' as const }] : []),
    ...one('license', query.license),
    ...one('geozone', query.geozone),
    ...one('granularity', query.granularity),
    ...one('access_type', query.accessType),
    ...one('organization', query.organizationId),
    ...one('organization_badge', query.organizationBadge),
    ...one('owner', query.ownerId),
    ...one('badge', query.badge),
    ...one('format', query.format?.toLowerCase()),
    ...one('schema', query.schema),
    ...(query.linkedTo ?? []).flatMap((link) => one(LINK_FACETS[link.class] ?? link.class, link.id)),
    ...state('featured', query.featured),
    ...state('private', query.private),
    ...state('archived', query.archived),
    ...state('deleted', query.deleted),
  ]
}

/** The index's names of a list's sorts. */
export const searchSortOf = (sort: DatasetSort): string => sort.replace('last_update', 'updated')

const LINK_FACETS: Record<string, string> = { Topic: 'topics', Reuse: 'reuse', Dataservice: 'dataservice' }

const numbersOf = ({ metrics }: Dataset): Record<string, number> => ({
  reuses: Number(metrics.reuses ?? 0),
  followers: Number(metrics.followers ?? 0),
  views: Number(metrics.views ?? 0),
})

/** What people use and what the public service gives comes first among equal words (udata-api.md §13). */
const popularityOf = (dataset: Dataset, organization: Organization | undefined): number => {
  const { views, followers } = numbersOf(dataset)
  const isPublic = ['certified', 'public-service'].every((badge) => organization?.badges.includes(badge))
  const liked = 1 + Math.log10((views ?? 0) + 1) / 4 + Math.log10((followers ?? 0) + 1) / 4
  return liked * (isPublic ? 2 : 1) * (dataset.featured ? 1.5 : 1)
}

const producerOf = ({ organization, ownerName }: Context): string =>
  organization ? `${organization.name} ${organization.acronym ?? ''}` : (ownerName ?? '')

const titlesOf = (resources: Resource[]): string[] => resources.slice(0, MAX_INDEXED).map(({ title }) => title)

/** Archived datasets stay readable by address but leave every list (udata-api.md §8). */
const audiencesOf = (dataset: Dataset): string[] =>
  audiencesOfOwned(dataset, !dataset.private && dataset.deletedAt === null && dataset.archivedAt === null)

/** Values by facet (udata-api.md §13); the filters of lists with words use them too. */
export const facetsOf = (dataset: Dataset, { resources, organization, links }: Context): Record<string, string[]> => {
  const indexed = resources.slice(0, MAX_INDEXED)
  const linked = (name: string) => links.filter((link) => link.class === name).map((link) => link.objectId)
  return {
    tag: dataset.tags,
    license: [dataset.license ?? 'notspecified'],
    format: unique(indexed.flatMap(({ format }) => format ?? [])),
    format_family: unique(indexed.map(({ format }) => formatFamilyOf(format))),
    schema: unique(indexed.flatMap(({ schema }) => schema?.name ?? [])),
    geozone: dataset.spatial?.zones ?? [],
    granularity: dataset.spatial ? [dataset.spatial.granularity ?? 'other'] : [],
    badge: dataset.badges,
    access_type: [dataset.accessType],
    featured: [String(dataset.featured)],
    organization: dataset.organizationId ? [dataset.organizationId] : [],
    organization_id_with_name: organization ? [producerKey(organization)] : [],
    organization_badge: organization?.badges ?? [],
    organization_name: organization ? [organization.name] : [],
    owner: dataset.ownerId ? [dataset.ownerId] : [],
    producer_type: producerTypesOf(organization),
    topics: linked('Topic'),
    reuse: linked('Reuse'),
    dataservice: linked('Dataservice'),
    private: [String(dataset.private)],
    archived: [String(dataset.archivedAt !== null)],
    deleted: [String(dataset.deletedAt !== null)],
  }
}

const unique = (values: string[]): string[] => [...new Set(values)]
