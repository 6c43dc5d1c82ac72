import type { Column } from '../http/index.ts'
import { imageUrl } from '../images/index.ts'
import type { Organization } from './model.ts'
import { METRICS } from './wire.v1.ts'

export interface OrganizationRow {
  organization: Organization
  membersCount: number
}

/** The columns of a table of organizations, in udata's order (udata-api.md §12.3). */
export const organizationColumns = (baseUrl: string): Column<OrganizationRow>[] => [
  ['id', ({ organization }) => organization.id],
  ['name', ({ organization }) => organization.name],
  ['acronym', ({ organization }) => organization.acronym],
  ['slug', ({ organization }) => organization.slug],
  ['url', ({ organization }) => `${baseUrl}/organizations/${organization.slug}`],
  ['description', ({ organization }) => organization.description],
  ['logo', ({ organization }) => imageUrl(organization.logo, baseUrl)],
  ['badges', ({ organization }) => organization.badges.join(',')],
  ['created_at', ({ organization }) => organization.createdAt],
  ['last_modified', ({ organization }) => organization.lastModified],
  ['business_number_id', ({ organization }) => organization.businessNumberId],
  ['members_count', ({ membersCount }) => membersCount],
  ['downloads', ({ organization }) => Number(organization.metrics.resources_downloads ?? 0)],
  ...METRICS.map((key): Column<OrganizationRow> => [
    `metric.${key}`,
    ({ organization }) => metricOf(organization.metrics[key]),
  ]),
]

/** A number, or numbers by month. */
const metricOf = (value: unknown): string | number =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : Number(value ?? 0)
