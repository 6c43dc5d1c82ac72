import type { Actor } from '../lib/actor.ts'
import { seal } from '../lib/seal.ts'
import type { Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { listDeliveries, newWebhookSecret, type Delivery } from '../webhooks/index.ts'
import { getFlow, getManagedFlow } from './flows.ts'
import { updateWebhookSecret } from './store.flows.ts'

/** A new secret that signs what the flow tells programs, shown once; messages to come are signed with it. */
export const renewWebhookSecret = async (
  { db, secretKey }: { db: Db; secretKey: Buffer },
  actor: Actor,
  idOrSlug: string,
): Promise<string> => {
  const { id } = await getManagedFlow(db, actor, idOrSlug)
  const secret = newWebhookSecret()
  await updateWebhookSecret(db, id, seal(secretKey, secret))
  return secret
}

/** What the flow told programs in the last thirty days, the newest first, and what became of it. Throws `NotFound`. */
export const listFlowDeliveries = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  page: Page,
): Promise<[Delivery[], number]> => {
  const { id } = await getFlow(db, actor, idOrSlug)
  return listDeliveries(db, { class: 'Flow', id }, page)
}
