export { ApiError } from './errors.ts'
export { setLanguage } from './language.ts'
export { setOrigin, setTransport, type Transport } from './request.ts'
export {
  askPasswordReset,
  login,
  logout,
  register,
  rescue,
  resetPassword,
  setup,
  setupNeeded,
  validateCode,
} from './session.ts'
export {
  answerInvitation,
  askNewEmail,
  changePassword,
  closeOtherSessions,
  closeSession,
  confirmSecondFactor,
  deleteMe,
  draftSecondFactor,
  getNotificationChoices,
  hasSecondFactor,
  listMyInvitations,
  listMyMembershipRequests,
  listOrganizationApiKeys,
  listSessions,
  proveAgain,
  revokeOrganizationApiKey,
  sendMyAvatar,
  stopSecondFactor,
  unsubscribe,
  updateNotificationChoices,
} from './account.ts'
export type * from './account-types.ts'
export { createApiKey, getMe, listApiKeys, revokeApiKey, updateMe } from './me.ts'
export {
  createDataset,
  createDraft,
  deleteDataset,
  getDataset,
  listMyDatasets,
  restoreDataset,
  searchDatasets,
  updateDataset,
} from './datasets.ts'
export { listDiscussions, replyToDiscussion } from './discussions.ts'
export {
  createDeposit,
  createDepositOf,
  depositTilesAddress,
  discardDeposit,
  fixDeposit,
  getDeposit,
  listDeposits,
  listUploads,
  publishDeposit,
} from './deposits.ts'
export { discardDraft, getDraft, previewMarkdown, saveDraft } from './drafts.ts'
export {
  acceptPublication,
  askPublication,
  cancelPublication,
  listDatasetPublications,
  listPublications,
  movePublication,
  refusePublication,
  type PublicationRequest,
} from './publications.ts'
export { findAlike, listFindings, listSilenced, suggestMetadata, silenceFinding, unsilenceFinding } from './quality.ts'
export {
  compareVersions,
  differenceAddress,
  labelVersion,
  listVersions,
  purgeVersion,
  restoreVersion,
  listFileChanges,
} from './versions.ts'
export {
  addLink,
  copyLink,
  deleteResource,
  getResource,
  reorderResources,
  replaceFile,
  updateResource,
  uploadFile,
  makeLink,
} from './resources.ts'
export {
  activateFlow,
  applyFlows,
  cancelRun,
  createFlow,
  deleteFlow,
  flowYamlAddress,
  getFlow,
  getFlowDefaults,
  getFlowYaml,
  getRun,
  giveFieldToFlow,
  listDecisions,
  listFlowDeliveries,
  listFeedings,
  listFlows,
  listHeld,
  listRuns,
  pauseFlow,
  previewMapping,
  rejectHeld,
  releaseHeld,
  renewFlowAddress,
  renewFlowSignature,
  startRun,
  testSource,
  updateFlow,
  type FlowPage,
} from './flows.ts'
export type { SendOptions } from './upload.ts'
export {
  acceptRequest,
  askToJoin,
  cancelRequest,
  changeMemberRole,
  inviteMember,
  listAssignments,
  listMembershipRequests,
  refuseRequest,
  removeMember,
  replaceAssignments,
  suggestUsers,
} from './memberships.ts'
export {
  createContactPoint,
  deleteContactPoint,
  listContactPoints,
  listContactRoles,
  updateContactPoint,
} from './contacts.ts'
export { listNotifications, readNotification } from './notifications.ts'
export {
  createOrganization,
  deleteOrganization,
  findOrganizations,
  getOrganization,
  getOrganizationSettings,
  listOrganizationBadges,
  listOrganizationTags,
  removeLogo,
  sendLogo,
  suggestOrganizations,
  updateOrganization,
  updateOrganizationSettings,
} from './organizations.ts'
export { answerTransfer, listTransfers, requestTransfer } from './transfers.ts'
export {
  findZones,
  getLimits,
  getSite,
  listAccessReasons,
  listExtensions,
  listFrequencies,
  listGranularities,
  listLicenses,
  listResourceTypes,
  suggestTags,
  suggestZones,
} from './references.ts'
export {
  datasetStatisticsAddress,
  getDatasetStatistics,
  getOrganizationStatistics,
  organizationStatisticsAddress,
} from './statistics.ts'
export { listActivity } from './activity.ts'
export { getDesk } from './desk.ts'
export {
  createSavedView,
  deleteSavedView,
  getBulkEdit,
  holdingsCsvAddress,
  listBulkEdits,
  listBulkEntries,
  listHoldings,
  listSavedViews,
  previewBulkEdit,
  startBulkEdit,
  undoBulkEdit,
  updateSavedView,
} from './stewardship.ts'
export type * from './discussion-types.ts'
export type * from './flow-types.ts'
export type * from './membership-types.ts'
export type * from './notification-types.ts'
export type * from './stewardship-types.ts'
export type * from './types.ts'
export {
  addKnownAcronyms,
  addSynonym,
  auditTableAddress,
  createAccount,
  deleteAccount,
  deleteSynonym,
  explainQuestion,
  getAccount,
  getSiteHealth,
  giveUpJob,
  listAccounts,
  listAllOrganizations,
  listAuditEntries,
  listJobs,
  listPeriodicJobs,
  listSynonyms,
  restoreOrganization,
  retryJob,
  rotateAccountPassword,
  stopSecondFactorOf,
  updateAccount,
  updateSynonym,
} from './administration.ts'
export {
  addDatasetBadge,
  addOrganizationBadge,
  deleteReportedDiscussion,
  deleteReportedMessage,
  dismissReport,
  featureDataset,
  getReportedDiscussion,
  listDatasetBadges,
  listReportReasons,
  listReports,
  removeDatasetBadge,
  removeOrganizationBadge,
} from './moderation.ts'
export type * from './administration-types.ts'
export type * from './activity-types.ts'
export type * from './desk-types.ts'
export type * from './usage-types.ts'
