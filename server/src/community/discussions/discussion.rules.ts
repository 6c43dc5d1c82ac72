import { invalidField } from '../../lib/errors.ts'
import type { NewDiscussion } from './model.ts'

/** Throws `Invalid` by field: nothing but spaces, an address elsewhere. `trustedHosts`: this site's, and its partners'. */
export const checkNewDiscussion = (input: NewDiscussion, trustedHosts: string[]): void => {
  checkWords('title', input.title)
  checkWords('comment', input.comment)
  const address = externalAddressOf(input.extras)
  if (address !== undefined && !isTrusted(address, trustedHosts)) throw invalidField('extras', UNTRUSTED)
}

/** A blank text counts as absent (udata-api.md §1.6). */
export const checkWords = (field: string, text: string): void => {
  if (text.trim() === '') throw invalidField(field, REQUIRED)
}

/** Where mails about the discussion lead, when it was opened from another site (udata-api.md §2.8). */
export const externalAddressOf = (extras: Record<string, unknown>): unknown => {
  const nested = extras.notification
  const inside = typeof nested === 'object' && nested !== null ? (nested as Record<string, unknown>) : {}
  return inside.external_url ?? extras['notification.external_url'] ?? undefined
}

const isTrusted = (address: unknown, hosts: string[]): boolean => {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return (protocol === 'http:' || protocol === 'https:') && hosts.includes(host)
}

const REQUIRED = { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }
const UNTRUSTED = {
  fr: 'notification.external_url doit être une adresse http(s) de ce site ou d’un site autorisé (CORS_ORIGINS).',
  en: 'notification.external_url must be an http(s) address of this site or of an allowed one (CORS_ORIGINS).',
}
