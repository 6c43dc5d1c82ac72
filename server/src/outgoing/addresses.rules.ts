// Ranges of addresses in every notation, IPv6 tunnels included: too many to keep by hand.
import ipaddr from 'ipaddr.js'

/** What may be reached although it isn't public: hosts and networks, each with a port of its own or any usual one. */
export interface Allowance {
  host: string | null
  network: [ipaddr.IPv4 | ipaddr.IPv6, number] | null
  port: number | null
}

/** `fichiers.intranet`, `10.1.0.0/16`, `127.0.0.1:8080`, `[fd00::]/8`; undefined when it is none of these. */
export const parseAllowance = (text: string): Allowance | undefined => {
  const port = /^(?:\[.*\](?:\/\d+)?|[^:]*):(\d{1,5})$/.exec(text)?.[1]
  const place = (port ? text.slice(0, -port.length - 1) : text).replace(/[[\]]/g, '').toLowerCase()
  const base = { host: null, network: null, port: port ? Number(port) : null }
  if (base.port !== null && (base.port < 1 || base.port > 65_535)) return undefined
  if (ipaddr.isValidCIDR(place)) return { ...base, network: ipaddr.parseCIDR(place) }
  if (isWholeAddress(place)) {
    const address = ipaddr.process(place)
    return { ...base, network: [address, address.kind() === 'ipv4' ? 32 : 128] }
  }
  // Some private networks have `_` in the names of their machines.
  return /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(place) && !/^[\d.]+$/.test(place)
    ? { ...base, host: place }
    : undefined
}

/** `10.1` and `0x7f.1` are addresses to some and names to others: only the usual writing is taken for one. */
const isWholeAddress = (text: string): boolean =>
  text.includes(':') ? ipaddr.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text)

/**
 * Whether everybody's machine reaches this address. Loopback, private, link-local (clouds give their secrets there),
 * carrier-grade NAT, multicast, reserved and unspecified ones are not public; nor are IPv6 addresses that carry an
 * IPv4 one inside (mapped, 6to4, NAT64, Teredo), since some network may lead them back to it.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address instanceof ipaddr.IPv6 && !isGlobalUnicast(address)) return false
  return address.range() === 'unicast'
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

/** The only part of IPv6 that is given out to the public (RFC 4291); all the rest is somebody's own, or a tunnel. */
const isGlobalUnicast = (address: ipaddr.IPv6): boolean => address.match(GLOBAL_UNICAST)

/** Ports on which something else than the web listens, and understands enough of a request to be harmed by it. */
const SERVICE_PORTS = new Set([
  1433, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3260, 3306, 3389, 4369, 5060, 5061, 5222, 5432,
  5672, 5900, 5984, 6000, 6379, 6443, 6667, 9042, 9092, 9200, 9300, 10_250, 11_211, 15_672, 25_672, 27_017, 27_018,
  50_070,
])

/** What is spoken with the other side. */
export type Protocol = 'web' | 'ssh' | 'ftp'

const OWN_PORTS: Record<Protocol, number[]> = { web: [80, 443], ssh: [22], ftp: [21, 990] }

/** Where servers of a protocol listen: its own ports, and the unprivileged ones that no well-known service has. */
export const isUsualPort = (port: number, protocol: Protocol): boolean =>
  OWN_PORTS[protocol].includes(port) || (port >= 1_024 && port <= 65_535 && !SERVICE_PORTS.has(port))

export interface Place {
  host: string
  port: number
  protocol: Protocol
}

/** Whether a connection to this address, for this host, on this port, may be made. */
export const mayConnect = (
  { host, address, port, protocol }: Place & { address: string },
  allowances: Allowance[],
): boolean => {
  const allowed = allowances.filter((one) => covers(one, host, address))
  if (allowed.some((one) => one.port === port)) return true
  if (!isUsualPort(port, protocol)) return false
  return isPublicAddress(address) || allowed.some((one) => one.port === null)
}

const covers = ({ host, network }: Allowance, wanted: string, address: string): boolean => {
  if (host !== null) return host === wanted.toLowerCase()
  if (!network || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return parsed.kind() === network[0].kind() && parsed.match(network as [ipaddr.IPv4, number])
}
