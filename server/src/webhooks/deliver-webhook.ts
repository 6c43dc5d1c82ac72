import type { Db } from '../db/index.ts'
import type { Task } from '../jobs/index.ts'
import { unseal } from '../lib/seal.ts'
import { OutgoingFailure, type Outgoing } from '../outgoing/index.ts'
import { reasonOf, stateAfter } from './attempts.rules.ts'
import type { Attempt } from './model.ts'
import { TASK } from './queue-webhook.ts'
import { signedHeaders } from './signature.ts'
import { appendAttempt, selectMessage, type Message } from './store.ts'

export interface WebhookDeps {
  db: Db
  outgoing: Outgoing
  secretKey: Buffer
}

/**
 * Sends a message, and tries again with more and more patience until it is taken. Twice is harmless: a message that
 * has ended isn't sent, and the second copy (after a kill between « taken » and « written down ») has the same
 * `webhook-id`, by which receivers know that they have it already.
 */
export const webhookTask = (deps: WebhookDeps): Task => ({
  name: TASK,
  run: async (payload, { isLast }) => {
    const { id } = payload as { id: string }
    const message = await selectMessage(deps.db, id)
    // Forgotten with what it was about, or ended.
    if (message?.state !== 'waiting') return
    const attempt = await send(deps, message)
    const state = stateAfter(attempt, isLast)
    await appendAttempt(deps.db, id, attempt, state)
    if (state === 'waiting') throw new Error(`webhook ${id}: ${attempt.status ?? attempt.reason}`)
  },
})

const PATIENCE_MS = 15_000

const send = async (
  { outgoing, secretKey }: WebhookDeps,
  { id, url, body, sealedSecret }: Message,
): Promise<Attempt> => {
  const at = new Date()
  const secret = unseal(secretKey, sealedSecret)
  if (secret === undefined) return { at, status: null, reason: 'secret' }
  const headers = { 'content-type': 'application/json', ...signedHeaders(secret, { id, body }, at) }
  const asked = { method: 'POST', headers, body, timeoutMs: PATIENCE_MS, maxBytes: 0, maxRedirects: 0 } as const
  try {
    const { status, discard } = await outgoing.ask(url, asked)
    // What it says more interests nobody.
    discard()
    return { at, status, reason: reasonOf(status) }
  } catch (error) {
    if (error instanceof OutgoingFailure) return { at, status: null, reason: error.reason }
    throw error
  }
}
