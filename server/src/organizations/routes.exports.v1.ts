import type { FastifyInstance } from 'fastify'
import type { Db } from '../db/index.ts'
import { readQuery, sendTable } from '../http/index.ts'
import { listMembers } from './members.ts'
import { listOrganizations } from './organizations.ts'
import { OrganizationListQuery } from './wire.query.ts'
import { organizationColumns, type OrganizationRow } from './wire.csv.ts'

const BATCH = 500

/** The table of organizations, always live (udata-api.md §12.3). */
export const organizationExportRoutes =
  ({ db, site }: { db: Db; site: { baseUrl: string } }) =>
  async (app: FastifyInstance) => {
    app.get('/site/organizations.csv', { schema: { querystring: OrganizationListQuery } }, async (request, reply) => {
      const { q, name, badge, business_number_id: businessNumberId } = readQuery(request, OrganizationListQuery)
      const rows = exported(db, { q, name, badge, businessNumberId })
      return sendTable(reply, 'organizations', organizationColumns(site.baseUrl), rows)
    })
  }

/** Oldest first: what is created meanwhile comes at the end. */
async function* exported(db: Db, query: Parameters<typeof listOrganizations>[1]): AsyncGenerator<OrganizationRow> {
  for (let page = 1; ; page++) {
    const [organizations] = await listOrganizations(db, query, { page, pageSize: BATCH }, 'created')
    const members = await listMembers(
      db,
      organizations.map(({ id }) => id),
    )
    for (const organization of organizations)
      yield { organization, membersCount: members.get(organization.id)?.length ?? 0 }
    if (organizations.length < BATCH) return
  }
}
