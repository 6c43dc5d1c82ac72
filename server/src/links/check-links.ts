import { daysAfter } from '../lib/dates.ts'
import { parseUuid } from '../lib/ids.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Fact } from '../events/index.ts'
import { enqueue, type Task } from '../jobs/index.ts'
import { checkLink, type CheckDeps } from './check-link.ts'
import { checksHere } from './crawler.ts'
import type { Link } from './model.ts'
import { claimLink, claimLinks, deleteChecksBefore, selectLink } from './store.ts'

const BATCH = 40
/** Sites that are visited at the same moment. */
const AT_ONCE = 8
const DAYS_OF_HISTORY = 60
const TASK = 'check-link'

/**
 * Checks the links whose time has come, one at a time on each site. May run twice: a link that was taken up is taken
 * by nobody else, and one that was left half-way is taken again an hour later.
 */
export const checkLinks = async (deps: CheckDeps): Promise<void> => {
  if (!checksHere()) return
  const sites = bySite(await claimLinks(deps.db, BATCH))
  const failures: unknown[] = []
  const visit = async (): Promise<void> => {
    for (let links = sites.shift(); links; links = sites.shift())
      for (const link of links) await checkLink(deps, link).catch((error: unknown) => failures.push(error))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, visit))
  // One of ours, not of a site: told once the others were checked.
  if (failures.length > 0) throw failures[0]
}

const bySite = (links: Link[]): Link[][] => {
  const sites = new Map<string, Link[]>()
  for (const link of links) {
    const host = URL.parse(link.url)?.hostname ?? link.url
    sites.set(host, [...(sites.get(host) ?? []), link])
  }
  return [...sites.values()]
}

/** A link that was written or changed is checked at once, without waiting for the next round. */
export const checkNewLink = async (tx: Tx, { extras }: Fact): Promise<void> => {
  if (!checksHere()) return
  const resourceId = parseUuid(String(extras?.resource_id))
  const link = resourceId && (await selectLink(tx, resourceId))
  if (link && link.priority && !link.deleted) await enqueue(tx, TASK, { resource_id: resourceId })
}

/** Checks one link. Twice is harmless: it is one more check, like those of every day. */
export const checkLinkTask = (deps: CheckDeps): Task => ({
  name: TASK,
  run: async (payload) => {
    const link = await claimLink(deps.db, (payload as { resource_id: string }).resource_id)
    // Somebody else is at it otherwise.
    if (link) await checkLink(deps, link)
  },
})

/** Forgets checks of more than 60 days. May run twice: what is gone stays gone. */
export const purgeChecks = (db: Db, now = new Date()): Promise<void> =>
  deleteChecksBefore(db, daysAfter(now, -DAYS_OF_HISTORY))
