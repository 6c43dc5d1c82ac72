import type { FastifyRequest } from 'fastify'

/**
 * The SHA-256 of the file that the caller believes to be current, from `If-Match` (RFC 9110 §13.1.1): the strong tag
 * that `/files/…` gives. Undefined when nothing is asked; a tag that is none of ours matches no file.
 */
export const expectedFile = (request: FastifyRequest): string | undefined => {
  const header = request.headers['if-match']
  if (header === undefined || header.trim() === '*') return undefined
  return /^"([0-9a-f]{64})"$/.exec(header.trim())?.[1] ?? 'none'
}
