import { randomInt } from 'node:crypto'
// RFC 6238 and its otpauth:// addresses, which every authenticator application reads.
import { Secret, TOTP } from 'otpauth'
import { hashSecret } from '../lib/ids.ts'

const PERIOD = 30
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 160 bits in base 32, as the RFC asks. */
export const newCodeKey = (): string => new Secret({ size: 20 }).base32

/** What an application scans. */
export const codeKeyUri = (key: string, account: string, issuer: string): string =>
  new TOTP({ issuer, label: account, secret: Secret.fromBase32(key), period: PERIOD }).toString()

/** The half-minute that a code is of, one before and one after included: clocks differ, people type slowly. */
export const stepOfCode = (key: string, code: string): number | undefined => {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const timestamp = Date.now()
  const delta = new TOTP({ secret: Secret.fromBase32(key), period: PERIOD }).validate({ token, timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD) + delta
}

/** 16 letters and digits, none of which looks like another: 79 bits, so a plain hash can't be searched. */
export const newRecoveryCode = (): string =>
  [0, 1, 2, 3].map(() => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join('-')

/** However it was typed. */
export const hashRecoveryCode = (code: string): string => hashSecret(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
