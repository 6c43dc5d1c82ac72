import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { authorizeRoutes, type AuthorizeDeps } from './routes.authorize.ts'
import { tokenRoutes } from './routes.token.ts'

/** The OAuth 2 provider (udata-api.md §4.2). Forms come in three dresses, and hold no file. */
export const oauthRoutes = (deps: AuthorizeDeps) => async (app: FastifyInstance) => {
  await app.register(multipart, { limits: { files: 0, fields: 20, fieldSize: 10_000 } })
  app.addHook('preValidation', async (request) => {
    if (request.isMultipart()) request.body = await multipartFields(request)
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, fieldsOf([...new URLSearchParams(body.toString())])),
  )
  await app.register(authorizeRoutes(deps))
  await app.register(tokenRoutes(deps))
}

const multipartFields = async (request: FastifyRequest): Promise<object> => {
  const entries: [string, unknown][] = []
  try {
    for await (const part of request.parts()) if (part.type === 'field') entries.push([part.fieldname, part.value])
  } catch (error) {
    // A body that ends before its end has no status of its own.
    throw (error as { statusCode?: number }).statusCode ? error : new Invalid(BROKEN)
  }
  return fieldsOf(entries)
}

/** A field that comes twice is a list, which whoever reads it refuses (wire.params.ts). */
const fieldsOf = (entries: [string, unknown][]): object => {
  const fields = new Map<string, unknown>()
  for (const [name, value] of entries) fields.set(name, fields.has(name) ? [fields.get(name), value] : value)
  return Object.fromEntries(fields)
}

const BROKEN: Text = { fr: 'Le formulaire est incomplet ou mal formé.', en: 'The form is incomplete or malformed.' }
