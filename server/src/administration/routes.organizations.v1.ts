import type { FastifyInstance } from 'fastify'
import type { Db } from '../db/index.ts'
import { presentPage, readPage, readQuery, siteAdminOnly } from '../http/index.ts'
import { listAllOrganizations, listMembers, restoreOrganization, type Organization } from '../organizations/index.ts'
import { OrganizationList, presentAdministered } from './wire.accounts.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}

/** Organizations as an administrator needs to see them, deleted ones too; their badges are udata's routes. */
export const organizationAdministrationRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const admin = { onRequest: siteAdminOnly }
    const present = async (organizations: Organization[]) => {
      const ids = organizations.map(({ id }) => id)
      const members = await listMembers(db, ids)
      return organizations.map((one) => presentAdministered(one, members.get(one.id)?.length ?? 0))
    }

    app.get(
      '/administration/organizations/',
      { ...admin, schema: { querystring: OrganizationList } },
      async (request) => {
        const { q, badge, deleted } = readQuery(request, OrganizationList)
        const page = readPage(request)
        const [found, total] = await listAllOrganizations(db, request.actor, { q, badge, deleted }, page)
        return presentPage(request, site.baseUrl, page, total, await present(found))
      },
    )

    app.post<{ Params: { organization: string } }>(
      '/administration/organizations/:organization/restore/',
      admin,
      async (request) => {
        const [shown] = await present([await restoreOrganization(db, request.actor, request.params.organization)])
        return shown
      },
    )
  }
