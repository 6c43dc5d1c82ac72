/** `admin` lends the powers of a site administrator; `default` everything else that the person may do. */
export const SCOPES = ['default', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** A program that acts for people. */
export interface OauthClient {
  id: string
  name: string
  /** Null: a public client (a page, an application on a phone), which can keep no secret. */
  secretHash: string | null
  /** Matched character by character. */
  redirectUris: string[]
  scopes: Scope[]
  /** Ours: people are not asked, and it has all their powers. */
  internal: boolean
  createdAt: Date
}

export type ChallengeMethod = 'S256' | 'plain'

/** What a person is asked to allow, checked. */
export interface Authorization {
  client: OauthClient
  /** Where the browser goes with the answer: always one of the client's. */
  redirectUri: string
  /** False when the client left it out because it has a single one. */
  redirectUriGiven: boolean
  state: string | null
  scopes: Scope[]
  codeChallenge: string
  codeChallengeMethod: ChallengeMethod
}

/** A code that was given, as it is kept. */
export interface Code {
  codeHash: string
  grantId: string
  clientId: string
  userId: string
  /** Null when the request left it out. */
  redirectUri: string | null
  scopes: Scope[]
  codeChallenge: string
  codeChallengeMethod: ChallengeMethod
  expiresAt: Date
  usedAt: Date | null
}

/** An access token and its refresh token, as they are kept. */
export interface Token {
  accessHash: string
  refreshHash: string | null
  /** One consent: revoked together. */
  grantId: string
  clientId: string
  /** Null: the client asked for itself. */
  userId: string | null
  scopes: Scope[]
  accessExpiresAt: Date
  refreshExpiresAt: Date | null
  revokedAt: Date | null
}

export type GrantType = 'authorization_code' | 'refresh_token' | 'password' | 'client_credentials'

/** Only who keeps a secret may bring a password, or ask for itself. */
export const grantTypesOf = (client: OauthClient): GrantType[] =>
  client.secretHash === null
    ? ['authorization_code', 'refresh_token']
    : ['authorization_code', 'refresh_token', 'password', 'client_credentials']

const DAY = 24 * 3600

/** Seconds (udata-api.md §4.2). */
export const CODE_LIFETIME = 100
export const ACCESS_LIFETIME = 30 * DAY
/** From the beginning: 30 days more than the access token. */
export const REFRESH_LIFETIME = 60 * DAY
