import { sql, type SqlBool } from 'kysely'
import type { Db, IdQuery } from '../db/index.ts'
import type { BrokenLink, Link, LinkCheck } from './model.ts'
import { checkOf } from './store.ts'

/** Checks of a link as it is, newest first: those of an address that it had before may tell a secret. */
export const selectChecks = async (
  db: Db,
  { id, url }: { id: string; url: string },
  limit: number,
): Promise<LinkCheck[]> => {
  const checks = db.selectFrom('link_checks').selectAll().where('resource_id', '=', id).where('url', '=', url)
  return (await checks.orderBy('id', 'desc').limit(limit).execute()).map(checkOf)
}

/** The links that have this address and where they are, the last written first. */
export const selectPlacesAt = async (
  db: Db,
  url: string,
  limit: number,
): Promise<{ resourceId: string; datasetId: string | null }[]> => {
  const rows = await db
    .selectFrom('links')
    .innerJoin('link_places', 'link_places.resource_id', 'links.resource_id')
    .select(['links.resource_id', 'dataset_id'])
    .where('url', '=', url)
    .where('deleted', '=', false)
    .orderBy('links.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ resourceId: row.resource_id, datasetId: row.dataset_id }))
}

/** Links of these datasets that don't answer, those that have been silent longest first, and how many. */
export const selectBroken = async (db: Db, datasets: IdQuery, limit: number): Promise<[BrokenLink[], number]> => {
  const broken = db
    .selectFrom('links')
    .innerJoin('link_places', 'link_places.resource_id', 'links.resource_id')
    .where('deleted', '=', false)
    .where('unavailable_since', 'is not', null)
    .where(sql<boolean>`dataset_id in (${datasets})`)
  const rows = await broken
    .select(['links.resource_id', 'dataset_id', 'url', 'unavailable_since'])
    .orderBy('unavailable_since')
    .orderBy('links.id')
    .limit(limit)
    .execute()
  const { n } = await broken.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const found = rows.map((row) => ({
    ...{ resourceId: row.resource_id, datasetId: row.dataset_id ?? '', url: row.url },
    since: row.unavailable_since ?? new Date(),
  }))
  return [found, n]
}

/** Whether everybody could see where this link was. */
export const isShownPlace = async (db: Db, resourceId: string): Promise<boolean> => {
  const place = db.selectFrom('link_places').select('shown').where('resource_id', '=', resourceId)
  return (await place.executeTakeFirst())?.shown ?? false
}

/** How many links are visited before this one; null when its time hasn't come. */
export const selectPositionInQueue = async (db: Db, link: Link): Promise<number | null> => {
  const isDue = link.priority || link.nextCheckAt === null || link.nextCheckAt <= new Date()
  if (!isDue || link.status !== null || link.deleted) return null
  const { ahead } = await db
    .selectFrom('links')
    .select((e) => e.fn.countAll<number>().as('ahead'))
    .where('deleted', '=', false)
    .where('status', 'is', null)
    .where(
      sql<SqlBool>`(not priority, coalesce(next_check_at, '-infinity'), id) <
        (${!link.priority}, coalesce(${link.nextCheckAt}::timestamptz, '-infinity'), ${link.id})`,
    )
    .executeTakeFirstOrThrow()
  return ahead + 1
}

export interface Counted {
  value: unknown
  count: number
}

/** What checks may be counted by: columns that say nothing of anybody. */
export const GROUPS = ['status', 'domain', 'timeout', 'error', 'mime_type', 'analysis_error'] as const
export type Group = (typeof GROUPS)[number]

/** The commonest values of a column among the checks of a day, of links that everybody sees. */
export const countChecksBy = (db: Db, group: Group, day: string): Promise<Counted[]> =>
  db
    .selectFrom('link_checks')
    .innerJoin('link_places', 'link_places.resource_id', 'link_checks.resource_id')
    .where('shown', '=', true)
    .where(sql<SqlBool>`created_at >= ${day}::date and created_at < ${day}::date + 1`)
    .select((e) => [e.ref(`link_checks.${group}`).as('value'), e.fn.countAll<number>().as('count')])
    .groupBy('value')
    .orderBy('count', 'desc')
    .orderBy('value')
    .limit(20)
    .execute()

/** How each link that everybody sees answered last. */
export const countLastAnswers = (db: Db): Promise<{ status: number | null; timeout: boolean; count: number }[]> =>
  db
    .selectFrom('links')
    .innerJoin('link_places', 'link_places.resource_id', 'links.resource_id')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('link_checks')
          .select(['link_checks.status', 'timeout'])
          .whereRef('link_checks.resource_id', '=', 'links.resource_id')
          .orderBy('link_checks.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .where('shown', '=', true)
    .where('deleted', '=', false)
    .select((e) => ['last.status', 'last.timeout', e.fn.countAll<number>().as('count')])
    .groupBy(['last.status', 'last.timeout'])
    .orderBy('count', 'desc')
    .execute()

export interface LinkCounts {
  total: number
  deleted: number
  underWay: number
  /** Never checked or changed, then those whose time has come. */
  waitingFirst: number
  waiting: number
  statuses: Record<string, number>
}

/** Where all the links are, in numbers. */
export const countLinks = async (db: Db): Promise<LinkCounts> => {
  const rows = await db
    .selectFrom('links')
    .select((e) => [
      'deleted',
      'status',
      e.fn.countAll<number>().as('count'),
      sql<number>`count(*) filter (where status is null and priority)`.as('first'),
      sql<number>`count(*) filter (where status is null and not priority and next_check_at <= now())`.as('due'),
    ])
    .groupBy(['deleted', 'status'])
    .execute()
  const live = rows.filter(({ deleted }) => !deleted)
  const sum = (of: typeof rows, key: 'count' | 'first' | 'due') => of.reduce((total, row) => total + row[key], 0)
  return {
    total: sum(rows, 'count'),
    deleted: sum(rows, 'count') - sum(live, 'count'),
    underWay: sum(
      live.filter(({ status }) => status !== null && status !== 'BACKOFF'),
      'count',
    ),
    waitingFirst: sum(live, 'first'),
    waiting: sum(live, 'due'),
    statuses: Object.fromEntries(live.map(({ status, count }) => [status ?? 'null', count])),
  }
}
