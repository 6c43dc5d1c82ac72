import type { Actor } from '../lib/actor.ts'
import { getMyself } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import { listMyDatasets } from './datasets.ts'

/** udata's numbers of the caller and of their organizations (udata-api.md §2.4.2). */
export interface MyMetrics {
  id: string
  /** Percent of the datasets whose files all answered when they were last tried; those without any count. */
  resources_availability: number
  datasets_org_count: number
  followers_org_count: number
  datasets_count: number
  followers_count: number
}

/** Counters that are kept, added up. Throws `Unauthorized`. */
export const getMyMetrics = async (db: Db, actor: Actor): Promise<MyMetrics> => {
  const me = await getMyself(db, actor)
  const ids = actor.kind === 'user' ? actor.memberships.map(({ organizationId }) => organizationId) : []
  const organizations = [...(await findOrganizations(db, ids)).values()]
  const datasets = (await listMyDatasets(db, actor, { organizations: true })).filter(({ deletedAt }) => !deletedAt)
  const available = datasets.filter(({ resourceQuality }) => resourceQuality?.all_resources_available !== false)
  const sumOf = (counter: string) => organizations.reduce((sum, { metrics }) => sum + Number(metrics[counter] ?? 0), 0)
  return {
    id: me.id,
    resources_availability: datasets.length === 0 ? 0 : Math.round((100 * available.length) / datasets.length),
    datasets_org_count: sumOf('datasets'),
    followers_org_count: sumOf('followers'),
    datasets_count: Number(me.metrics.datasets ?? 0),
    followers_count: Number(me.metrics.followers ?? 0),
  }
}
