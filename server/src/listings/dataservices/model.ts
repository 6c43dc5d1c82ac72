import type { AccessDetails, AccessType } from '../../catalog/index.ts'
import type { Listing } from '../model.ts'

export const DATASERVICE_FORMATS = ['REST', 'WMS', 'WSL'] as const

/** What only a dataservice, an API that is described, has (udata-api.md §2.7). */
export interface DataserviceFields {
  acronym: string | null
  baseApiUrl: string | null
  machineDocumentationUrl: string | null
  technicalDocumentationUrl: string | null
  businessDocumentationUrl: string | null
  authorizationRequestUrl: string | null
  rateLimiting: string | null
  rateLimitingUrl: string | null
  /** Percent. */
  availability: number | null
  availabilityUrl: string | null
  format: (typeof DATASERVICE_FORMATS)[number] | null
  license: string | null
  accessType: AccessType
  accessAudiences: NonNullable<AccessDetails['audiences']>
  accessTypeReasonCategory: string | null
  accessTypeReason: string | null
  contactPointIds: string[]
}
export type Dataservice = Listing<DataserviceFields>
