import type { Image } from '../images/index.ts'
import type { Language } from '../lib/text.ts'
import type { Db } from '../db/index.ts'

export interface User {
  id: string
  email: string
  slug: string
  firstName: string
  lastName: string
  siteAdmin: boolean
  active: boolean
  website: string | null
  about: string | null
  /** Counters of others about the person. */
  metrics: Record<string, unknown>
  /** What `images` keeps of their picture; null: none. */
  avatar: Image | null
  createdAt: Date
  lastLoginAt: Date | null
  deletedAt: Date | null
  /** Null: nobody proved that the address is theirs. */
  emailConfirmedAt: Date | null
  passwordRotationDemanded: Date | null
  passwordRotationPerformed: Date | null
  hasSecondFactor: boolean
  /** Of mails to them; null: they never chose. */
  lang: Language | null
}

export interface NewUser {
  email: string
  password: string
  firstName: string
  lastName: string
  siteAdmin?: boolean
  active?: boolean
  website?: string | null
  about?: string | null
}

export interface ApiKey {
  id: string
  userId: string
  name: string | null
  keyPrefix: string
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
  revokedAt: Date | null
  userAgents: string[]
  scopes: string[]
  /** The only one that it works for; null: it does all that its owner may do. */
  organizationId: string | null
}

/** What the use cases of accounts stand on. */
export interface AccountDeps {
  db: Db
  /** Where links in mails lead. */
  site: { baseUrl: string }
  confirmEmail: boolean
  /** What second factors are sealed with. */
  secretKey: Buffer
}

/** Who knocks, signed in or not. */
export interface Visitor {
  address: string
  userAgent: string | null
  /** The session that the browser came with: it is closed, so that nobody can plant one (session fixation). */
  sessionIdHash: string | null
  lang: Language
}

/** How mails to somebody are written: in which language, and where their links lead. */
export interface Correspondence {
  baseUrl: string
  lang: Language
}

/** First and last name, as people are shown. */
export const fullNameOf = (user: Pick<User, 'firstName' | 'lastName'>): string =>
  `${user.firstName} ${user.lastName}`.trim()

export const USER_SORTS = ['last_name', 'first_name', 'datasets', 'reuses', 'followers', 'views', 'created'] as const

/** Accounts that an administrator looks for. */
export const ACCOUNT_KINDS = ['admins', 'inactive', 'never', 'two_factor'] as const

export interface UserQuery {
  /** Words that are all in the name or the address, whatever their accents. */
  words: string[]
  sort: (typeof USER_SORTS)[number]
  descending: boolean
  /** Only these: administrators, closed by one, who never signed in, with a second factor. */
  only?: (typeof ACCOUNT_KINDS)[number]
}
