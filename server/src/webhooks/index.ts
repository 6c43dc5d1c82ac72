/** What is told to other programs. */
export { attemptText } from './attempts.rules.ts'
export { webhookTask, type WebhookDeps } from './deliver-webhook.ts'
export { forgetDeliveries, listDeliveries, purgeDeliveries } from './deliveries.ts'
export type { About, Attempt, AttemptReason, Delivery, DeliveryState } from './model.ts'
export { queueWebhook, type Webhook } from './queue-webhook.ts'
export { newWebhookSecret } from './signature.ts'
