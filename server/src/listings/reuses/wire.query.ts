import Type from 'typebox'
import type { FastifyRequest } from 'fastify'
import { PAGING, Param, readQuery } from '../../http/index.ts'
import type { ListingQuery } from '../query.ts'
import { idsOfChoices, REUSE_TOPICS, REUSE_TYPES } from './model.ts'

export const REUSE_SORTS = ['title', 'created', 'last_modified', 'datasets', 'followers', 'views'] as const

/** The parameters of a list of reuses (udata-api.md §2.6). */
export const ReuseListQuery = Type.Object({
  ...PAGING,
  q: Param.text('every word'),
  sort: Param.sort(REUSE_SORTS),
  type: Param.choice(idsOfChoices(REUSE_TYPES)),
  topic: Param.choice(idsOfChoices(REUSE_TOPICS)),
  tag: Param.many('all of them'),
  dataset: Param.id(),
  dataservice: Param.id(),
  private: Param.flag(),
  featured: Param.flag(),
  archived: Param.flag(),
  organization: Param.id(),
  organization_badge: Param.text(),
  owner: Param.id(),
})

/** What a request asks of a list. Throws `Invalid`. */
export const readReuseQuery = (request: FastifyRequest): ListingQuery => {
  const query = readQuery(request, ReuseListQuery)
  return {
    q: query.q,
    sort: query.sort,
    tags: query.tag ?? [],
    private: query.private,
    featured: query.featured,
    archived: query.archived,
    organizationId: query.organization,
    organizationBadge: query.organization_badge,
    ownerId: query.owner,
    datasetId: query.dataset,
    equal: {
      ...(query.type ? { type: query.type } : {}),
      ...(query.topic ? { topic: query.topic } : {}),
    },
    holding: query.dataservice ? { dataserviceIds: query.dataservice } : {},
  }
}
