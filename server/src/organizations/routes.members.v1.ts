import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { languageOf, Param, readBody, readQuery, signedIn } from '../http/index.ts'
import { changeRole, getMember, listAssignments, removeMember, replaceAssignments } from './members.ts'
import {
  acceptRequest,
  answerInvitation,
  askToJoin,
  cancelRequest,
  invite,
  listMyInvitations,
  listMyRequests,
  listRequests,
  refuseRequest,
} from './membership-requests.ts'
import type { AssignedRef, Assignment, Member, MembershipRequest, Organization } from './model.ts'
import { findOrganizations, getAdministeredOrganization, getOrganization } from './organizations.ts'
import { Acceptance, Assignments, Comment, InvitationBody, invitationOf, RoleBody } from './wire.input.ts'
import {
  presentAssignment,
  presentInvitation,
  presentMember,
  presentMyRequest,
  presentOrganizationRef,
  presentRequest,
} from './wire.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ById = { Params: { organization: string } }
type ByRequest = { Params: { organization: string; id: string } }
type ByMember = { Params: { organization: string; user: string } }

const Requests = Type.Object({
  status: Param.choice(['pending', 'accepted', 'refused', 'canceled']),
  user: Param.id(),
})

/** Who belongs to an organization, and how one comes in (udata-api.md §2.3.2, §2.4.2). */
export const memberRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn }
    const present = presenters(db, site)
    const administered = (request: FastifyRequest<ById>) =>
      getAdministeredOrganization(db, request.actor, request.params.organization)

    app.get<ById>(
      '/organizations/:organization/membership/',
      { ...write, schema: { querystring: Requests } },
      async (request) => {
        const organization = await getOrganization(db, request.actor, request.params.organization)
        const { status, user } = readQuery(request, Requests)
        return present.requests(request, await listRequests(db, request.actor, organization, { status, userId: user }))
      },
    )

    app.post<ById>(
      '/organizations/:organization/membership/',
      { ...write, schema: { body: Comment }, config: { creates: true } },
      async (request, reply) => {
        const organization = await getOrganization(db, request.actor, request.params.organization)
        const asked = await askToJoin(db, request.actor, organization, readBody<Comment>(request).comment)
        const [body] = await present.requests(request, [asked.request])
        return reply.code(asked.isNew ? 201 : 200).send(body)
      },
    )

    app.post<ByRequest>(
      '/organizations/:organization/membership/:id/accept/',
      { ...write, schema: { body: Acceptance } },
      async (request, reply) => {
        const organization = await administered(request)
        const given = request.body ? readBody<Acceptance>(request) : {}
        const accepted = await acceptRequest(db, request.actor, organization, request.params.id, given)
        return reply
          .code(accepted.alreadyMember ? 409 : 200)
          .send(await present.member(request, organization, accepted.member))
      },
    )

    app.post<ByRequest>(
      '/organizations/:organization/membership/:id/refuse/',
      { ...write, schema: { body: Comment } },
      async (request) => {
        const organization = await administered(request)
        await refuseRequest(db, request.actor, organization, request.params.id, readBody<Comment>(request).comment)
        return {}
      },
    )

    app.post<ByRequest>('/organizations/:organization/membership/:id/cancel/', write, async (request) => {
      const organization = await getOrganization(db, request.actor, request.params.organization)
      await cancelRequest(db, request.actor, organization, request.params.id)
      return {}
    })

    app.post<ById>(
      '/organizations/:organization/member/',
      { ...write, schema: { body: InvitationBody } },
      async (request, reply) => {
        const organization = await administered(request)
        const invitation = invitationOf(readBody<Type.Static<typeof InvitationBody>>(request))
        const [body] = await present.requests(request, [await invite(db, request.actor, organization, invitation)])
        return reply.code(201).send(body)
      },
    )

    app.put<ByMember>(
      '/organizations/:organization/member/:user/',
      { ...write, schema: { body: RoleBody } },
      async (request) => {
        const organization = await administered(request)
        await getMember(db, organization, request.params.user)
        const { role } = readBody<RoleBody>(request)
        const member = await changeRole(db, request.actor, organization, request.params.user, role)
        return present.member(request, organization, member)
      },
    )

    app.delete<ByMember>('/organizations/:organization/member/:user/', write, async (request, reply) => {
      const organization = await getOrganization(db, request.actor, request.params.organization)
      await removeMember(db, request.actor, organization, request.params.user)
      return reply.code(204).send()
    })

    app.get<ById>('/organizations/:organization/assignments/', write, async (request) => {
      const organization = await administered(request)
      return present.assignments(request, organization, await listAssignments(db, request.actor, organization))
    })

    app.put<ByMember>(
      '/organizations/:organization/member/:user/assignments/',
      { ...write, schema: { body: Assignments } },
      async (request) => {
        const organization = await administered(request)
        const subjects = readBody<AssignedRef[]>(request)
        const { user } = request.params
        const assignments = await replaceAssignments(db, request.actor, organization, user, subjects)
        return present.assignments(request, organization, assignments)
      },
    )

    app.get('/me/membership_requests/', write, async (request) => {
      const requests = await listMyRequests(db, request.actor)
      const organizations = await findOrganizations(
        db,
        requests.map(({ organizationId }) => organizationId),
      )
      return requests.flatMap((one) => {
        const organization = organizations.get(one.organizationId)
        if (!organization) return []
        return [presentMyRequest(one, presentOrganizationRef(organization, request.actor, site.baseUrl))]
      })
    })

    app.get('/me/org_invitations/', write, async (request) => {
      const invitations = await listMyInvitations(db, request.actor)
      const organizations = await findOrganizations(
        db,
        invitations.map(({ organizationId }) => organizationId),
      )
      return invitations.flatMap((invitation) => {
        const organization = organizations.get(invitation.organizationId)
        const reference = organization && presentOrganizationRef(organization, request.actor, site.baseUrl)
        return reference ? [presentInvitation(invitation, reference)] : []
      })
    })

    app.post<{ Params: { id: string } }>('/me/org_invitations/:id/accept/', write, async (request) => {
      await answerInvitation(db, request.actor, request.params.id, true)
      return { message: { fr: 'Invitation acceptée.', en: 'Invitation accepted.' }[languageOf(request)] }
    })

    app.post<{ Params: { id: string } }>('/me/org_invitations/:id/refuse/', write, async (request) => {
      await answerInvitation(db, request.actor, request.params.id, false)
      return { message: { fr: 'Invitation refusée.', en: 'Invitation refused.' }[languageOf(request)] }
    })
  }

/** One query for the people of a list, whatever its length. */
const presenters = (db: Db, { baseUrl }: { baseUrl: string }) => ({
  requests: async (request: FastifyRequest, requests: MembershipRequest[]) => {
    const users = await findUsers(
      db,
      requests.flatMap(({ userId }) => userId ?? []),
    )
    return requests.map((item) =>
      presentRequest(item, item.userId ? users.get(item.userId) : undefined, request.actor, baseUrl),
    )
  },
  member: async (request: FastifyRequest, organization: Organization, member: Member) => {
    const user = (await findUsers(db, [member.userId])).get(member.userId)
    const options = { baseUrl, detailed: true, language: languageOf(request) }
    return user ? presentMember(member, user, organization, request.actor, options) : {}
  },
  assignments: async (request: FastifyRequest, organization: Organization, assignments: Assignment[]) => {
    const users = await findUsers(db, [...new Set(assignments.map(({ userId }) => userId))])
    const reference = presentOrganizationRef(organization, request.actor, baseUrl)
    return assignments.map((item) => presentAssignment(item, users.get(item.userId), reference, baseUrl))
  },
})
