import { parseArgs } from 'node:util'
import type { Db } from '../db/index.ts'
import { createClient, deleteClient, listClients } from '../oauth/index.ts'

interface Terminal {
  print: (line: string) => void
  fail: (line: string) => void
}

/** `cimaise oauth-client …`: which sites and programs may ask people to act for them. */
export const oauthClient = async (db: Db, [verb, ...args]: string[], terminal: Terminal): Promise<number> => {
  if (verb === 'create') return create(db, args, terminal)
  if (verb === 'list') return list(db, terminal)
  if (verb === 'delete') return remove(db, args, terminal)
  terminal.fail(`Unknown command: oauth-client ${verb ?? ''}. See cimaise --help.`)
  return 2
}

const create = async (db: Db, args: string[], { print, fail }: Terminal): Promise<number> => {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true, default: [] },
      confidential: { type: 'boolean', default: false },
      internal: { type: 'boolean', default: false },
      scope: { type: 'string', multiple: true, default: [] },
    },
  })
  if (!values.name) {
    fail(
      'Usage: cimaise oauth-client create --name N --redirect-uri URI [--redirect-uri URI] [--confidential] [--internal] [--scope S]',
    )
    return 2
  }
  const { client, secret } = await createClient(db, {
    name: values.name,
    redirectUris: values['redirect-uri'],
    confidential: values.confidential,
    internal: values.internal,
    scopes: values.scope,
  })
  print(`client_id: ${client.id}`)
  if (secret === null) return 0
  print(`client_secret: ${secret}`)
  fail('The secret is shown this once.')
  return 0
}

const list = async (db: Db, { print, fail }: Terminal): Promise<number> => {
  const clients = await listClients(db)
  if (clients.length === 0) fail('No OAuth client yet.')
  for (const { id, name, secretHash, internal, scopes, redirectUris } of clients) {
    const kind = [secretHash === null ? 'public' : 'confidential', ...(internal ? ['internal'] : [])].join(', ')
    print(`${id}  ${name} (${kind}; ${scopes.join(' ')})`)
    for (const uri of redirectUris) print(`${' '.repeat(26)}${uri}`)
  }
  return 0
}

const remove = async (db: Db, args: string[], { print, fail }: Terminal): Promise<number> => {
  const { values } = parseArgs({ args, options: { id: { type: 'string' } } })
  if (!values.id) {
    fail('Usage: cimaise oauth-client delete --id ID')
    return 2
  }
  await deleteClient(db, values.id)
  print(`${values.id} is gone, with every token it held.`)
  return 0
}
