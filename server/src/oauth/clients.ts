import type { Db } from '../db/index.ts'
import { invalidFields, NotFound } from '../lib/errors.ts'
import { hashSecret, newObjectId, newSecret } from '../lib/ids.ts'
import { isScope, problemsOf, type NewClient } from './client.rules.ts'
import type { OauthClient } from './model.ts'
import { deleteClientRow, insertClient, selectClient, selectClients } from './store.clients.ts'

/** A new client and, this once, the secret of a confidential one. Throws `Invalid` by field. */
export const createClient = async (
  db: Db,
  newClient: NewClient,
): Promise<{ client: OauthClient; secret: string | null }> => {
  const problems = problemsOf(newClient)
  if (problems) throw invalidFields(problems)
  const secret = newClient.confidential ? newSecret(48) : null
  const client: OauthClient = {
    id: newObjectId(),
    name: newClient.name.trim(),
    secretHash: secret && hashSecret(secret),
    redirectUris: newClient.redirectUris,
    scopes: [...new Set(['default', ...(newClient.scopes ?? [])])].filter(isScope),
    internal: newClient.internal ?? false,
    createdAt: new Date(),
  }
  await insertClient(db, client)
  return { client, secret }
}

/** Every client, by name. */
export const listClients = (db: Db): Promise<OauthClient[]> => selectClients(db)

/** Ends a client, its codes and its tokens at once. Throws `NotFound`. */
export const deleteClient = async (db: Db, id: string): Promise<void> => {
  if (!(await deleteClientRow(db, id))) throw new NotFound()
}

/** The client that proves who it is: by its secret when it has one. Undefined when it can't. */
export const findProvenClient = async (
  db: Db,
  id: string,
  secret: string | undefined,
): Promise<OauthClient | undefined> => {
  const client = await selectClient(db, id)
  if (!client || client.secretHash === null) return client
  return secret !== undefined && hashSecret(secret) === client.secretHash ? client : undefined
}
