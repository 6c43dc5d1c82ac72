import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { findUsers } from '../accounts/index.ts'
import { languageOf, Param, PAGING, presentPage, readBody, readPage, readQuery, signedIn } from '../http/index.ts'
import { askPublication } from './ask-publication.ts'
import { acceptPublication, cancelPublication, movePublication, refusePublication } from './decide-publication.ts'
import type { PublicationDeps } from './deps.ts'
import { STATES } from './model.ts'
import { listPublications, listPublicationsOf, type Shown } from './publications.ts'
import { AcceptInput, agreementOf, askedOf, AskInput, momentOf, MoveInput, RefuseInput } from './wire.input.ts'
import { presentPublication } from './wire.publications.ts'

interface Deps extends PublicationDeps {
  site: { baseUrl: string }
}
type ByDataset = { Params: { dataset: string } }
type ByOrganization = { Params: { organization: string } }
type ById = { Params: { publication: string } }

const Query = Type.Object({ ...PAGING, state: Param.manyOf(STATES, 'absent: all of them') })

/** What is to be published later, or once somebody agreed: ours, udata has nothing of it. */
export const publicationRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { db, site } = deps
  const read = { onRequest: signedIn, config: { errors: 'cimaise' as const } }
  const write = { onRequest: signedIn, config: { errors: 'form' as const } }

  app.get<ByOrganization>(
    '/organizations/:organization/publications/',
    { ...read, schema: { querystring: Query } },
    async (request) => {
      const page = readPage(request)
      const { state = [...STATES] } = readQuery(request, Query)
      const { organization } = request.params
      const [shown, total] = await listPublications(db, request.actor, organization, state, page)
      return presentPage(request, site.baseUrl, page, total, await present(request, shown))
    },
  )

  app.get<ByDataset>('/datasets/:dataset/publications/', read, async (request) =>
    present(request, await listPublicationsOf(db, request.actor, request.params.dataset)),
  )

  app.post<ByDataset>(
    '/datasets/:dataset/publications/',
    { onRequest: signedIn, config: { errors: 'form', creates: true }, schema: { body: AskInput } },
    async (request, reply) => {
      const asked = askedOf(readBody<Static<typeof AskInput>>(request))
      const shown = await askPublication(deps, request.actor, request.params.dataset, asked)
      return reply.code(201).send(await presentOne(request, shown))
    },
  )

  app.post<ById>('/publications/:publication/accept/', { ...write, schema: { body: AcceptInput } }, async (request) => {
    const agreement = agreementOf(readBody<Static<typeof AcceptInput>>(request))
    return presentOne(request, await acceptPublication(deps, request.actor, request.params.publication, agreement))
  })

  app.post<ById>('/publications/:publication/refuse/', { ...write, schema: { body: RefuseInput } }, async (request) => {
    const { reason = null } = readBody<Static<typeof RefuseInput>>(request)
    return presentOne(request, await refusePublication(deps, request.actor, request.params.publication, reason))
  })

  app.post<ById>('/publications/:publication/cancel/', write, async (request) =>
    presentOne(request, await cancelPublication(deps, request.actor, request.params.publication)),
  )

  app.put<ById>('/publications/:publication/', { ...write, schema: { body: MoveInput } }, async (request) => {
    const publishAt = momentOf(readBody<Static<typeof MoveInput>>(request).publish_at)
    return presentOne(request, await movePublication(deps, request.actor, request.params.publication, publishAt))
  })

  const present = async (request: FastifyRequest, shown: Shown[]) => {
    const people = shown.flatMap(({ publication }) => [publication.askedBy, publication.decidedBy ?? []].flat())
    const users = await findUsers(db, [...new Set(people)])
    const around = { actor: request.actor, language: languageOf(request), baseUrl: site.baseUrl, users }
    return shown.map((one) => presentPublication(one, around))
  }

  const presentOne = async (request: FastifyRequest, shown: Shown) => {
    const [presented] = await present(request, [shown])
    return presented
  }
}
