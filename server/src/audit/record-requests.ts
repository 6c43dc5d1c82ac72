import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isEmail } from '../accounts/index.ts'
import { operationIdOf } from '../openapi/index.ts'
import { credentialOf, isKept, isSignIn } from './entry.rules.ts'
import type { NewEntry } from './model.ts'
import type { Recorder } from './recorder.ts'

const MAX_PATH = 500

/**
 * Has every request judged as it is answered: even that of a caller who hung up before. No body is ever kept, nor the
 * query, nor an address that is a secret by itself.
 */
export const recordRequests = (app: FastifyInstance, recorder: Recorder): void => {
  const ids = new Map<string, string | null>()
  const operationOf = ({ method, routeOptions }: FastifyRequest): string | null => {
    const key = `${method} ${routeOptions.url ?? ''}`
    if (!ids.has(key)) ids.set(key, routeOptions.url ? operationIdOf(method, routeOptions.url) : null)
    return ids.get(key) ?? null
  }

  app.addHook('onSend', async (request, reply, payload) => {
    const { method, actor } = request
    // Most requests read: they cost nothing here.
    if (method === 'GET' && actor.kind === 'anonymous') return payload
    const operation = operationOf(request)
    const status = reply.statusCode
    if (isKept({ method, operation, status, actor })) recorder.record(entryOf(request, operation, status))
    return payload
  })
  app.addHook('onClose', () => recorder.close())
}

const entryOf = (request: FastifyRequest, operation: string | null, status: number): NewEntry => {
  const { actor, method } = request
  const key = request.headers['x-api-key']
  return {
    ...{ at: new Date(), method, operation, status, path: pathOf(request), address: request.ip },
    userId: actor.kind === 'user' ? actor.userId : (request.claimed ?? null),
    account: isSignIn(operation) && actor.kind === 'anonymous' ? accountIn(request.body) : null,
    ...credentialOf(actor, typeof key === 'string' ? key : undefined),
  }
}

/** An address that holds a secret is kept as the pattern that it follows. */
const pathOf = ({ url, params, routeOptions }: FastifyRequest): string => {
  const isSecret = typeof params === 'object' && params !== null && ('secret' in params || 'token' in params)
  return (isSecret ? (routeOptions.url ?? '') : (url.split('?', 1)[0] ?? '')).slice(0, MAX_PATH)
}

/** People type their password into the wrong field: what is no address is not kept. */
const accountIn = (body: unknown): string | null => {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined
  if (typeof email !== 'string' || email.length > 255 || /\p{C}/u.test(email)) return null
  return isEmail(email) ? email.trim().toLowerCase() : null
}
