import type { Actor } from '../lib/actor.ts'
import { presentDate } from '../lib/dates.ts'
import type { User } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import type { Member, Organization } from './model.ts'
import { canAdministerOrganization, canPublishFor } from './policy.ts'

/** udata's reference to an organization, with the caller's rights (udata-api.md §1.7). */
export const presentOrganizationRef = (organization: Organization, actor: Actor, baseUrl: string) => ({
  class: 'Organization',
  id: organization.id,
  name: organization.name,
  acronym: organization.acronym,
  slug: organization.slug,
  badges: [],
  logo: null,
  logo_thumbnail: null,
  permissions: permissionsOf(organization, actor),
  uri: `${baseUrl}/api/1/organizations/${organization.slug}/`,
  page: `${baseUrl}/organizations/${organization.slug}`,
})

/** The whole organization (udata-api.md §2.3.1). */
export const presentOrganization = (
  organization: Organization,
  members: { member: Member; user: User }[],
  actor: Actor,
  baseUrl: string,
) => {
  const { class: _class, ...reference } = presentOrganizationRef(organization, actor, baseUrl)
  return {
    ...reference,
    description: organization.description,
    url: organization.url,
    image_url: null,
    business_number_id: organization.businessNumberId,
    members: members.map(({ member, user }) => presentMember(member, user, organization, actor, baseUrl)),
    teams: [],
    zone: null,
    ext: {},
    extras: organization.extras,
    metrics: {},
    created_at: presentDate(organization.createdAt),
    last_modified: presentDate(organization.lastModified),
    deleted: presentDate(organization.deletedAt),
    presentation_blocs_published_at: null,
  }
}

const presentMember = (member: Member, user: User, organization: Organization, actor: Actor, baseUrl: string) => {
  const colleague = canPublishFor(actor, organization.id)
  return {
    user: {
      ...presentUserRef(user, baseUrl),
      email: visibleEmail(user.email, actor, colleague),
      last_login_at: colleague ? presentDate(user.lastLoginAt) : null,
    },
    role: member.role,
    since: presentDate(member.since),
    label: member.role === 'admin' ? 'Administrateur' : 'Éditeur',
  }
}

/** Whole for the site's administrators, two letters for colleagues, the domain for the rest (udata-api.md §2.3.1). */
const visibleEmail = (email: string, actor: Actor, colleague: boolean): string => {
  if (actor.kind === 'user' && actor.siteAdmin) return email
  const [name = '', domain = ''] = email.split('@')
  return `${colleague ? name.slice(0, 2) : ''}***@${domain}`
}

const permissionsOf = (organization: Organization, actor: Actor) => {
  const administers = canAdministerOrganization(actor, organization)
  return {
    delete: administers,
    edit: administers,
    harvest: administers,
    members: administers,
    private: canPublishFor(actor, organization.id),
  }
}
