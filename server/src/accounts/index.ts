/** People, their sessions and their API keys. */
export { createApiKey, findKeyUser, listMyApiKeys, revokeMyApiKey } from './api-keys.ts'
export { cleanUpAccounts } from './clean-up.ts'
export { createFirstAdmin, needsFirstAdmin, newSetupCode } from './first-admin.ts'
export { isEmail, nameProblem } from './registration.rules.ts'
export { fullNameOf, type ApiKey, type NewUser, type User } from './model.ts'
export { checkPassword, findSessionUser, openSession, signIn, signOut } from './sign-in.ts'
export {
  countUsers,
  createUser,
  ensureSiteAdmin,
  findUserByEmail,
  findUsers,
  getMyself,
  getUser,
  getUserByPath,
  updateMyProfile,
  type ProfileChanges,
} from './users.ts'
