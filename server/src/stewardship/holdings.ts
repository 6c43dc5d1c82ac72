import type { Actor } from '../lib/actor.ts'
import { Forbidden, Unauthorized } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { findFeedings } from '../flows/index.ts'
import { canEditOwned, canPublishFor, getOrganization, type Organization } from '../organizations/index.ts'
import { narrow, sortHoldings } from './filters.rules.ts'
import type { Holding, HoldingCounts, HoldingFilters, HoldingSort } from './model.ts'
import { selectHoldings, type HoldingsOf } from './store.holdings.ts'

export interface HoldingsQuery extends HoldingFilters {
  sort?: HoldingSort
}

export interface Holdings {
  found: Holding[]
  counts: HoldingCounts
}

/**
 * Every dataset of an organization that passes the filters, in order, for its members. A few thousand rows of a few
 * columns are read whole and judged by the catalogue's own rules: two queries for the files, three for flows, and
 * nothing that could say otherwise than the page of a dataset. Throws `Unauthorized`, `NotFound`, `Gone`, `Forbidden`.
 */
export const listHoldingsOf = async (
  db: Db,
  actor: Actor,
  organization: string,
  query: HoldingsQuery,
): Promise<Holdings> => {
  const { id } = await getOwnOrganization(db, actor, organization)
  return search(await readHoldings(db, { organizationIds: [id], ownerId: null }), query)
}

/** The same of what the caller may edit: their own, and their organizations'. Throws `Unauthorized`. */
export const listMyHoldings = async (db: Db, actor: Actor, query: HoldingsQuery): Promise<Holdings> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const organizationIds = actor.memberships.map(({ organizationId }) => organizationId)
  const holdings = await readHoldings(db, { organizationIds, ownerId: actor.userId })
  return search(
    holdings.filter((holding) => canEditOwned(actor, holding)),
    query,
  )
}

/** An organization for who works in it. Throws `Unauthorized`, `NotFound`, `Gone`, `Forbidden`. */
export const getOwnOrganization = async (db: Db, actor: Actor, idOrSlug: string): Promise<Organization> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const organization = await getOrganization(db, actor, idOrSlug)
  if (!canPublishFor(actor, organization.id)) throw new Forbidden()
  return organization
}

const search = (holdings: Holding[], { sort = '-last_update', ...filters }: HoldingsQuery): Holdings => {
  const { found, counts } = narrow(holdings, filters)
  return { found: sortHoldings(found, sort), counts }
}

const readHoldings = async (db: Db, of: HoldingsOf, now = new Date()): Promise<Holding[]> => {
  const rows = await selectHoldings(db, of, now)
  const feedings = await findFeedings(
    db,
    rows.flatMap(({ resourceIds }) => resourceIds),
    now,
  )
  return rows.map(({ holding, resourceIds }) => ({ ...holding, fed: resourceIds.some((id) => feedings.has(id)) }))
}
