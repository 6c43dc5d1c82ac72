import type { FastifyRequest } from 'fastify'
import type { HomePageProps } from '@cimaise/web/props'
import { ANONYMOUS } from '../../lib/actor.ts'
import { countDatasets, countResources, listDatasets } from '../../catalog/index.ts'
import { countOrganizations } from '../../organizations/index.ts'
import { loadCards } from '../cards.ts'
import { portalPropsOf, type PortalDeps } from '../portal.ts'

/** The home page: figures, and what was updated last. */
export const loadHome = async ({ db, site }: PortalDeps, request: FastifyRequest): Promise<HomePageProps> => {
  const [datasets] = await listDatasets(db, ANONYMOUS, { sort: '-last_update' }, { page: 1, pageSize: 6 })
  const { files, rows } = await countResources(db)
  return {
    portal: portalPropsOf(site.baseUrl, request),
    figures: { datasets: await countDatasets(db), files, organizations: await countOrganizations(db), rows },
    latest: await loadCards(db, datasets),
  }
}
