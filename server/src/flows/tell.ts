import type { Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { queueWebhook } from '../webhooks/index.ts'
import { webhookSecretOf } from './credentials.ts'
import type { FlowDeps } from './deps.ts'
import type { Flow } from './model.ts'

/** What a flow says of itself: facts `flow:…` for people, `flow.…` for programs. */
export type Status =
  | 'failing'
  | 'recovered'
  | 'held'
  | 'warned'
  | 'late'
  | 'credentials_expiring'
  | 'vanished'
  /** Files left the quarantine: told to nobody, it settles what was told. */
  | 'decided'

/** Tells it to whoever the flow says, in the transaction that makes it true. No secret is ever among `extras`. */
export const tell = async (
  tx: Tx,
  { secretKey }: Pick<FlowDeps, 'secretKey'>,
  { id, slug, name, organizationId, definition }: Flow,
  status: Status,
  extras: Record<string, unknown>,
): Promise<void> => {
  const { people, mails, webhooks } = definition.alerts
  const all = { name, slug, ...extras, recipients: { people, mails } }
  await publish(tx, {
    type: `flow:${status}`,
    actorId: null,
    subject: { class: 'Flow', id },
    organizationId,
    extras: all,
  })
  if (status === 'decided' || webhooks.length === 0) return
  const sealedSecret = await webhookSecretOf(tx, secretKey, id)
  const data = { flow: { id, slug, name }, ...extras }
  for (const url of webhooks)
    await queueWebhook(tx, { url, sealedSecret, type: `flow.${status}`, data, about: { class: 'Flow', id } })
}
