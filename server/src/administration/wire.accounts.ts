import Type from 'typebox'
import { ACCOUNT_KINDS, type User } from '../accounts/index.ts'
import { PAGING, Param } from '../http/index.ts'
import { presentDate } from '../lib/dates.ts'
import { answers, DateTime, empties, orNull, pageOf, type Answers } from '../openapi/index.ts'
import type { Organization } from '../organizations/index.ts'

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

const Held = Type.Object({ id: Type.String(), name: Type.String(), slug: Type.String() })
export const Account = Type.Object(
  {
    id: Type.String(),
    slug: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    email: Type.String(),
    site_admin: Type.Boolean(),
    active: Type.Boolean(),
    two_factor: Type.Boolean(),
    email_confirmed: Type.Boolean(),
    rotation_demanded: Type.Boolean({ description: 'The password no longer opens the account.' }),
    keys: Type.Integer({ description: 'API keys that work.' }),
    created_at: DateTime,
    last_login_at: orNull(DateTime),
    organizations: Type.Array(Held),
  },
  { title: 'Account' },
)

export const AdministeredOrganization = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    slug: Type.String(),
    acronym: orNull(Type.String()),
    badges: Type.Array(Type.String()),
    members: Type.Integer(),
    datasets: Type.Integer({ description: 'Those that everybody sees.' }),
    created_at: DateTime,
    deleted_at: orNull(DateTime),
  },
  { title: 'AdministeredOrganization' },
)

export const accountsAnswers: Answers = {
  list_accounts: answers(pageOf(Account)),
  get_account: answers(Account),
  stop_two_factor_of: empties,
  list_all_organizations: answers(pageOf(AdministeredOrganization)),
  restore_organization: answers(AdministeredOrganization),
}

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
