/** The operator's commands: they work on the data of this machine, whether the server runs or not. */
import { parseArgs } from 'node:util'
import { createApiKey, createUser, ensureSiteAdmin, stopCodesOf } from '../accounts/index.ts'
import { ConfigError, readConfig, SETTINGS, settingsAsWritten } from '../config.ts'
import { AppError, describe } from '../lib/errors.ts'
import type { Actor } from '../lib/actor.ts'
import { addMember, getOrganization } from '../organizations/index.ts'
import { openPlatform, type Platform } from '../platform.ts'
import { reindexAll } from '../reactions.ts'
import { cleanUps } from '../schedule.ts'
import { oauthClient } from './oauth-client.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const fail = (line: string): void => void process.stderr.write(`${line}\n`)

/** Whoever has a shell on the server administers it. */
const OPERATOR: Actor = { kind: 'user', userId: 'operator', siteAdmin: true, memberships: [], sessionIdHash: null }

const main = async (args: string[]): Promise<number> => {
  const [noun, verb] = args
  if (noun === 'config') return showConfig()
  if (noun === 'user' && verb === 'create') return onPlatform((platform) => userCreate(platform, args.slice(2)))
  if (noun === 'user' && verb === 'stop-codes') return onPlatform((platform) => userStopCodes(platform, args.slice(2)))
  if (noun === 'org' && verb === 'add-member') return onPlatform((platform) => orgAddMember(platform, args.slice(2)))
  if (noun === 'reindex') return onPlatform(reindex)
  if (noun === 'clean-up') return onPlatform(cleanUp)
  if (noun === 'oauth-client') return onPlatform((platform) => oauthClient(platform.db, args.slice(1), { print, fail }))
  fail(`Unknown command: ${args.join(' ')}. See cimaise --help.`)
  return 2
}

const reindex = async ({ db }: Platform): Promise<number> => {
  fail(`${await reindexAll(db)} objects can be found again.`)
  return 0
}

/** What the server does by itself at night, now. Harmless while it runs: every one of these jobs may run twice. */
const cleanUp = async (platform: Platform): Promise<number> => {
  for (const { name, run } of cleanUps(platform)) {
    await run()
    print(`${name}: done`)
  }
  return 0
}

const userCreate = async ({ db }: Platform, args: string[]): Promise<number> => {
  const { values } = parseArgs({
    args,
    options: {
      email: { type: 'string' },
      password: { type: 'string' },
      'first-name': { type: 'string', default: 'Compte' },
      'last-name': { type: 'string', default: 'Cimaise' },
      admin: { type: 'boolean', default: false },
      'api-key': { type: 'boolean', default: false },
    },
  })
  if (!values.email || !values.password)
    return usage('cimaise user create --email E --password P [--first-name F] [--last-name L] [--admin] [--api-key]')
  const newUser = {
    email: values.email,
    password: values.password,
    firstName: values['first-name'],
    lastName: values['last-name'],
  }
  const user = values.admin ? await ensureSiteAdmin(db, newUser) : await createUser(db, newUser)
  fail(`Account ready: ${user.email}${user.siteAdmin ? ' (administrator of the site)' : ''}`)
  // The key alone on standard output: KEY=$(npx cimaise user create … --api-key)
  if (values['api-key']) print((await createApiKey(db, user.id, { name: 'cimaise user create' })).secret)
  return 0
}

const userStopCodes = async ({ db }: Platform, args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options: { email: { type: 'string' } } })
  if (!values.email) return usage('cimaise user stop-codes --email E')
  await stopCodesOf(db, values.email)
  print(`${values.email} signs in with the password only.`)
  return 0
}

const orgAddMember = async ({ db }: Platform, args: string[]): Promise<number> => {
  const { values } = parseArgs({
    args,
    options: { org: { type: 'string' }, email: { type: 'string' }, role: { type: 'string', default: 'editor' } },
  })
  const role = (['admin', 'editor'] as const).find((known) => known === values.role)
  if (!values.org || !values.email || !role)
    return usage('cimaise org add-member --org ID_OR_SLUG --email E [--role admin|editor]')
  const organization = await getOrganization(db, OPERATOR, values.org)
  await addMember(db, OPERATOR, organization, values.email, role)
  print(`${values.email} is now ${role} of ${organization.name}.`)
  return 0
}

const showConfig = (): number => {
  const written = settingsAsWritten()
  for (const { name, help, secret, default: fallback } of SETTINGS) {
    const value = written.get(name)
    const shown = value === undefined ? `${fallback || '(unset)'} (default)` : secret ? '(set, hidden)' : value
    print(`${name.padEnd(24)} ${shown}\n${' '.repeat(25)}${help}`)
  }
  readConfig()
  return 0
}

const onPlatform = async (command: (platform: Platform) => Promise<number>): Promise<number> => {
  const platform = await openPlatform(readConfig(), (level, message) => level === 'error' && fail(message), {
    exclusive: false,
  })
  try {
    return await command(platform)
  } finally {
    await platform.close()
  }
}

const usage = (line: string): number => (fail(`Usage: ${line}`), 2)

const explain = (error: unknown): string => {
  if (error instanceof AppError) return describe(error)
  if (error instanceof ConfigError) return error.message
  return error instanceof Error ? error.message : String(error)
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    fail(explain(error))
    process.exit(1)
  },
)
