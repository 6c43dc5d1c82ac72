/** Producers, who belongs to them, and the rights that follow on what they own. */
export {
  ASSIGNABLE,
  badgeLabel,
  ROLES,
  type Assignment,
  type Member,
  type MembershipRequest,
  type Organization,
  type OrganizationInput,
  type OrganizationSettings,
} from './model.ts'
export {
  addMember,
  changeRole,
  dropAssignments,
  forgetMember,
  getMember,
  listAssignments,
  listMembers,
  removeMember,
  replaceAssignments,
} from './members.ts'
export {
  acceptRequest,
  answerInvitation,
  askToJoin,
  cancelRequest,
  invite,
  listMyInvitations,
  listRequests,
  listRequestsToAnswer,
  receiveInvitations,
  refuseRequest,
} from './membership-requests.ts'
export {
  addOrganizationBadge,
  countOrganizations,
  createOrganization,
  deleteOrganization,
  findOrganizations,
  getAdministeredOrganization,
  getOrganization,
  listAllOrganizations,
  listMemberships,
  listOrganizationIdsWithBadge,
  listOrganizations,
  listOrganizationsOfUsers,
  removeOrganizationBadge,
  restoreOrganization,
  setOrganizationLogo,
  suggestOrganizations,
  updateOrganization,
} from './organizations.ts'
export { assignToCreator, ownersAfterChange, ownersForCreation, requireReadable, type Owners } from './ownership.ts'
export {
  audiencesOfActor,
  audiencesOfOwned,
  canAdministerOrganization,
  canAdministerOwned,
  canEditOwned,
  canPublishFor,
  canReadOwned,
  canSeeHidden,
  canTransferOwned,
  hiddenFor,
  type Owned,
} from './policy.ts'
export { reindexOrganizations } from './reindex.ts'
export { PRODUCER_TYPES, producerKey, producerTypesOf } from './search.ts'
export { demandAgreement, findSettings, getSettings, needsSecondPerson } from './settings.ts'
export { findActorNow } from './act-as.ts'
export { organizationSubjects } from './subject.ts'
