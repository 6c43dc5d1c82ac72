import type { Actor } from '../lib/actor.ts'
import type { Via } from './model.ts'

/** What is kept whatever its outcome: somebody gets in, or tries to. */
const SIGN_INS = new Set([
  'login',
  'validate_two_factor',
  'rescue_two_factor',
  'verify',
  'register',
  'reset',
  'create_first_admin',
])
const SIGN_OUTS = new Set(['logout', 'logout_link'])

export interface Seen {
  method: string
  operation: string | null
  status: number
  actor: Actor
}

/**
 * Every write that succeeded, by somebody; every write refused to somebody who is known; every way in. What is refused
 * for its content, and what is asked too often, is neither.
 */
export const isKept = ({ method, operation, status, actor }: Seen): boolean => {
  if (isSignIn(operation)) return status < 429
  if (actor.kind === 'anonymous') return false
  const writes = !['GET', 'HEAD', 'OPTIONS'].includes(method) || SIGN_OUTS.has(operation ?? '')
  return writes && (status < 400 || status === 401 || status === 403)
}

export const isSignIn = (operation: string | null): boolean => SIGN_INS.has(operation ?? '')

/** As much of a secret as tells it from others, and opens nothing: what lists of keys show too. */
const SHOWN_OF_KEY = 16
const SHOWN_OF_SESSION = 8

/** How somebody came, and the beginning of what they came with. */
export const credentialOf = (actor: Actor, key: string | undefined): { via: Via; credential: string | null } => {
  if (actor.kind === 'anonymous') return { via: 'none', credential: null }
  if (actor.sessionIdHash) return { via: 'session', credential: actor.sessionIdHash.slice(0, SHOWN_OF_SESSION) }
  if (actor.throughClient) return { via: 'program', credential: null }
  return { via: 'key', credential: key?.slice(0, SHOWN_OF_KEY) ?? null }
}
