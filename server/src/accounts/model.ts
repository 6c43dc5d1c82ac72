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
  createdAt: Date
  lastLoginAt: Date | null
  deletedAt: Date | null
}

export interface NewUser {
  email: string
  password: string
  firstName: string
  lastName: string
  siteAdmin?: boolean
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
}

/** First and last name, as people are shown. */
export const fullNameOf = (user: Pick<User, 'firstName' | 'lastName'>): string =>
  `${user.firstName} ${user.lastName}`.trim()
