import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely'
import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { containing, type Tables } from '../db/index.ts'
import { followedIdsOf } from '../subjects/index.ts'
import type { DatasetFilter, DatasetSort } from './dataset-query.ts'

type Where = ExpressionBuilder<Tables, 'datasets'>

export const isVisible = (where: Where) =>
  where.and([where('private', '=', false), where('deleted_at', 'is', null), where('archived_at', 'is', null)])

/** The public ones, and everything that the caller or their organizations own (udata-api.md §2.1.1). */
export const mayList = (where: Where, actor: Actor, { mine, everyState = false }: DatasetFilter) => {
  const visible = everyState ? where('private', '=', false) : isVisible(where)
  if (actor.kind === 'anonymous') return visible
  const owned = actor.onlyFor === undefined ? where('owner_id', '=', actor.userId) : where.lit(false)
  if (mine === 'owned') return owned
  const organizations = actor.memberships.map((membership) => membership.organizationId)
  const edited = organizations.length > 0 ? where.or([owned, where('organization_id', 'in', organizations)]) : owned
  if (mine === 'all') return edited
  return isSiteAdmin(actor) ? where.lit(true) : where.or([visible, edited])
}

export const conditionsOf = (where: Where, filter: DatasetFilter) => [
  ...wordConditions(where, filter),
  ...ownerConditions(where, filter),
  ...fileConditions(filter),
  ...(filter.linkedTo ?? []).map(
    (link) => sql<boolean>`exists (select from dataset_links l
      where l.dataset_id = datasets.id and l.class = ${link.class} and l.object_id = ${link.id})`,
  ),
  ...(filter.among ? [sql<boolean>`datasets.id = any(${filter.among})`] : []),
  ...(filter.followedBy ? [sql<boolean>`datasets.id in (${followedIdsOf('Dataset', filter.followedBy)})`] : []),
  ...(filter.private === undefined ? [] : [where('private', '=', filter.private)]),
  ...(filter.archived === undefined ? [] : [where('archived_at', filter.archived ? 'is not' : 'is', null)]),
  ...(filter.deleted === undefined ? [] : [where('deleted_at', filter.deleted ? 'is not' : 'is', null)]),
]

export const orderOf = (sort: DatasetSort): RawBuilder<unknown> => {
  const key = sort.replace('-', '')
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const column = { created: sql`created_at`, last_update: sql`last_update`, title: sql`lower(unaccent(title))` }[key]
  return sql`${column ?? sql`coalesce((metrics->>${key})::numeric, 0)`} ${direction}, id ${direction}`
}

const wordConditions = (where: Where, filter: DatasetFilter) => [
  ...(filter.tags && filter.tags.length > 0 ? [sql<boolean>`tags @> ${filter.tags}::text[]`] : []),
  ...(filter.license ? [where('license', '=', filter.license)] : []),
  ...(filter.featured === undefined ? [] : [where('featured', '=', filter.featured)]),
  ...(filter.geozone ? [sql<boolean>`spatial->'zones' ? ${filter.geozone}`] : []),
  ...(filter.granularity ? [sql<boolean>`spatial->>'granularity' = ${filter.granularity}`] : []),
  ...(filter.startsBetween
    ? [where('temporal_start', '>=', filter.startsBetween.from), where('temporal_start', '<=', filter.startsBetween.to)]
    : []),
  ...(filter.accessType ? [where('access_type', '=', filter.accessType)] : []),
  ...(filter.badge ? [sql<boolean>`badges @> array[${filter.badge}]`] : []),
  ...(filter.title ? [sql<boolean>`unaccent(title) ilike unaccent(${containing(filter.title)})`] : []),
]

const ownerConditions = (where: Where, filter: DatasetFilter) => [
  ...(filter.organizationId ? [where('organization_id', '=', filter.organizationId)] : []),
  ...(filter.organizationIds ? [sql<boolean>`organization_id = any(${filter.organizationIds})`] : []),
  ...(filter.ownerId ? [where('owner_id', '=', filter.ownerId)] : []),
]

/** One file has them all. */
const fileConditions = ({ format, schema, schemaVersion }: DatasetFilter) => {
  const conditions = [
    ...(format ? [sql`r.format = ${format.toLowerCase()}`] : []),
    ...(schema ? [sql`r.schema->>'name' = ${schema}`] : []),
    ...(schemaVersion ? [sql`r.schema->>'version' = ${schemaVersion}`] : []),
  ]
  if (conditions.length === 0) return []
  return [
    sql<boolean>`exists (select from resources r where r.dataset_id = datasets.id and not r.community
      and r.deleted_at is null and ${sql.join(conditions, sql` and `)})`,
  ]
}
