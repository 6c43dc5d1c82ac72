// Types of the library that carries out the grants (give-token.ts).
import type {
  AuthorizationCodeModel,
  Client,
  ClientCredentialsModel,
  PasswordModel,
  RefreshTokenModel,
} from '@node-oauth/oauth2-server'
import { randomUUID } from 'node:crypto'
import { checkPassword, findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { Invalid } from '../lib/errors.ts'
import { hashSecret, newSecret } from '../lib/ids.ts'
import { scopesOf } from './authorization.rules.ts'
import { findProvenClient } from './clients.ts'
import { ACCESS_LIFETIME, grantTypesOf, type Scope } from './model.ts'
import { lockCode, markCodeUsed } from './store.codes.ts'
import { insertToken, lockRefreshToken, revokeGrant } from './store.tokens.ts'

/** Codes are given by authorize.ts, where a person answers between the question and the code. */
type Model = Omit<AuthorizationCodeModel, 'saveAuthorizationCode'> &
  RefreshTokenModel &
  PasswordModel &
  ClientCredentialsModel

/** Whom tokens are for: a person, or the client itself (null). */
interface Holder {
  userId: string | null
}

/** The library's questions, answered from our tables, for one request: the tokens that it gives are of one grant. */
export const tokenModel = (db: Db, address: string): Model => {
  let grantId: string = randomUUID()
  return {
    getClient: async (id, secret: string | undefined) => {
      const client = await findProvenClient(db, id, secret)
      return client && { id: client.id, grants: grantTypesOf(client), scopes: client.scopes }
    },

    getAuthorizationCode: async (code) => {
      const found = await lockCode(db, hashSecret(code))
      if (!found) return undefined
      grantId = found.grantId
      if (found.usedAt) {
        // Somebody has this code besides the client: what came of it can't be trusted (RFC 6749 §4.1.2).
        await revokeGrant(db, grantId)
        return undefined
      }
      const user = await findHolder(db, found.userId)
      return user && { ...asLibrary(found), authorizationCode: code, redirectUri: found.redirectUri ?? '', user }
    },

    revokeAuthorizationCode: ({ authorizationCode }) => markCodeUsed(db, hashSecret(authorizationCode)),

    getRefreshToken: async (refreshToken) => {
      const found = await lockRefreshToken(db, hashSecret(refreshToken))
      if (!found?.refreshExpiresAt) return undefined
      grantId = found.grantId
      if (found.revokedAt) {
        // A refresh token that was exchanged comes back: one of its two holders stole it (RFC 9700 §4.14.2).
        await revokeGrant(db, grantId)
        return undefined
      }
      const user = found.userId === null ? undefined : await findHolder(db, found.userId)
      return user && { ...asLibrary(found), refreshToken, refreshTokenExpiresAt: found.refreshExpiresAt, user }
    },

    revokeToken: () => revokeGrant(db, grantId),

    getUser: async (email, password) => {
      if (email.length > 255 || password.length > 1024) return undefined
      const user = await checkPassword(db, email, password, address).catch((error: unknown) => {
        if (error instanceof Invalid) return undefined
        throw error
      })
      return user && ({ userId: user.id } satisfies Holder)
    },

    getUserFromClient: async () => ({ userId: null }) satisfies Holder,

    validateScope: async (_user, client, scope) => scopesOf({ scopes: client.scopes as Scope[] }, scope?.join(' ')),

    generateAccessToken: async () => newSecret(),

    generateRefreshToken: async () => newSecret(),

    saveToken: async (token, client, user) => {
      const { userId } = user as Holder
      await insertToken(db, {
        accessHash: hashSecret(token.accessToken),
        refreshHash: token.refreshToken === undefined ? null : hashSecret(token.refreshToken),
        grantId,
        clientId: client.id,
        userId,
        scopes: token.scope as Scope[],
        accessExpiresAt: token.accessTokenExpiresAt ?? new Date(Date.now() + ACCESS_LIFETIME * 1000),
        refreshExpiresAt: token.refreshTokenExpiresAt ?? null,
        revokedAt: null,
      })
      return { ...token, client, user }
    },

    // For `authenticate`, which we don't use: a bearer token is looked up by find-bearer-user.ts.
    getAccessToken: async () => undefined,
  }
}

/** Undefined for an account that may not sign in any more: what was given in its name is worth nothing. */
const findHolder = async (db: Db, userId: string): Promise<Holder | undefined> => {
  const user = (await findUsers(db, [userId])).get(userId)
  return user?.active && user.deletedAt === null ? { userId } : undefined
}

const asLibrary = <T extends { clientId: string; scopes: Scope[] }>(
  kept: T,
): T & { client: Client; scope: string[] } => ({
  ...kept,
  client: { id: kept.clientId, grants: [] },
  scope: kept.scopes,
})
