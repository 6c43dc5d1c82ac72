import Type from 'typebox'
import { ACCOUNT_KINDS, type User } from '../accounts/index.ts'
import { PAGING, Param } from '../http/index.ts'
import { presentDate } from '../lib/dates.ts'
import type { Organization } from '../organizations/index.ts'
import type { Account, AdministeredOrganization } from './wire.models.ts'

export const AccountList = Type.Object({
  ...PAGING,
  q: Param.text('words of a name or an address'),
  only: Param.choice(ACCOUNT_KINDS),
})
export const OrganizationList = Type.Object({
  ...PAGING,
  q: Param.text('words of a name or an acronym'),
  badge: Param.text(),
  deleted: Param.flag('those that were deleted, instead of the others'),
})

export const presentAccount = (
  user: User,
  keys: number,
  organizations: Pick<Organization, 'id' | 'name' | 'slug'>[],
): Type.Static<typeof Account> => ({
  ...{ id: user.id, slug: user.slug, first_name: user.firstName, last_name: user.lastName, email: user.email },
  ...{ site_admin: user.siteAdmin, active: user.active, two_factor: user.hasSecondFactor },
  email_confirmed: user.emailConfirmedAt !== null,
  rotation_demanded: isRotationDue(user),
  keys,
  created_at: presentDate(user.createdAt),
  last_login_at: presentDate(user.lastLoginAt),
  organizations: organizations.map(({ id, name, slug }) => ({ id, name, slug })),
})

const isRotationDue = ({ passwordRotationDemanded: demanded, passwordRotationPerformed: performed }: User): boolean =>
  demanded !== null && (performed === null || performed < demanded)

export const presentAdministered = (
  organization: Organization,
  members: number,
): Type.Static<typeof AdministeredOrganization> => ({
  ...{ id: organization.id, name: organization.name, slug: organization.slug, acronym: organization.acronym },
  ...{ badges: organization.badges, members, datasets: Number(organization.metrics.datasets ?? 0) },
  ...{ created_at: presentDate(organization.createdAt), deleted_at: presentDate(organization.deletedAt) },
})
