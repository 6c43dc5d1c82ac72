import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Invalid } from '../lib/errors.ts'
import { checkStorable, Param, readQuery, signedIn } from '../http/index.ts'
import { searchDocuments } from '../search/index.ts'
import { commonQuery, filterBy, presentFound, readSearchPage, SEARCHING } from '../search/routes.presenter.ts'
import {
  changeOrganizationExtras,
  findOrganizations,
  getAdministeredOrganization,
  getOrganization,
} from './organizations.ts'
import { organizationPresenter, type Deps } from './routes.presenter.ts'
import { ORGANIZATION, ORGANIZATION_FACETS } from './search.ts'

type ById = { Params: { organization: string } }
type Extras = Record<string, unknown>

const Search = Type.Object({
  ...SEARCHING,
  sort: Param.sort(['reuses', 'datasets', 'followers', 'views', 'created']),
  badge: Param.many('any of them'),
  producer_type: Param.choice([
    'public-service',
    'association',
    'company',
    'local-authority',
    'not-specified',
  ] as const),
  name: Param.text('exact name'),
  business_number_id: Param.text(),
})

/** Organizations in udata's v2 (udata-api.md §3.2, §13). */
export const organizationRoutesV2 =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const raw = { unmasked: true }
    const present = organizationPresenter({ db, site })

    app.get('/organizations/search/', { schema: { querystring: Search } }, async (request) => {
      const query = readQuery(request, Search)
      const page = readSearchPage(request)
      const { updatedRanges: _, ...common } = commonQuery(query)
      const found = await searchDocuments(db, {
        kind: ORGANIZATION,
        audiences: ['public'],
        ...common,
        filters: [...filterBy('badge', query.badge), ...filterBy('producer_type', query.producer_type)],
        sort: query.sort ?? 'relevance',
        facets: ORGANIZATION_FACETS,
        ...page,
      })
      const organizations = await findOrganizations(db, found.ids)
      const ordered = found.ids.flatMap((id) => organizations.get(id) ?? [])
      return presentFound(request, site.baseUrl, page, found, await present(request, ordered))
    })

    app.get<ById>(
      '/organizations/:organization/extras/',
      { config: raw },
      async (request) => (await getOrganization(db, request.actor, request.params.organization)).extras,
    )

    app.put<ById>('/organizations/:organization/extras/', { onRequest: signedIn, config: raw }, async (request) => {
      return change(request, (extras) => ({ ...extras, ...readExtras(request.body) }))
    })

    app.delete<ById>(
      '/organizations/:organization/extras/',
      { onRequest: signedIn, config: raw },
      async (request, reply) => {
        await change(request, (extras) => ({ ...extras, ...readKeys(request.body) }))
        return reply.code(204).send()
      },
    )

    /** Under null, a key goes. */
    const change = async (request: FastifyRequest<ById>, merge: (extras: Extras) => Extras): Promise<Extras> => {
      const { id } = await getAdministeredOrganization(db, request.actor, request.params.organization)
      const changed = await changeOrganizationExtras(db, request.actor, id, (extras) =>
        Object.fromEntries(Object.entries(merge(extras)).filter(([, value]) => value !== null)),
      )
      return changed.extras
    }
  }

const readExtras = (body: unknown): Extras => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Invalid(NOT_AN_OBJECT)
  checkStorable(body)
  return body as Extras
}

/** Under null, each of them. */
const readKeys = (body: unknown): Extras => {
  if (!Array.isArray(body) || !body.every((key) => typeof key === 'string')) throw new Invalid(NOT_KEYS)
  return Object.fromEntries(body.map((key) => [key, null]))
}

const NOT_AN_OBJECT = { fr: 'Un objet JSON est attendu.', en: 'Expecting a JSON object.' }
const NOT_KEYS = { fr: 'Une liste JSON de clés est attendue.', en: 'Expecting a JSON list of keys.' }
