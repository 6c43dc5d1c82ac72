import type { FastifyRequest } from 'fastify'
import type { OrganizationPageProps } from '@cimaise/web/props'
import { ANONYMOUS } from '../../lib/actor.ts'
import { NotFound } from '../../lib/errors.ts'
import { listDatasets } from '../../catalog/index.ts'
import { readPage } from '../../http/index.ts'
import { getOrganization } from '../../organizations/index.ts'
import { loadCards } from '../cards.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { portalPropsOf, type PortalDeps } from '../portal.ts'

const PAGE_SIZE = 20

/** A producer and what it publishes, latest first. */
export const loadOrganization = async (
  { db, site }: PortalDeps,
  request: FastifyRequest<{ Params: { organization: string } }>,
): Promise<OrganizationPageProps> => {
  const organization = await getOrganization(db, ANONYMOUS, request.params.organization)
  const { page } = readPage(request)
  const filter = { organizationId: organization.id, sort: '-last_update' as const }
  const [datasets, total] = await listDatasets(db, ANONYMOUS, filter, { page, pageSize: PAGE_SIZE })
  if (page > 1 && datasets.length === 0) throw new NotFound()
  return {
    portal: portalPropsOf(site.baseUrl, request),
    organization: {
      id: organization.id,
      name: organization.name,
      acronym: organization.acronym,
      descriptionHtml: renderMarkdown(organization.description),
      url: organization.url,
      createdAt: organization.createdAt.toISOString(),
    },
    datasets: await loadCards(db, datasets),
    total,
    page,
    pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)),
  }
}
