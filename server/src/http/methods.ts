// Fastify's own router, asked which methods a path has: 405 with `Allow` instead of 404 (udata-api.md §1.8).
import findMyWay from 'find-my-way'
import type { FastifyInstance } from 'fastify'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Learns every route as it is declared. Answers with the methods of a path, none when nothing is there. */
export const collectMethods = (app: FastifyInstance): ((path: string) => string[]) => {
  const router = findMyWay({ ignoreTrailingSlash: true, maxParamLength: 8_000 })
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) {
      const known = METHODS.find((candidate) => candidate === name)
      if (known && !router.hasRoute(known, url)) router.on(known, url, () => undefined)
    }
  })
  return (path) => METHODS.filter((method) => router.find(method, path.split('?', 1)[0] ?? '/') !== null)
}
