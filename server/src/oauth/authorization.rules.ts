import { isScope } from './client.rules.ts'
import type { Authorization, ChallengeMethod, OauthClient, Scope } from './model.ts'

/** Query or form, each name once. */
export type Params = Record<string, string | undefined>

/** What a browser is sent back to the client with (RFC 6749 §4.1.2.1). */
export interface Refusal {
  error: 'invalid_request' | 'unsupported_response_type' | 'unauthorized_client' | 'invalid_scope' | 'access_denied'
  description: string
}

/** The registered address that the answer goes to; undefined: nowhere, the client can't be told (RFC 6749 §3.1.2.4). */
export const redirectUriOf = (client: OauthClient, given: string | undefined): string | undefined => {
  if (given !== undefined) return client.redirectUris.find((uri) => uri === given)
  return client.redirectUris.length === 1 ? client.redirectUris[0] : undefined
}

/** Every thing asked for, or the first reason to refuse. PKCE is for every client (RFC 9700 §2.1.1). */
export const readAuthorization = (
  client: OauthClient,
  redirectUri: string,
  params: Params,
): Authorization | Refusal => {
  if (!params.response_type) return refusal('invalid_request', 'response_type is missing')
  if (params.response_type !== 'code') return refusal('unsupported_response_type', 'response_type must be code')
  const scopes = scopesOf(client, params.scope)
  if (!scopes) return refusal('invalid_scope', `scope must be among: ${client.scopes.join(' ')}`)
  const codeChallengeMethod = methodOf(params.code_challenge_method)
  if (!codeChallengeMethod) return refusal('invalid_request', 'code_challenge_method must be S256 or plain')
  if (!params.code_challenge) return refusal('invalid_request', 'code_challenge is missing: PKCE is mandatory')
  if (!/^[\w.~-]{43,128}$/.test(params.code_challenge)) return refusal('invalid_request', 'code_challenge is malformed')
  return {
    client,
    redirectUri,
    redirectUriGiven: params.redirect_uri !== undefined,
    state: params.state ?? null,
    scopes,
    codeChallenge: params.code_challenge,
    codeChallengeMethod,
  }
}

/** The scopes asked for when the client may have them all; `default` when it says nothing. */
export const scopesOf = (client: Pick<OauthClient, 'scopes'>, text: string | undefined): Scope[] | undefined => {
  const asked = (text ?? '').split(' ').filter((word) => word !== '')
  if (asked.length === 0) return ['default']
  const known = asked.filter(isScope).filter((scope) => client.scopes.includes(scope))
  return known.length === asked.length ? [...new Set(known)] : undefined
}

/** The address of a client with the answer in its query, beside what it already holds. */
export const answerAddress = (redirectUri: string, answer: Record<string, string | null>): string => {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) if (value !== null) url.searchParams.set(name, value)
  return url.href
}

const refusal = (error: Refusal['error'], description: string): Refusal => ({ error, description })

/** RFC 7636 §4.3: `plain` when the client names none. */
const methodOf = (text: string | undefined): ChallengeMethod | undefined =>
  (['S256', 'plain'] as const).find((method) => method === (text || 'plain'))
