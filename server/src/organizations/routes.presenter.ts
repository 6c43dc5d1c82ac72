import type { FastifyRequest } from 'fastify'
import { findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { asksFor, languageOf } from '../http/index.ts'
import { listMembers } from './members.ts'
import type { Organization } from './model.ts'
import { presentOrganization } from './wire.v1.ts'

export interface Deps {
  db: Db
  site: { baseUrl: string }
}

/** Two queries whatever the number of organizations. */
export const organizationPresenter =
  ({ db, site }: Deps) =>
  async (request: FastifyRequest, organizations: Organization[], detailed = false) => {
    const members = await listMembers(
      db,
      organizations.map(({ id }) => id),
    )
    const users = await findUsers(db, [...new Set([...members.values()].flat().map(({ userId }) => userId))])
    return organizations.map((organization) => {
      const known = (members.get(organization.id) ?? []).flatMap((member) => {
        const user = users.get(member.userId)
        return user ? [{ member, user }] : []
      })
      const context = { members: known, detailed, withBlocs: asksFor(request, 'presentation_blocs') }
      return presentOrganization(organization, context, request.actor, site.baseUrl, languageOf(request))
    })
  }
