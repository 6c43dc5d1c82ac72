// Grants, PKCE and their refusals by RFC 6749 and 7636: eight files that many eyes read, which we would not write better.
import OAuth2Server from '@node-oauth/oauth2-server'
import { inTransaction, type Db } from '../db/index.ts'
import type { Params } from './authorization.rules.ts'
import { ACCESS_LIFETIME, REFRESH_LIFETIME } from './model.ts'
import { tokenModel } from './token-model.ts'

export interface TokenRequest {
  params: Params
  /** The header `Authorization`, for clients that prove themselves with it. */
  authorization: string | undefined
  /** Where the request comes from: attempts of passwords are counted. */
  address: string
}

/** A refusal is an answer too. */
export interface TokenAnswer {
  status: number
  headers: Record<string, string>
  body: object
}

/** Tokens against a code, a refresh token, a password, or the client's own secret (RFC 6749 §4). */
export const giveToken = (db: Db, request: TokenRequest): Promise<TokenAnswer> => {
  // Attempts of passwords must be seen by one another while they are made: outside of a transaction.
  if (request.params.grant_type === 'password') return answer(db, request)
  // A refusal does not roll back: a code that was tried is used up, tokens that were revoked stay so.
  return inTransaction(db, (tx) => answer(tx, request))
}

const answer = async (db: Db, { params, authorization, address }: TokenRequest): Promise<TokenAnswer> => {
  const response = new OAuth2Server.Response()
  const options = {
    accessTokenLifetime: ACCESS_LIFETIME,
    refreshTokenLifetime: REFRESH_LIFETIME,
    enablePlainPKCE: true,
    // Whether a secret is needed depends on the client, not on the grant: `findProvenClient` says.
    requireClientAuthentication: { [params.grant_type ?? 'undefined']: false },
  }
  try {
    await new OAuth2Server({ model: tokenModel(db, address) }).token(asForm(params, authorization), response, options)
  } catch (error) {
    if (!isRefusal(error)) throw (error as { inner?: unknown }).inner ?? error
  }
  return { status: response.status ?? 200, headers: response.headers ?? {}, body: response.body as object }
}

/** The form that the library knows, whatever the client sent: it reads no other (`content-length` says there is one). */
const asForm = (params: Params, authorization: string | undefined) =>
  new OAuth2Server.Request({
    method: 'POST',
    query: {},
    body: params,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '1',
      ...(authorization === undefined ? {} : { authorization }),
    },
  })

const isRefusal = (error: unknown): boolean => error instanceof OAuth2Server.OAuthError && error.code < 500
