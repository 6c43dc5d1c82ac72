import { sql, type Selectable } from 'kysely'
import { qualityOf, isUpToDate } from '../catalog/index.ts'
import type { Db, HoldingsView } from '../db/index.ts'
import type { Holding, HoldingState } from './model.ts'

export interface HoldingsOf {
  organizationIds: string[]
  ownerId: string | null
}

/** Of these producers, whatever their state, with the ids of their files: one query. */
export const selectHoldings = async (
  db: Db,
  { organizationIds, ownerId }: HoldingsOf,
  now: Date,
): Promise<{ holding: Holding; resourceIds: string[] }[]> => {
  const rows = await db
    .selectFrom('holdings')
    .selectAll()
    .where(sql<boolean>`(organization_id = any(${organizationIds}) or owner_id = ${ownerId})`)
    .execute()
  return rows.map((row) => ({ holding: holdingOf(row, now), resourceIds: row.resource_ids }))
}

const holdingOf = (row: Selectable<HoldingsView>, now: Date): Holding => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  acronym: row.acronym,
  license: row.license,
  isOpen: row.access_type === 'open',
  frequency: row.frequency,
  tags: row.tags,
  state: stateOf(row),
  organizationId: row.organization_id,
  ownerId: row.owner_id,
  producer: {
    id: row.organization_id ?? row.owner_id ?? '',
    name: row.organization_name ?? row.owner_name ?? '',
    slug: row.organization_slug,
  },
  createdAt: row.created_at,
  lastUpdate: row.last_update,
  deletedAt: row.deleted_at,
  ...judgementOf(row, now),
  missingTags: row.required_tags.filter((tag) => !row.tags.includes(tag)),
  filesCount: row.resource_ids.length,
  brokenLinks: row.broken_links,
  fed: false,
  words: [row.title, row.acronym ?? '', ...row.tags, row.resource_titles].join(' '),
})

const stateOf = (row: Selectable<HoldingsView>): HoldingState => {
  if (row.deleted_at) return 'deleted'
  if (row.archived_at) return 'archived'
  return row.private ? 'draft' : 'public'
}

/** The catalogue's own rules, on what they need of it: nothing here can say otherwise than the dataset's page. */
const judgementOf = (row: Selectable<HoldingsView>, now: Date): Pick<Holding, 'quality' | 'upToDate'> => {
  const judged = {
    license: row.license,
    frequency: row.frequency,
    lastUpdate: row.last_update,
    description: row.description,
    resourceQuality: row.resource_quality,
    temporalCoverage: row.has_temporal ? {} : null,
    spatial: row.has_spatial ? {} : null,
  }
  return { quality: Math.round(Number(qualityOf(judged, now).score) * 100), upToDate: isUpToDate(judged, now) }
}
