import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { authorizeRoutes, type AuthorizeDeps } from './routes.authorize.ts'
import { tokenRoutes } from './routes.token.ts'

/** The OAuth 2 provider (udata-api.md §4.2). Forms come in three dresses, and hold no file. */
export const oauthRoutes = (deps: AuthorizeDeps) => async (app: FastifyInstance) => {
  await app.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { files: 0, fields: 20, fieldSize: 10_000 },
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    const form = new URLSearchParams(body.toString())
    done(null, Object.fromEntries([...form.keys()].map((name) => [name, one(form.getAll(name))])))
  })
  await app.register(authorizeRoutes(deps))
  await app.register(tokenRoutes(deps))
}

const one = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? '') : values)
