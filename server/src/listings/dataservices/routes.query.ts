import type { Static } from 'typebox'
import type { Db } from '../../db/index.ts'
import { findListings } from '../listings.ts'
import type { ListingQuery } from '../query.ts'
import { REUSE } from '../reuses/reuse.ts'
import { selectObjectsOf } from '../topics/store.elements.ts'
import type { DataserviceListQuery } from './wire.query.ts'

/** What is asked of a list, in its columns and fields; topics and reuses say themselves which they name. */
export const findDataserviceQuery = async (
  db: Db,
  query: Static<typeof DataserviceListQuery>,
): Promise<ListingQuery> => {
  const among: string[][] = []
  if (query.reuse) among.push((await findListings(db, REUSE, [query.reuse]))[0]?.fields.dataserviceIds ?? [])
  if (query.topic) among.push(await selectObjectsOf(db, query.topic, 'Dataservice'))
  return {
    q: query.q,
    sort: query.sort,
    tags: query.tag ?? [],
    featured: query.featured,
    archived: query.archived,
    organizationId: query.organization,
    organizationBadge: query.organization_badge,
    ownerId: query.owner,
    datasetId: query.dataset,
    among,
    equal: query.access_type ? { accessType: query.access_type } : {},
    holding: query.contact_point ? { contactPointIds: query.contact_point } : {},
  }
}
