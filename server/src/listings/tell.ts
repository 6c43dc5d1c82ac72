import type { Actor } from '../lib/actor.ts'
import type { Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import type { Listing } from './model.ts'

/** Says what happened to it, in the transaction that made it happen. */
export const tell = (
  tx: Tx,
  type: string,
  actor: Actor | null,
  listing: Listing,
  more: { changes?: string[]; extras?: Record<string, unknown> } = {},
): Promise<void> =>
  publish(tx, {
    type,
    actorId: actor?.kind === 'user' ? actor.userId : null,
    subject: { class: listing.class, id: listing.id },
    organizationId: listing.organizationId,
    ...more,
  })
