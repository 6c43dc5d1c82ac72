import type { FastifyInstance, RouteOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { signedIn, siteAdminOnly, type ErrorShape } from '../http/index.ts'
import type { Method, Route } from './model.ts'

const METHODS: Method[] = ['get', 'post', 'put', 'patch', 'delete']

/** Learns every route that is declared from now on, with the schemas that check it. */
export const collectRoutes = (app: FastifyInstance): Route[] => {
  const routes: Route[] = []
  app.addHook('onRoute', (options) => {
    for (const name of [options.method].flat()) {
      const method = METHODS.find((candidate) => candidate === name.toLowerCase())
      if (method) routes.push(routeOf(method, options))
    }
  })
  return routes
}

const routeOf = (method: Method, { url, schema, config, onRequest }: RouteOptions): Route => ({
  method,
  url,
  query: schema?.querystring as TSchema | undefined,
  body: schema?.body as TSchema | undefined,
  access: accessOf([onRequest ?? []].flat()),
  errors: config?.errors ?? shapeOf(url),
  unmasked: config?.unmasked ?? false,
})

const accessOf = (hooks: unknown[]): Route['access'] => {
  if (hooks.includes(siteAdminOnly)) return 'site-admin'
  return hooks.includes(signedIn) ? 'signed-in' : 'everybody'
}

const shapeOf = (url: string): ErrorShape => {
  if (/^\/api\/[12]\//.test(url)) return 'model'
  return url.startsWith('/api/') ? 'cimaise' : 'page'
}
