import type { Role } from '../lib/actor.ts'

export interface Organization {
  id: string
  slug: string
  name: string
  acronym: string | null
  description: string
  url: string | null
  businessNumberId: string | null
  extras: Record<string, unknown>
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
>
