/** Other sites and programs that act for people: OAuth 2. */
export { cleanUpOauth } from './clean-up.ts'
export { createClient, deleteClient, listClients } from './clients.ts'
export { findBearerUser } from './find-bearer-user.ts'
