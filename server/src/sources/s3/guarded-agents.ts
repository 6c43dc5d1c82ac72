import { Agent as HttpAgent, type AgentOptions, type ClientRequestArgs } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Outgoing } from '../../outgoing/index.ts'

type Done = (error: Error | null, socket: Duplex) => void

/** What the S3 client connects with: addresses that `outgoing` checked, and no others. */
export const guardedAgents = (outgoing: Outgoing, timeoutMs: number): { http: HttpAgent; https: HttpsAgent } => {
  const opening = (tls: boolean) => (options: ClientRequestArgs, done?: Done) => {
    const host = (options.host ?? '').replace(/^\[|\]$/g, '')
    const port = Number(options.port) || (tls ? 443 : 80)
    outgoing.connect({ host, port, protocol: 'web', tls, timeoutMs }).then(
      (socket) => done?.(null, socket),
      // Node takes no socket where there is an error, and its types ask for one.
      (error: Error) => done?.(error, undefined as unknown as Duplex),
    )
    return undefined
  }
  const settings: AgentOptions = { keepAlive: true, maxSockets: 32 }
  return {
    http: Object.assign(new HttpAgent(settings), { createConnection: opening(false) }),
    https: Object.assign(new HttpsAgent(settings), { createConnection: opening(true) }),
  }
}
