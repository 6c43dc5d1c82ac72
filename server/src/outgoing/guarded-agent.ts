import { isIP } from 'node:net'
// Node's own fetch has no place to check an address between its resolution and the connection; undici's agents do.
import { Agent, buildConnector } from 'undici'
import type { Allowance } from './addresses.rules.ts'
import { checkedAddresses, isOfTheAddress, type Resolve } from './checked-addresses.ts'

/** Names resolved before somebody needs them; what was found so serves one connection. */
export const resolveAhead = (resolve: Resolve) => {
  const found = new Map<string, string[]>()
  return {
    resolve: async (host: string): Promise<string[]> => {
      const addresses = found.get(host)
      found.delete(host)
      return addresses ?? resolve(host)
    },
    ahead: async <T>(hostname: string, use: () => Promise<T>): Promise<T> => {
      const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
      if (isName) found.set(hostname, await resolve(hostname))
      return use().finally(() => found.delete(hostname))
    },
  }
}

const CONNECT_TIMEOUT_MS = 10_000

/**
 * An agent that resolves a name once, checks what came, and connects to the very addresses that it checked, one after
 * another until one answers: a name that says something else a moment later (DNS rebinding) changes nothing. One private address among public ones refuses
 * the whole name.
 */
export const createGuardedAgent = (allowances: Allowance[], resolve: Resolve): Agent => {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false })
  return new Agent({
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, '')
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
      // The name stays what the certificate is checked against.
      const servername = options.servername || serverNameOf(host)
      const tryNext = ([address, ...others]: string[]): void =>
        connect({ ...options, hostname: address ?? host, servername }, (...[error, socket]) => {
          if (error && others.length > 0 && isOfTheAddress(error)) tryNext(others)
          else if (error) callback(error, null)
          else callback(null, socket)
        })
      checkedAddresses({ host, port, protocol: 'web' }, allowances, resolve).then(tryNext, (error: Error) =>
        callback(error, null),
      )
    },
  })
}

/** No server name is sent for an address (RFC 6066 §3). */
const serverNameOf = (host: string): string | undefined => (isIP(host) ? undefined : host)
