import type { AccessAudience, AccessType } from '@cimaise/client'

/** What the metadata form holds, by the names of the wire: what a draft keeps is what is sent. */
export type MetadataForm = {
  title: string
  acronym: string
  description_short: string
  description: string
  tags: string[]
  frequency: string
  license: string
  contact_points: string[]
  /** Days, or what is being typed. */
  temporal_coverage: { start: string; end: string }
  spatial: { zones: string[]; granularity: string }
  access_type: AccessType
  access_audiences: AccessAudience[]
  authorization_request_url: string
  access_type_reason_category: string
  access_type_reason: string
}
export type FieldName = keyof MetadataForm
