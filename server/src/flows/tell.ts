import type { Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { queueWebhook } from '../webhooks/index.ts'
import { webhookSecretOf } from './credentials.ts'
import type { FlowDeps } from './deps.ts'
import type { Flow } from './model.ts'

/** What a flow says of itself: facts `flow:…` for people, `flow.…` for programs. */
export type Status = 'failing' | 'recovered' | 'held' | 'warned' | 'late' | 'credentials_expiring' | 'vanished'

/** Told to nobody: files left the quarantine, something isn't so any more. What was told of it is settled. */
type Settling = 'decided' | 'settled'

/** Tells it to the people that the flow says, in the transaction that makes it true. */
export const tellPeople = async (
  tx: Tx,
  { id, slug, name, organizationId, definition }: Flow,
  status: Status | Settling,
  extras: Record<string, unknown>,
): Promise<void> => {
  const { people, mails } = definition.alerts
  const all = { name, slug, ...extras, recipients: { people, mails } }
  await publish(tx, {
    type: `flow:${status}`,
    actorId: null,
    subject: { class: 'Flow', id },
    organizationId,
    extras: all,
  })
}

/** The same, and to the programs. No secret is ever among `extras`. */
export const tell = async (
  tx: Tx,
  { secretKey }: Pick<FlowDeps, 'secretKey'>,
  flow: Flow,
  status: Status,
  extras: Record<string, unknown>,
): Promise<void> => {
  await tellPeople(tx, flow, status, extras)
  const { id, slug, name, definition } = flow
  const { webhooks } = definition.alerts
  if (webhooks.length === 0) return
  const sealedSecret = await webhookSecretOf(tx, secretKey, id)
  const data = { flow: { id, slug, name }, ...extras }
  for (const url of webhooks)
    await queueWebhook(tx, { url, sealedSecret, type: `flow.${status}`, data, about: { class: 'Flow', id } })
}
