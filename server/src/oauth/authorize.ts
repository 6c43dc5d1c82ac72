import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'
import type { Actor } from '../lib/actor.ts'
import { Invalid, Unauthorized } from '../lib/errors.ts'
import { hashSecret, newSecret } from '../lib/ids.ts'
import type { Text } from '../lib/text.ts'
import { answerAddress, readAuthorization, redirectUriOf, type Params } from './authorization.rules.ts'
import { CODE_LIFETIME, type Authorization } from './model.ts'
import { selectClient } from './store.clients.ts'
import { insertCode } from './store.codes.ts'

export type Asked =
  | { kind: 'valid'; authorization: Authorization }
  /** The client asked wrongly: the browser goes back and tells it. */
  | { kind: 'refused'; reason: string; redirectTo: string }

/** True for a person in their own browser: a key or a token can't allow another program. */
export const mayAuthorize = (actor: Actor): boolean => actor.kind === 'user' && actor.sessionIdHash !== null

/**
 * What a client asks the caller to allow. Throws `Unauthorized` without a session, and `Invalid` for a client or an
 * address of return that isn't registered: the browser is never sent there.
 */
export const getAuthorization = async (db: Db, actor: Actor, params: Params): Promise<Asked> => {
  if (!mayAuthorize(actor)) throw new Unauthorized()
  const client = params.client_id ? await selectClient(db, params.client_id) : undefined
  if (!client) throw new Invalid(UNKNOWN_CLIENT)
  const redirectUri = redirectUriOf(client, params.redirect_uri)
  if (redirectUri === undefined) throw new Invalid(UNKNOWN_REDIRECT)
  const read = readAuthorization(client, redirectUri, params)
  if (!('error' in read)) return { kind: 'valid', authorization: read }
  const answer = { error: read.error, error_description: read.description, state: params.state ?? null }
  return { kind: 'refused', reason: read.description, redirectTo: answerAddress(redirectUri, answer) }
}

/** The caller accepts: where the browser takes the new code. Only its hash is kept. */
export const acceptAuthorization = async (db: Db, actor: Actor, authorization: Authorization): Promise<string> => {
  if (actor.kind === 'anonymous' || !mayAuthorize(actor)) throw new Unauthorized()
  const { client, redirectUri, redirectUriGiven, state, scopes, codeChallenge, codeChallengeMethod } = authorization
  const code = newSecret()
  await insertCode(db, {
    codeHash: hashSecret(code),
    grantId: randomUUID(),
    clientId: client.id,
    userId: actor.userId,
    redirectUri: redirectUriGiven ? redirectUri : null,
    scopes,
    codeChallenge,
    codeChallengeMethod,
    expiresAt: new Date(Date.now() + CODE_LIFETIME * 1000),
    usedAt: null,
  })
  return answerAddress(redirectUri, { code, state })
}

/** The caller declines: where the browser says so. */
export const declineAuthorization = ({ redirectUri, state }: Authorization): string =>
  answerAddress(redirectUri, { error: 'access_denied', error_description: 'the person declined', state })

const UNKNOWN_CLIENT: Text = {
  fr: 'Le site qui vous envoie ici n’est pas connu de Cimaise (client_id). Prévenez son administrateur.',
  en: 'The site that sends you here is not known to Cimaise (client_id). Tell its administrator.',
}
const UNKNOWN_REDIRECT: Text = {
  fr: 'L’adresse de retour (redirect_uri) n’est pas de celles que ce site a déclarées. Prévenez son administrateur.',
  en: 'The redirect_uri is not one that this site has registered. Tell its administrator.',
}
