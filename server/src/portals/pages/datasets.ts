import type { FastifyRequest } from 'fastify'
import type { DatasetsPageProps } from '@cimaise/web/props'
import { ANONYMOUS } from '../../lib/actor.ts'
import { NotFound } from '../../lib/errors.ts'
import { listDatasets } from '../../catalog/index.ts'
import { readPage } from '../../http/index.ts'
import { loadCards } from '../cards.ts'
import { portalPropsOf, type PortalDeps } from '../portal.ts'

const PAGE_SIZE = 20

/** The list of datasets: words, a tag, an order, a page; all of it in the address. */
export const loadDatasets = async ({ db, site }: PortalDeps, request: FastifyRequest): Promise<DatasetsPageProps> => {
  const { page } = readPage(request)
  const params = new URL(request.url, site.baseUrl).searchParams
  const query = (params.get('q') ?? '').trim().slice(0, 300)
  const tag = params.get('tag')
  const sort = sortOf(params.get('sort'), query)
  const order = { relevance: undefined, last_update: '-last_update', title: 'title' }[sort] as
    '-last_update' | 'title' | undefined
  const filter = { q: query || undefined, tags: tag ? [tag] : [], sort: order }
  const [datasets, total] = await listDatasets(db, ANONYMOUS, filter, { page, pageSize: PAGE_SIZE })
  if (page > 1 && datasets.length === 0) throw new NotFound()
  return {
    portal: portalPropsOf(site.baseUrl, request),
    query,
    sort,
    tag,
    datasets: await loadCards(db, datasets),
    total,
    page,
    pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)),
  }
}

const sortOf = (asked: string | null, query: string): DatasetsPageProps['sort'] => {
  if (asked === 'title' || asked === 'last_update') return asked
  return query === '' ? 'last_update' : 'relevance'
}
