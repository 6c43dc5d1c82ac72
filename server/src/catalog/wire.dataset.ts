import type { Actor } from '../lib/actor.ts'
import { daysAfter, presentDate } from '../lib/dates.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import { canEditOwned } from '../organizations/index.ts'
import { presentOrganizationRef } from '../organizations/wire.v1.ts'
import { shownDates } from './dates.rules.ts'
import { DAYS_BEFORE_PURGE, type Dataset, type DatasetContext } from './model.ts'
import { qualityOf } from './quality.rules.ts'
import { presentContactPoint } from './wire.contact-points.v1.ts'

/** What a later write sends back in `If-Match`: it changes with every write. */
export const etagOf = ({ id, revision }: Pick<Dataset, 'id' | 'revision'>): string => `"${id}-${revision}"`

/** What v1 and v2 show alike of a dataset (udata-api.md §2.1.3). */
export const presentCommon = (dataset: Dataset, context: DatasetContext, actor: Actor, baseUrl: string) => {
  const editable = canEditOwned(actor, dataset)
  const organization = context.organization ? presentOrganizationRef(context.organization, actor, baseUrl) : null
  const owner = context.owner ? presentUserRef(context.owner, baseUrl) : null
  return {
    ...wordsOf(dataset),
    ...accessOf(dataset),
    ...statesOf(dataset),
    harvest: dataset.harvest,
    metrics: { ...ZEROS, ...dataset.metrics },
    organization,
    owner,
    contact_points: context.contactPoints.map((contact) =>
      presentContactPoint(contact, {
        organization: contact.organizationId === organization?.id ? organization : null,
        owner: contact.ownerId === owner?.id ? owner : null,
      }),
    ),
    quality: qualityOf(dataset),
    internal: {
      created_at_internal: presentDate(dataset.createdAt),
      last_modified_internal: presentDate(dataset.lastModified),
    },
    permissions: { delete: editable, edit: editable, edit_resources: editable },
    uri: `${baseUrl}/api/1/datasets/${dataset.slug}/`,
    page: `${baseUrl}/datasets/${dataset.slug}`,
  }
}

const wordsOf = (dataset: Dataset) => ({
  id: dataset.id,
  slug: dataset.slug,
  title: dataset.title,
  acronym: dataset.acronym,
  description: dataset.description,
  description_short: dataset.descriptionShort,
  tags: dataset.tags,
  badges: dataset.badges.map((kind) => ({ kind })),
  frequency: dataset.frequency ?? 'unknown',
  frequency_date: presentDate(dataset.frequencyDate),
  license: dataset.license ?? 'notspecified',
  temporal_coverage: dataset.temporalCoverage,
  spatial: dataset.spatial && { ...dataset.spatial, granularity: dataset.spatial.granularity ?? 'other' },
})

const accessOf = ({ accessType, access }: Dataset) => ({
  access_type: accessType,
  access_audiences: access.audiences ?? [],
  authorization_request_url: access.authorizationRequestUrl ?? null,
  access_type_reason_category: access.reasonCategory ?? null,
  access_type_reason: access.reason ?? null,
})

const statesOf = (dataset: Dataset) => {
  const { createdAt, lastModified } = shownDates(dataset)
  return {
    created_at: presentDate(createdAt),
    last_modified: presentDate(lastModified),
    last_update: presentDate(dataset.lastUpdate),
    deleted: presentDate(dataset.deletedAt),
    archived: presentDate(dataset.archivedAt),
    featured: dataset.featured,
    private: dataset.private,
    extras: dataset.deletedAt
      ? { ...dataset.extras, 'cimaise:purge_at': presentDate(daysAfter(dataset.deletedAt, DAYS_BEFORE_PURGE)) }
      : dataset.extras,
  }
}

/** udata's keys, zero until counted. */
const ZEROS = {
  discussions: 0,
  discussions_open: 0,
  reuses: 0,
  reuses_by_months: 0,
  dataservices: 0,
  followers: 0,
  followers_by_months: 0,
  views: 0,
  resources_downloads: 0,
}
