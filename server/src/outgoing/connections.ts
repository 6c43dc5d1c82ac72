import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Allowance, Place } from './addresses.rules.ts'
import { checkedAddresses, isOfTheAddress, type Resolve } from './checked-addresses.ts'
import { Stopping } from './failure.ts'

export interface Connection extends Place {
  /** The address of the host that another connection is on, rather than any of its. */
  at?: string
  /** TLS from the first byte, with the certificate of this name checked. */
  tls?: boolean
  /** Of each address, its handshake included. */
  timeoutMs: number
}

export interface Connections {
  open(connection: Connection): Promise<Socket>
  closeAll(): void
}

/** Connections of any protocol, to the very addresses that were checked; ended with the rest when we stop. */
export const createConnections = (allowances: Allowance[], resolve: Resolve): Connections => {
  const sockets = new Set<Socket>()
  let isClosed = false
  return {
    open: async (connection) => {
      const { at } = connection
      const addresses = await checkedAddresses(connection, allowances, at ? async () => [at] : resolve)
      const socket = await openFirst(addresses, connection)
      if (isClosed) {
        socket.destroy()
        throw new Stopping()
      }
      // Not at their closing: whoever upgrades a socket may take every listener off it.
      for (const one of sockets) if (one.destroyed) sockets.delete(one)
      sockets.add(socket)
      return socket
    },
    closeAll: () => {
      isClosed = true
      for (const socket of sockets) socket.on('error', () => {}).destroy(new Stopping())
    },
  }
}

const openFirst = async ([address, ...others]: string[], connection: Connection): Promise<Socket> => {
  try {
    return await openOne(address ?? connection.host, connection)
  } catch (error) {
    if (others.length > 0 && isOfTheAddress(error as Error)) return openFirst(others, connection)
    throw error
  }
}

const openOne = async (address: string, { host, port, tls, timeoutMs }: Connection): Promise<Socket> => {
  const signal = AbortSignal.timeout(timeoutMs)
  // An error between two listeners would end the process; whoever uses the socket is told by its closing.
  const plain = connectTcp({ host: address, port, noDelay: true }).on('error', () => {})
  try {
    await once(plain, 'connect', { signal })
    if (!tls) return plain
    // The certificate is that of the name, or of the address when there is no name (RFC 6066 §3 sends none then).
    const secure = connectTls({ socket: plain, host, servername: isIP(host) ? undefined : host })
    secure.on('error', () => {})
    await once(secure, 'secureConnect', { signal })
    return secure
  } catch (error) {
    plain.destroy()
    throw signal.aborted ? (signal.reason as Error) : error
  }
}
