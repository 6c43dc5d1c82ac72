import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isUsualPort, mayConnect, type Allowance, type Place } from './addresses.rules.ts'
import { OutgoingFailure } from './failure.ts'

/** Every address of a name. */
export type Resolve = (host: string) => Promise<string[]>

export const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address)

/** What a place leads to, each address of it allowed: one that isn't refuses the whole name. */
export const checkedAddresses = async (place: Place, allowances: Allowance[], resolve: Resolve): Promise<string[]> => {
  const { host, port, protocol } = place
  const addresses = isIP(host) ? [host] : await resolve(host)
  if (addresses.length === 0) throw new OutgoingFailure('name')
  if (addresses.every((address) => mayConnect({ ...place, address }, allowances))) return addresses
  throw new OutgoingFailure(isUsualPort(port, protocol) ? 'address' : 'port', { place: { host, port } })
}

/** Another address of the same name may answer: many machines have no way to IPv6. */
export const isOfTheAddress = (error: Error): boolean =>
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ECONNRESET|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/.test(
    (error as { code?: string }).code ?? '',
  )
