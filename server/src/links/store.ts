import { sql, type Selectable } from 'kysely'
import type { Db, LinkChecksTable, LinksTable } from '../db/index.ts'
import type { Detection, DomainFacts, Link, LinkCheck, LinkStatus } from './model.ts'
import { BUSY_SECONDS } from './schedule.rules.ts'

/** A check that takes longer was killed with its server. */
const STUCK = sql<boolean>`(status is null or status = 'BACKOFF' or status_since < now() - interval '1 hour')`

/** Takes up to `limit` links whose time has come, new ones first; nobody else takes them for an hour. */
export const claimLinks = async (db: Db, limit: number): Promise<Link[]> => {
  const due = db
    .selectFrom('links')
    .innerJoin('link_places', 'link_places.resource_id', 'links.resource_id')
    .select('links.resource_id')
    .where('deleted', '=', false)
    .where(sql<boolean>`live is not false`)
    .where(STUCK)
    .where(sql<boolean>`(priority or next_check_at is null or next_check_at <= now())`)
    .orderBy(sql`priority desc, next_check_at nulls first`)
    .limit(limit)
    .forUpdate('links')
    .skipLocked()
  return take(db, sql<boolean>`resource_id in (${due})`)
}

/** Takes one link up, if nobody has. */
export const claimLink = async (db: Db, resourceId: string): Promise<Link | undefined> =>
  (await take(db, sql<boolean>`resource_id = ${resourceId} and not deleted and ${STUCK}`))[0]

const take = async (db: Db, which: ReturnType<typeof sql<boolean>>): Promise<Link[]> => {
  const taken = db.updateTable('links').set({ status: 'CRAWLING_URL', status_since: new Date() }).where(which)
  return (await taken.returningAll().execute()).map(linkOf)
}

export const selectLink = async (db: Db, resourceId: string): Promise<Link | undefined> => {
  const row = await db.selectFrom('links').selectAll().where('resource_id', '=', resourceId).executeTakeFirst()
  return row && linkOf(row)
}

export const setLinkStatus = async (db: Db, { resourceId, url }: Link, status: LinkStatus): Promise<void> => {
  const link = db.updateTable('links').set({ status, status_since: new Date() })
  await link.where('resource_id', '=', resourceId).where('url', '=', url).execute()
}

export interface Settled {
  status: 'BACKOFF' | null
  nextCheckAt?: Date
  unavailableSince?: Date | null
}

/** Lets a link go. If its address changed meanwhile, it's another link that waits for its own check. */
export const settleLink = async (
  db: Db,
  { resourceId, url }: Link,
  { status, nextCheckAt, unavailableSince }: Settled,
): Promise<void> => {
  await db
    .updateTable('links')
    .set({
      status,
      status_since: new Date(),
      ...(nextCheckAt && { next_check_at: nextCheckAt, priority: false }),
      ...(unavailableSince !== undefined && { unavailable_since: unavailableSince }),
    })
    .where('resource_id', '=', resourceId)
    .where('url', '=', url)
    .execute()
}

export const insertCheck = async (db: Db, check: Omit<LinkCheck, 'id'>): Promise<number> => {
  const { content } = check
  const row = {
    resource_id: check.resourceId,
    url: check.url,
    domain: check.domain,
    created_at: check.createdAt,
    status: check.status,
    headers: JSON.stringify(check.headers),
    cors_headers: check.cors && JSON.stringify(check.cors),
    timeout: check.timeout,
    response_time: check.responseTime,
    error: check.error,
    reason: check.reason,
    checksum: content.checksum,
    filesize: content.filesize,
    mime_type: content.mimeType,
    analysis_error: content.error,
    detected_last_modified_at: check.lastModifiedAt,
    detection: check.detection,
    next_check_at: check.nextCheckAt,
  }
  return (await db.insertInto('link_checks').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** The last check of this very address, or the last one that the site answered well. */
export const selectLastCheck = async (
  db: Db,
  { resourceId, url }: Link,
  { answered = false } = {},
): Promise<LinkCheck | undefined> => {
  let found = db.selectFrom('link_checks').selectAll().where('resource_id', '=', resourceId).where('url', '=', url)
  if (answered) found = found.where('status', '>=', 200).where('status', '<', 400)
  const row = await found.orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row && checkOf(row)
}

export const selectDomainFacts = async (db: Db, domain: string): Promise<DomainFacts> => {
  const { recentChecks } = await db
    .selectFrom('link_checks')
    .select((e) => e.fn.countAll<number>().as('recentChecks'))
    .where('domain', '=', domain)
    .where(sql<boolean>`created_at > now() - make_interval(secs => ${BUSY_SECONDS})`)
    .executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('link_checks')
    .select(['created_at as at', 'status', 'headers'])
    .where('domain', '=', domain)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { recentChecks, last: last ?? null }
}

/** The history of links goes; what is known of them stays on their resources. */
export const deleteChecksBefore = async (db: Db, before: Date): Promise<void> => {
  await db.deleteFrom('link_checks').where('created_at', '<', before).execute()
}

const linkOf = (row: Selectable<LinksTable>): Link => ({
  id: row.id,
  resourceId: row.resource_id,
  url: row.url,
  deleted: row.deleted,
  priority: row.priority,
  status: row.status as LinkStatus | null,
  statusSince: row.status_since,
  nextCheckAt: row.next_check_at,
  unavailableSince: row.unavailable_since,
})

export const checkOf = (row: Selectable<LinkChecksTable>): LinkCheck => ({
  id: row.id,
  resourceId: row.resource_id,
  url: row.url,
  domain: row.domain,
  createdAt: row.created_at,
  status: row.status,
  headers: row.headers,
  cors: row.cors_headers,
  timeout: row.timeout,
  responseTime: row.response_time,
  error: row.error,
  reason: row.reason as LinkCheck['reason'],
  content: {
    checksum: row.checksum,
    filesize: row.filesize,
    mimeType: row.mime_type,
    error: row.analysis_error,
  },
  lastModifiedAt: row.detected_last_modified_at,
  detection: row.detection as Detection | null,
  nextCheckAt: row.next_check_at,
})
