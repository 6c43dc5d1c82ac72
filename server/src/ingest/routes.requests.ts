import type { FastifyRequest } from 'fastify'
import { Unauthorized } from '../lib/errors.ts'
import { claimOfField, claimOfHeader, demandClaims } from './checksums.rules.ts'
import type { Owner } from './deposit-target.ts'
import type { Keyed } from './idempotency.ts'
import { demandRoom, type RoomDeps } from './room.ts'

/** Who asks what, with the `Idempotency-Key` that they gave it. */
export const keyedBy = (request: FastifyRequest): Keyed => {
  if (request.actor.kind === 'anonymous') throw new Unauthorized()
  const key = request.headers['idempotency-key']
  const target = `${request.method} ${request.url}`
  return { userId: request.actor.userId, target, key: key === undefined ? undefined : String(key) }
}

/** Throws `Invalid` when a file isn't what its sender says in `Repr-Digest`, or in the field `checksum`. */
export const demandChecksum = (
  request: FastifyRequest,
  field: unknown,
  hashes: { sha256: string; sha1: string },
): void => demandClaims([...claimOfHeader(request.headers['repr-digest']), ...claimOfField(field)], hashes)

/** A form is a little longer than the file in it; one that fits by less than this is judged when it is there. */
const FORM_BYTES = 10_000

/** Before a form is read: refuses a file that can't fit, by the length that its sender announces, if any. */
export const demandRoomFor = (deps: RoomDeps, request: FastifyRequest, owner: Owner): Promise<void> =>
  demandRoom(deps, owner, Math.max(0, Number(request.headers['content-length'] ?? 0) - FORM_BYTES))
