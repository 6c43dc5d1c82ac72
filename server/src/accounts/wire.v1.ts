import { presentDate } from '../lib/dates.ts'
import { imageUrl, thumbnailUrl } from '../images/index.ts'
import type { ApiKey, User } from './model.ts'
import type { OpenSession } from './store.sessions.ts'

/** udata's reference to a user (udata-api.md §1.7). */
export const presentUserRef = (user: User, baseUrl: string) => ({
  class: 'User',
  id: user.id,
  slug: user.slug,
  first_name: user.firstName,
  last_name: user.lastName,
  avatar: imageUrl(user.avatar, baseUrl),
  avatar_thumbnail: thumbnailUrl(user.avatar, 500, baseUrl),
  uri: `${baseUrl}/api/1/users/${user.slug}/`,
  page: null,
})

/** `self` and `admin` read what is nobody else's business. */
export type Reader = 'self' | 'admin' | 'public'

/** The whole user, as this reader may see them (udata-api.md §2.4.1). */
export const presentUser = <O>(user: User, organizations: O[], reader: Reader, baseUrl: string) => {
  const known = reader !== 'public'
  return {
    ...presentUserRef(user, baseUrl),
    email: known ? user.email : null,
    active: user.active,
    roles: user.siteAdmin ? ['admin'] : [],
    website: user.website,
    about: user.about,
    since: presentDate(user.createdAt),
    last_login_at: known ? presentDate(user.lastLoginAt) : null,
    password_rotation_demanded: known ? presentDate(user.passwordRotationDemanded) : null,
    password_rotation_performed: known ? presentDate(user.passwordRotationPerformed) : null,
    ...(reader === 'self' ? { lang: user.lang } : {}),
    metrics: { ...NO_METRICS, ...user.metrics },
    organizations,
  }
}

const NO_METRICS = { datasets: 0, reuses: 0, dataservices: 0, following: 0, followers: 0 }

/** A user that somebody looks for by name; the address only tells homonyms apart. */
export const presentUserSuggestion = (user: User) => ({
  id: user.id,
  first_name: user.firstName,
  last_name: user.lastName,
  avatar_url: null,
  email: `***@${user.email.split('@')[1] ?? ''}`,
  slug: user.slug,
})

export const presentSession = ({
  idHash,
  createdAt,
  lastSeenAt,
  userAgent,
  current,
}: OpenSession & { current: boolean }) => ({
  id: idHash,
  created_at: presentDate(createdAt),
  last_seen_at: presentDate(lastSeenAt),
  user_agent: userAgent,
  current,
})

export const presentApiKey = (key: ApiKey) => ({
  id: key.id,
  token_prefix: key.keyPrefix,
  name: key.name,
  scopes: key.scopes,
  kind: 'api_key',
  created_at: presentDate(key.createdAt),
  last_used_at: presentDate(key.lastUsedAt),
  user_agents: key.userAgents,
  revoked_at: presentDate(key.revokedAt),
  expires_at: presentDate(key.expiresAt),
  organization: key.organizationId,
})
