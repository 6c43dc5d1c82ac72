import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { ConsentPageProps, ErrorPageProps, Pages } from '@cimaise/web/props'
import type { AppError } from '../lib/errors.ts'
import { loadChanges } from './pages/changes.ts'
import { loadDataset } from './pages/dataset.ts'
import { loadDatasets } from './pages/datasets.ts'
import { loadHome } from './pages/home.ts'
import { loadOrganization } from './pages/organization.ts'
import { portalPropsOf, type PortalDeps } from './portal.ts'

const ASSETS = fileURLToPath(new URL('../../../web/dist/client/', import.meta.url))

/** Nothing runs in a page but our own files; Markdown may show pictures from elsewhere. */
const CSP =
  "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"

/** Told of each public page of an object that is shown. */
type OnView = (request: FastifyRequest, page: { class: 'Dataset' | 'Organization'; id: string }) => void

/** The public pages and the document of the back-office. */
export const portalRoutes = (deps: PortalDeps & { onView: OnView }) => async (app: FastifyInstance) => {
  await app.register(fastifyStatic, {
    root: `${ASSETS}assets`,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  })

  app.get('/', async (request, reply) => sendPage(deps, request, reply, 'home', await loadHome(deps, request)))

  app.get('/datasets', async (request, reply) =>
    sendPage(deps, request, reply, 'datasets', await loadDatasets(deps, request)),
  )

  app.get<{ Params: { dataset: string } }>('/datasets/:dataset', async (request, reply) => {
    const props = await loadDataset(deps, request)
    if (!props.dataset.private) deps.onView(request, { class: 'Dataset', id: props.dataset.id })
    return sendPage(deps, request, reply, 'dataset', props)
  })

  app.get<{ Params: { dataset: string } }>('/datasets/:dataset/changes', async (request, reply) =>
    sendPage(deps, request, reply, 'changes', await loadChanges(deps, request)),
  )

  app.get<{ Params: { organization: string } }>('/organizations/:organization', async (request, reply) => {
    const props = await loadOrganization(deps, request)
    deps.onView(request, { class: 'Organization', id: props.organization.id })
    return sendPage(deps, request, reply, 'organization', props)
  })

  const admin = async (request: FastifyRequest, reply: FastifyReply) =>
    sendPage(deps, request, reply, 'admin', {
      portal: portalPropsOf(deps.site.baseUrl, request),
      // Chosen by whoever reads: nothing secret, and nothing that their account should lose.
      lang: request.cookies.cimaise_lang === 'en' ? 'en' : 'fr',
    })
  app.get('/admin', admin)
  app.get('/admin/*', admin)
}

/** The page that says what went wrong, and what to do next. */
export const errorPage =
  ({ site, render }: Omit<PortalDeps, 'db'>) =>
  (request: FastifyRequest, status: number, error: AppError): Promise<string> =>
    render('error', {
      portal: portalPropsOf(site.baseUrl, request),
      status: ([400, 403, 404, 410, 503].find((known) => known === status) ?? 500) as ErrorPageProps['status'],
      message: ['not_found', 'gone', 'unexpected'].includes(error.code) ? null : error.text.fr,
    })

/** The page that asks a person whether a program may act for them. */
export const consentPage =
  ({ site, render }: Omit<PortalDeps, 'db'>) =>
  (request: FastifyRequest, props: Omit<ConsentPageProps, 'portal'>): Promise<string> =>
    render('consent', { portal: portalPropsOf(site.baseUrl, request), ...props })

const sendPage = async <P extends keyof Pages>(
  deps: Pick<PortalDeps, 'render'>,
  request: FastifyRequest,
  reply: FastifyReply,
  page: P,
  props: Pages[P],
) => sendHtml(request, reply, await deps.render(page, props))

/** A page, with its ETag and what it may load. */
export const sendHtml = (request: FastifyRequest, reply: FastifyReply, html: string) => {
  const etag = `"${createHash('sha1').update(html).digest('base64url')}"`
  // Seen by everybody alike only when nobody is signed in; always asked again, so that a change shows at once.
  reply.header('Cache-Control', request.actor.kind === 'anonymous' ? 'public, no-cache' : 'private, no-cache')
  reply.header('Content-Security-Policy', CSP).header('ETag', etag).header('Vary', 'Cookie')
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.type('text/html; charset=utf-8').send(html)
}
