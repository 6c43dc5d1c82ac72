/** People, their sessions and their API keys. */
export { createApiKey, findKeyUser, listMyApiKeys, revokeMyApiKey } from './api-keys.ts'
export { cleanUpAccounts } from './clean-up.ts'
export { createFirstAdmin, needsFirstAdmin, newSetupCode } from './first-admin.ts'
export { isEmail } from './registration.rules.ts'
export { fullNameOf, type ApiKey, type NewUser, type User } from './model.ts'
export { findSessionUser, openSession, signIn, signOut } from './sign-in.ts'
export { userSubjects } from './subject.ts'
export {
  createUser,
  ensureSiteAdmin,
  findUserByEmail,
  findUsers,
  getMyself,
  getUser,
  updateMyProfile,
  type ProfileChanges,
} from './users.ts'
