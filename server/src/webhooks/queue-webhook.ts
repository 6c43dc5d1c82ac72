import { randomUUID } from 'node:crypto'
import type { Tx } from '../db/index.ts'
import { enqueue } from '../jobs/index.ts'
import type { About } from './model.ts'
import { insertDelivery } from './store.ts'

export interface Webhook {
  url: string
  /** `seal(secretKey, newWebhookSecret())`: opened when it is sent, never before. */
  sealedSecret: string
  /** `flow.failing`: words and full stops. */
  type: string
  /** Everybody who has the address reads it: no secret, no more than needed. */
  data: object
  about: About
}

export const TASK = 'send-webhook'

/** Tells a program something once the transaction has committed, in the shape of Standard Webhooks. Answers the id. */
export const queueWebhook = async (
  tx: Tx,
  { url, sealedSecret, type, data, about }: Webhook,
  now = new Date(),
): Promise<string> => {
  const id = randomUUID()
  // Kept as text: what is signed is what is sent, byte for byte, at each attempt.
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data })
  await insertDelivery(tx, { id, url, sealedSecret, type, body, about, createdAt: now })
  await enqueue(tx, TASK, { id })
  return id
}
