import { createHmac, randomBytes } from 'node:crypto'

// Standard Webhooks 1.0.0, https://github.com/standard-webhooks/standard-webhooks: receivers have libraries for it.

const PREFIX = 'whsec_'

/** A secret to sign with, as receivers paste it into their library: 256 random bits. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64')

/** The three headers of an attempt. The timestamp is the attempt's, so that an old one can't be played again. */
export const signedHeaders = (
  secret: string,
  { id, body }: { id: string; body: string },
  at: Date,
): Record<string, string> => {
  const timestamp = Math.floor(at.getTime() / 1000)
  const key = Buffer.from(secret.replace(PREFIX, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}
