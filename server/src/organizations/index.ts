/** Producers, and who belongs to them. */
export type { Member, Organization, OrganizationInput } from './model.ts'
export {
  addMember,
  countOrganizations,
  createOrganization,
  findOrganizations,
  getOrganization,
  listMembers,
  listMemberships,
  listOrganizations,
  removeMember,
  updateOrganization,
} from './organizations.ts'
export { canAdministerOrganization, canPublishFor } from './policy.ts'
