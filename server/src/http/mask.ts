import type { FastifyInstance, FastifyRequest } from 'fastify'
import { applyMask, names, parseMask, type Mask } from './mask.rules.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer is free JSON (extras, lists of badges): the header `X-Fields` doesn't concern it. */
    unmasked?: boolean
  }
}

/** Answers narrowed by the header `X-Fields` (udata-api.md §1.3); errors stay whole. */
export const narrowAnswers = (app: FastifyInstance): void => {
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (reply.statusCode >= 300 || request.routeOptions.config?.unmasked) return payload
    const mask = maskOf(request)
    return mask ? applyMask(payload, mask) : payload
  })
}

/** Whether the caller asks by name for a field that is hidden by default. */
export const asksFor = (request: FastifyRequest, field: string): boolean => {
  const mask = maskOf(request)
  return mask !== undefined && (mask.all || names(mask, field))
}

/** The mask of a request, or undefined when it sends none. Throws `Invalid` when it can't be read. */
export const maskOf = (request: FastifyRequest): Mask | undefined => {
  const header = request.headers['x-fields']
  const text = Array.isArray(header) ? header.join(',') : header
  return text === undefined || text.trim() === '' ? undefined : parseMask(text)
}
