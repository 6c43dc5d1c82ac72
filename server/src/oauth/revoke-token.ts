import { inTransaction, type Db } from '../db/index.ts'
import { hashSecret } from '../lib/ids.ts'
import type { Params } from './authorization.rules.ts'
import { findProvenClient } from './clients.ts'
import type { TokenAnswer } from './give-token.ts'
import { lockToken, revokeGrant } from './store.tokens.ts'

/**
 * Ends an access or refresh token and all that came of the same consent (RFC 7009). A token that is unknown, already
 * ended or another client's is answered in the same way, and nothing happens.
 */
export const revokeToken = async (
  db: Db,
  { params, authorization }: { params: Params; authorization: string | undefined },
): Promise<TokenAnswer> => {
  const { id, secret } = credentialsOf(authorization) ?? { id: params.client_id, secret: params.client_secret }
  const client = id === undefined ? undefined : await findProvenClient(db, id, secret)
  if (!client) return refusal(401, 'invalid_client', 'the client is unknown, or its secret is wrong')
  const hash = params.token ? hashSecret(params.token) : undefined
  if (!hash) return refusal(400, 'invalid_request', 'token is missing')
  await inTransaction(db, async (tx) => {
    const token = await lockToken(tx, hash)
    if (token?.clientId === client.id) await revokeGrant(tx, token.grantId)
  })
  return { status: 200, headers: {}, body: {} }
}

const credentialsOf = (authorization: string | undefined): { id: string; secret: string } | undefined => {
  const [, encoded] = /^Basic +(\S+)$/i.exec(authorization ?? '') ?? []
  const [, id, secret] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

const refusal = (status: number, error: string, description: string): TokenAnswer => ({
  status,
  headers: status === 401 ? { 'www-authenticate': 'Basic realm="Cimaise"' } : {},
  body: { error, error_description: description },
})
