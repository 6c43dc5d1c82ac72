/** People, their sessions and their API keys. */
export { createApiKey, findKeyUser, listKeysOf, listMyApiKeys, revokeKeyOf, revokeMyApiKey } from './api-keys.ts'
export { cleanUpAccounts } from './clean-up.ts'
export { closeAccount } from './close-account.ts'
export { countKeysOf, demandSiteAdmin, getManagedUser, getVisibleUser, listUsers, suggestUsers } from './find-users.ts'
export { createFirstAdmin, needsFirstAdmin, newSetupCode } from './first-admin.ts'
export { createManagedUser, demandPasswordRotation, updateManagedUser, type ManagedChanges } from './manage-users.ts'
export {
  ACCOUNT_KINDS,
  fullNameOf,
  type ApiKey,
  type Correspondence,
  type NewUser,
  type User,
  type UserQuery,
  type Visitor,
} from './model.ts'
export { updateMyProfile } from './profile.ts'
export type { ProfileChanges } from './registration.rules.ts'
export { stopCodesOf, stopSecondFactorOf } from './second-factor.ts'
export { findSessionUser, openSession, signOut } from './sessions.ts'
export { tellExpiringKeys } from './tell-expiring-keys.ts'
export { checkPassword, signIn } from './sign-in.ts'
export { isEmail, nameProblem } from './registration.rules.ts'
export { userSubjects } from './subject.ts'
export {
  countUsers,
  createUser,
  ensureSiteAdmin,
  findUserByEmail,
  findUsers,
  getMyself,
  getUser,
  getUserByPath,
  setAvatar,
} from './users.ts'
export { idsOfUsersNamed } from './store.user-lists.ts'
export { clearSessionCookie, sessionSecretOf, setSessionCookie, visitorOf } from './visitor.ts'
