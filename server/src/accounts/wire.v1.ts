import { presentDate } from '../lib/dates.ts'
import type { ApiKey, User } from './model.ts'

/** udata's reference to a user (udata-api.md §1.7). */
export const presentUserRef = (user: User, baseUrl: string) => ({
  class: 'User',
  id: user.id,
  slug: user.slug,
  first_name: user.firstName,
  last_name: user.lastName,
  avatar: null,
  avatar_thumbnail: null,
  uri: `${baseUrl}/api/1/users/${user.slug}/`,
  page: null,
})

/** The whole user, as shown to the person themself (udata-api.md §2.4.1). */
export const presentMe = <O>(user: User, organizations: O[], baseUrl: string) => ({
  ...presentUserRef(user, baseUrl),
  email: user.email,
  active: user.active,
  roles: user.siteAdmin ? ['admin'] : [],
  website: user.website,
  about: user.about,
  since: presentDate(user.createdAt),
  last_login_at: presentDate(user.lastLoginAt),
  password_rotation_demanded: null,
  password_rotation_performed: null,
  metrics: user.metrics,
  organizations,
})

export const presentApiKey = (key: ApiKey) => ({
  id: key.id,
  token_prefix: key.keyPrefix,
  name: key.name,
  scopes: ['admin'],
  kind: 'api_key',
  created_at: presentDate(key.createdAt),
  last_used_at: presentDate(key.lastUsedAt),
  user_agents: key.userAgents,
  revoked_at: presentDate(key.revokedAt),
  expires_at: presentDate(key.expiresAt),
})
