import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call of a webhook, as a program gets it. */
export interface Call {
  headers: Record<string, string>
  body: string
}

/** A program on 127.0.0.1 that is told things, and takes them all. */
export const startReceiver = async (): Promise<{ url: string; calls: Call[]; close(): Promise<void> }> => {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (bytes: Buffer) => (body += bytes.toString()))
    request.on('end', () => {
      calls.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/flux`,
    calls,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Whether whoever holds the secret wrote this, as Standard Webhooks say it. */
export const isSignedBy = (secret: string, { headers, body }: Call): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}
