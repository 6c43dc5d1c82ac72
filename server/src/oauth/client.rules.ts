import type { FieldErrors } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { SCOPES, type Scope } from './model.ts'

export interface NewClient {
  name: string
  redirectUris: string[]
  /** Keeps a secret: a program on a server, as opposed to a page or an application. */
  confidential?: boolean
  internal?: boolean
  scopes?: string[]
}

/** What is wrong with a new client, by field; undefined when nothing is. */
export const problemsOf = (client: NewClient): FieldErrors | undefined => {
  const fields: FieldErrors = {}
  if (client.name.trim() === '' || client.name.length > 255) fields.name = [NAME]
  const wrong = client.redirectUris.filter((uri) => !isRedirectUri(uri))
  if (wrong.length > 0) fields.redirect_uri = wrong.map(notARedirect)
  // A program that asks only for itself sends nobody anywhere.
  if (client.redirectUris.length === 0 && !client.confidential) fields.redirect_uri = [NO_REDIRECT]
  if (client.scopes?.some((scope) => !isScope(scope))) fields.scope = [SCOPE]
  return Object.keys(fields).length > 0 ? fields : undefined
}

export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text)

/**
 * A web address, or an application's own scheme, which holds a dot (RFC 8252 §7.1): `javascript:` and its like run,
 * and a fragment is forbidden (RFC 6749 §3.1.2). The host is plain: it is written in the page's security policy.
 */
const isRedirectUri = (text: string): boolean => {
  if (!URL.canParse(text) || /[\s#]/.test(text) || text.length > 2_000) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  if (protocol !== 'https:' && protocol !== 'http:') return /^[a-z][a-z\d+-]*(\.[a-z\d+-]+)+:$/.test(protocol)
  return /^([a-z\d.-]+|\[[\da-f:.]+\])$/.test(hostname)
}

const NAME: Text = { fr: 'Un nom de 1 à 255 caractères est attendu.', en: 'Expecting a name of 1 to 255 characters.' }
const NO_REDIRECT: Text = {
  fr: 'Au moins une adresse de retour est attendue.',
  en: 'Expecting at least one redirect URI.',
}
const SCOPE: Text = { fr: 'Les portées sont default et admin.', en: 'The scopes are default and admin.' }
const notARedirect = (uri: string): Text => ({
  fr: `« ${uri} » n’est pas une adresse de retour : https://…, http://… ou le schéma d’une application, sans fragment.`,
  en: `“${uri}” is no redirect URI: https://…, http://… or an application’s own scheme, without a fragment.`,
})
