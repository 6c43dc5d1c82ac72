import type { Static } from 'typebox'
import type { Db } from '../../db/index.ts'
import type { ListingQuery } from '../query.ts'
import { selectTopicsOf } from './store.elements.ts'
import type { TopicListQuery } from './wire.query.ts'

/** What is asked of a list; elements say which topics hold an object. */
export const findTopicQuery = async (db: Db, query: Static<typeof TopicListQuery>): Promise<ListingQuery> => {
  const held = [
    ['Dataset', query.dataset],
    ['Reuse', query.reuse],
    ['Dataservice', query.dataservice],
  ] as const
  const among: string[][] = []
  for (const [name, id] of held) if (id) among.push(await selectTopicsOf(db, name, id))
  return {
    q: query.q,
    sort: query.sort,
    tags: query.tag ?? [],
    private: query.private,
    featured: query.featured,
    organizationId: query.organization,
    ownerId: query.owner,
    among,
    zone: query.geozone,
    granularity: query.granularity,
  }
}
