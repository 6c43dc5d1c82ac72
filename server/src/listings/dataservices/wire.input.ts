import Type from 'typebox'
import type { AccessType } from '../../catalog/index.ts'
import type { ListingInput } from '../model.ts'
import { COMMON, commonInputOf, idsOf, nullable, References } from '../wire.input.ts'
import type { DataserviceFields } from './model.ts'

const text = (maxLength: number) => nullable(Type.String({ maxLength }))

/** A dataservice as clients send it (udata-api.md §2.7, Appendix B). */
export const DataserviceBody = Type.Object({
  ...COMMON,
  title: nullable(Type.String()),
  acronym: nullable(Type.String()),
  base_api_url: text(2_000),
  machine_documentation_url: text(2_000),
  technical_documentation_url: text(2_000),
  business_documentation_url: text(2_000),
  authorization_request_url: text(2_000),
  rate_limiting: text(10_000),
  rate_limiting_url: text(2_000),
  availability: nullable(Type.Number()),
  availability_url: text(2_000),
  format: nullable(Type.String()),
  license: nullable(Type.String()),
  access_type: nullable(Type.String()),
  access_audiences: nullable(
    Type.Array(Type.Object({ role: Type.String(), condition: Type.String() }), { maxItems: 100 }),
  ),
  access_type_reason_category: nullable(Type.String()),
  access_type_reason: text(10_000),
  contact_points: References,
  datasets: References,
  archived_at: nullable(Type.String()),
  deleted_at: nullable(Type.String()),
})
export type DataserviceBody = Type.Static<typeof DataserviceBody>

/** Texts that are kept as they are, empty ones as none. */
const TEXTS = {
  acronym: 'acronym',
  base_api_url: 'baseApiUrl',
  machine_documentation_url: 'machineDocumentationUrl',
  technical_documentation_url: 'technicalDocumentationUrl',
  business_documentation_url: 'businessDocumentationUrl',
  authorization_request_url: 'authorizationRequestUrl',
  rate_limiting: 'rateLimiting',
  rate_limiting_url: 'rateLimitingUrl',
  availability_url: 'availabilityUrl',
  license: 'license',
  access_type_reason_category: 'accessTypeReasonCategory',
  access_type_reason: 'accessTypeReason',
} as const satisfies Partial<Record<keyof DataserviceBody, keyof DataserviceFields>>

/** Present keys only; what isn't one of the choices is refused by the checks. */
export const dataserviceInputOf = (body: DataserviceBody): ListingInput<DataserviceFields> => {
  const fields: Partial<DataserviceFields> = {}
  for (const [name, key] of Object.entries(TEXTS) as [keyof typeof TEXTS, (typeof TEXTS)[keyof typeof TEXTS]][])
    if (body[name] !== undefined) fields[key] = body[name]?.trim() || null
  if (body.availability !== undefined) fields.availability = body.availability
  if (body.format !== undefined) fields.format = (body.format || null) as DataserviceFields['format']
  if (body.access_type) fields.accessType = body.access_type as AccessType
  if (body.access_audiences !== undefined)
    fields.accessAudiences = (body.access_audiences ?? []).map(({ role, condition }) => ({ role, condition }))
  const contactPointIds = idsOf(body.contact_points)
  if (contactPointIds) fields.contactPointIds = contactPointIds
  const datasetIds = idsOf(body.datasets)
  const { title, archived_at: archived, deleted_at: deleted } = body
  return { ...commonInputOf(body, { title, archived, deleted }), fields, ...(datasetIds ? { datasetIds } : {}) }
}
