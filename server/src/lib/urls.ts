// The registry of top-level domains, kept up to date by others.
import { parse } from 'tldts'

const SCHEMES = ['http:', 'https:', 'ftp:', 'ftps:']

/**
 * An address that may be published as a link: a known scheme and a public-looking host. Loopback and private hosts
 * are refused as udata does (udata-api.md §7.4): a link that works only inside one network is of no use outside.
 */
export const isWebAddress = (text: string): boolean => {
  // An address without a scheme takes its page's: udata accepts it (§7.4).
  const trimmed = text.trim().replace(/^\/\//, 'https://')
  if (!URL.canParse(trimmed) || /\s/.test(trimmed)) return false
  const url = new URL(trimmed)
  return SCHEMES.includes(url.protocol) && isPublicHost(url.hostname.toLowerCase())
}

const isPublicHost = (host: string): boolean => {
  if (host.startsWith('[')) return !/^\[(::1?\]|::ffff:|f[cd]|fe[89ab])/.test(host)
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host)
  if (octets) return !isPrivateIpv4(Number(octets[1]), Number(octets[2]))
  return host.includes('.') && hasKnownEnding(host)
}

/** A top-level domain of the registry, or the one that is reserved for examples. */
const hasKnownEnding = (host: string): boolean => host.endsWith('.example') || parse(host).isIcann === true

const isPrivateIpv4 = (a: number, b: number): boolean =>
  a === 0 ||
  a === 10 ||
  a === 127 ||
  a >= 224 ||
  (a === 169 && b === 254) ||
  (a === 172 && b >= 16 && b < 32) ||
  (a === 192 && b === 168) ||
  (a === 100 && b >= 64 && b < 128)
