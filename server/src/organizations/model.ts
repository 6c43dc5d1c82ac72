import type { Image } from '../images/index.ts'
import type { Role } from '../lib/actor.ts'
import type { Text } from '../lib/text.ts'

export interface Organization {
  id: string
  slug: string
  name: string
  acronym: string | null
  description: string
  url: string | null
  imageUrl: string | null
  /** What `images` keeps of the picture; null: none. */
  logo: Image | null
  businessNumberId: string | null
  badges: string[]
  extras: Record<string, unknown>
  metrics: Record<string, unknown>
  presentationBlocs: unknown[]
  presentationBlocsPublishedAt: Date | null
  createdAt: Date
  lastModified: Date
  deletedAt: Date | null
}

export interface Member {
  userId: string
  role: Role
  since: Date
}

/** What people write of an organization. */
export type OrganizationInput = Pick<
  Organization,
  'name' | 'description' | 'acronym' | 'url' | 'businessNumberId' | 'extras'
> &
  Partial<Pick<Organization, 'imageUrl' | 'presentationBlocs' | 'presentationBlocsPublishedAt'>>

/** One object that a partial editor may edit. */
export interface Assignment {
  id: string
  organizationId: string
  userId: string
  subject: AssignedRef
  createdAt: Date
}

export interface AssignedRef {
  class: string
  id: string
}

/** Somebody asks to come in (`request`), or is asked to (`invitation`). */
export interface MembershipRequest {
  id: string
  organizationId: string
  /** Null while an invitation waits for its address to have an account. */
  userId: string | null
  email: string | null
  kind: 'request' | 'invitation'
  status: 'pending' | 'accepted' | 'refused' | 'canceled'
  role: Role
  comment: string | null
  assignments: AssignedRef[]
  createdAt: Date
  handledAt: Date | null
  /** Why it was refused, for who asked too. */
  refusalComment: string | null
}

export const ROLES: Role[] = ['admin', 'editor', 'partial_editor']

/** In the order of udata's list (udata-api.md §5.5). */
export const BADGES = ['public-service', 'certified', 'association', 'company', 'local-authority'] as const

/** What a badge is called. */
export const badgeLabel = (kind: string): Text => BADGE_LABELS[kind] ?? { fr: kind, en: kind }

const BADGE_LABELS: Record<string, Text> = {
  'public-service': { fr: 'Service public', en: 'Public service' },
  certified: { fr: 'Certifié', en: 'Certified' },
  association: { fr: 'Association', en: 'Association' },
  company: { fr: 'Entreprise', en: 'Company' },
  'local-authority': { fr: 'Collectivité territoriale', en: 'Local authority' },
}

/** Classes of objects that may be assigned to a partial editor. */
export const ASSIGNABLE = ['Dataset', 'Dataservice', 'Reuse']

/** What lists are sorted by. */
export const ORGANIZATION_SORTS = [
  'name',
  'reuses',
  'datasets',
  'followers',
  'views',
  'created',
  'last_modified',
] as const

/** How an organization works in the back-office. */
export interface OrganizationSettings {
  recommendedTags: string[]
  /** Without them a draft can't become public. */
  requiredTags: string[]
  /** What a new dataset begins with. */
  defaultLicense: string | null
  defaultContactId: string | null
  /** Where its members find help. */
  helpUrl: string | null
  helpEmail: string | null
  /** For who asks to join: who answers, and when. */
  membershipHelp: string | null
  /** Editors submit, administrators publish. */
  fourEyes: boolean
}

export const NO_SETTINGS: OrganizationSettings = {
  recommendedTags: [],
  requiredTags: [],
  defaultLicense: null,
  defaultContactId: null,
  helpUrl: null,
  helpEmail: null,
  membershipHelp: null,
  fourEyes: false,
}
