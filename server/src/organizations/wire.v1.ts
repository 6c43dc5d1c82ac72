import type { Actor } from '../lib/actor.ts'
import { presentDate } from '../lib/dates.ts'
import type { Language, Text } from '../lib/text.ts'
import { imageUrl, thumbnailUrl } from '../images/index.ts'
import type { User } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import {
  BADGES,
  badgeLabel,
  ROLES,
  type Assignment,
  type Member,
  type MembershipRequest,
  type Organization,
} from './model.ts'
import { canAdministerOrganization, canPublishFor } from './policy.ts'

/** udata's reference to an organization, with the caller's rights (udata-api.md §1.7). */
export const presentOrganizationRef = (organization: Organization, actor: Actor, baseUrl: string) => ({
  class: 'Organization',
  id: organization.id,
  name: organization.name,
  acronym: organization.acronym,
  slug: organization.slug,
  badges: organization.badges.map((kind) => ({ kind })),
  logo: imageUrl(organization.logo, baseUrl),
  logo_thumbnail: thumbnailUrl(organization.logo, 100, baseUrl),
  permissions: permissionsOf(organization, actor),
  uri: `${baseUrl}/api/1/organizations/${organization.slug}/`,
  page: `${baseUrl}/organizations/${organization.slug}`,
})

/** What an organization is shown with. `known`: the caller may read where members can be written to. */
export interface OrganizationContext {
  members: { member: Member; user: User }[]
  /** On the organization's own page, not in lists (udata-api.md §2.3.1). */
  detailed: boolean
  withBlocs: boolean
}

/** The whole organization (udata-api.md §2.3.1). */
export const presentOrganization = (
  organization: Organization,
  { members, detailed, withBlocs }: OrganizationContext,
  actor: Actor,
  baseUrl: string,
  language: Language,
) => {
  const { class: _class, ...reference } = presentOrganizationRef(organization, actor, baseUrl)
  return {
    ...reference,
    description: organization.description,
    url: organization.url,
    image_url: organization.imageUrl,
    business_number_id: organization.businessNumberId,
    members: members.map(({ member, user }) =>
      presentMember(member, user, organization, actor, { baseUrl, detailed, language }),
    ),
    teams: [],
    zone: null,
    ext: {},
    extras: organization.extras,
    metrics: { ...ZEROS, ...organization.metrics },
    created_at: presentDate(organization.createdAt),
    last_modified: presentDate(organization.lastModified),
    deleted: presentDate(organization.deletedAt),
    presentation_blocs_published_at: presentDate(organization.presentationBlocsPublishedAt),
    ...(withBlocs ? { presentation_blocs: blocsFor(organization, actor) } : {}),
  }
}

export const presentMember = (
  member: Member,
  user: User,
  organization: Pick<Organization, 'id'>,
  actor: Actor,
  { baseUrl, detailed, language }: { baseUrl: string; detailed: boolean; language: Language },
) => {
  const colleague = detailed && canPublishFor(actor, organization.id)
  return {
    user: presentContact(user, actor, colleague, baseUrl),
    role: member.role,
    since: presentDate(member.since),
    label: ROLE_LABELS[member.role][language],
  }
}

export const presentRequest = (request: MembershipRequest, user: User | undefined, actor: Actor, baseUrl: string) => ({
  id: request.id,
  user: user ? presentContact(user, actor, canPublishFor(actor, request.organizationId), baseUrl) : null,
  email: request.email,
  kind: request.kind,
  created: presentDate(request.createdAt),
  handled: presentDate(request.handledAt),
  refusal_comment: request.refusalComment,
  status: request.status,
  role: request.role,
  comment: request.comment,
  assignments: request.assignments,
})

/** One's own request to come in, and where it stands. */
export const presentMyRequest = (
  request: MembershipRequest,
  organization: ReturnType<typeof presentOrganizationRef>,
) => ({
  id: request.id,
  organization,
  comment: request.comment,
  created: presentDate(request.createdAt),
  status: request.status,
  handled: presentDate(request.handledAt),
  refusal_comment: request.refusalComment,
})

export const presentInvitation = (
  request: MembershipRequest,
  organization: ReturnType<typeof presentOrganizationRef>,
) => ({
  id: request.id,
  organization,
  role: request.role,
  comment: request.comment,
  created: presentDate(request.createdAt),
  assignments: request.assignments,
})

export const presentAssignment = (
  assignment: Assignment,
  user: User | undefined,
  organization: ReturnType<typeof presentOrganizationRef>,
  baseUrl: string,
) => ({
  id: assignment.id,
  user: user ? presentUserRef(user, baseUrl) : null,
  organization,
  subject: assignment.subject,
  created_at: presentDate(assignment.createdAt),
})

export const presentSuggestion = (organization: Organization, baseUrl: string) => {
  const reference = presentOrganizationRef(organization, { kind: 'anonymous' }, baseUrl)
  const { id, name, acronym, slug, logo_thumbnail, page } = reference
  return { id, name, acronym, slug, image_url: logo_thumbnail, page }
}

export const presentRoles = (language: Language) => ROLES.map((id) => ({ id, label: ROLE_LABELS[id][language] }))

export const presentBadgeKinds = (language: Language) =>
  Object.fromEntries(BADGES.map((kind) => [kind, badgeLabel(kind)[language]]))

const ROLE_LABELS: Record<(typeof ROLES)[number], Text> = {
  admin: { fr: 'Administrateur', en: 'Administrator' },
  editor: { fr: 'Éditeur', en: 'Editor' },
  partial_editor: { fr: 'Éditeur partiel', en: 'Partial editor' },
}

/** udata's keys, zero until counted. */
const ZEROS = {
  dataservices: 0,
  dataservices_by_months: 0,
  datasets: 0,
  datasets_by_months: 0,
  datasets_followers_by_months: 0,
  datasets_reuses_by_months: 0,
  members: 0,
  reuses: 0,
  reuses_by_months: 0,
  reuses_followers_by_months: 0,
  followers: 0,
  views: 0,
}

/** In tables too. */
export const METRICS = Object.keys(ZEROS)

/** Drafts are for the organization's administrators (udata-api.md §5.5). */
const blocsFor = (organization: Organization, actor: Actor): unknown[] =>
  organization.presentationBlocsPublishedAt || canAdministerOrganization(actor, organization)
    ? organization.presentationBlocs
    : []

const presentContact = (user: User, actor: Actor, colleague: boolean, baseUrl: string) => ({
  ...presentUserRef(user, baseUrl),
  email: visibleEmail(user.email, actor, colleague),
  last_login_at: colleague ? presentDate(user.lastLoginAt) : null,
})

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
