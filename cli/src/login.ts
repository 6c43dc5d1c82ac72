import { getMe, type User } from '@cimaise/client'
import type { Command } from 'commander'
import { speakTo } from './connection/api.ts'
import { Refused } from './connection/failures.ts'
import { addressOf, readKey, type Where } from './connection/connect.ts'
import { DEFAULT_PROFILE, findProfile, forgetProfile, profilesPath, saveProfile } from './connection/profiles.ts'
import { EXIT, exits, WrongCommand, type Exit } from './terminal/exit.ts'
import { printJson, say } from './terminal/output.ts'
import { ask, askSecret, canAsk } from './terminal/prompt.ts'

/** `login`, `logout`: a server and a key, kept for the commands that follow. */
export const addLoginCommands = (program: Command): void => {
  program
    .command('login')
    .description('keep a server and an API key for the commands that follow; asks for what is not given')
    .action(exits((_: unknown, command: Command) => logIn(command.optsWithGlobals())))
  program
    .command('logout')
    .description('forget them (the key itself is revoked on the site, in your account)')
    .action(exits((_: unknown, command: Command) => logOut(command.optsWithGlobals())))
}

const PUBLIC_SITE = 'https://www.data.gouv.fr'

const logIn = async ({ server, apiKeyFile, profile = DEFAULT_PROFILE, json }: Where): Promise<Exit> => {
  const known = server || process.env.CIMAISE_URL
  if (!known && !canAsk()) throw new WrongCommand('Give --server: nobody is here to be asked.')
  const address = addressOf(known || (await ask('Server', findProfile(profile)?.server ?? PUBLIC_SITE)))
  if (isInClear(address)) say(`${address} is not https: your key can be read on its way.`)
  const key = await keyFor(apiKeyFile, address)
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new WrongCommand('This is not an API key: it is empty, or has spaces or accents.')

  speakTo({ server: address, key })
  const me = await getMe().catch((error: unknown) => {
    if (error instanceof Refused && error.status === 401)
      throw new Refused(
        401,
        `${address} does not know this key. Nothing was kept. Make one there: your account, API keys.`,
      )
    throw error
  })
  saveProfile(profile, { server: address, key })
  say(`${nameOf(me)}, you are logged in to ${address}. The key is in ${profilesPath()}, which only you can read.`)
  if (profile !== DEFAULT_PROFILE) say(`Use it with --profile ${profile}.`)
  if (json) printJson({ profile, server: address, user: me })
  return EXIT.done
}

const keyFor = async (file: string | undefined, server: string): Promise<string> => {
  if (file !== undefined) return readKey(file)
  if (process.env.CIMAISE_API_KEY) return process.env.CIMAISE_API_KEY
  if (canAsk()) return askSecret(`API key of ${server} (it is not shown)`)
  throw new WrongCommand(
    'Give the key with --api-key-file FILE (- reads the standard input): nobody is here to be asked.',
  )
}

const logOut = ({ profile = DEFAULT_PROFILE, json }: Where): Exit => {
  const forgotten = forgetProfile(profile)
  say(forgotten ? 'The key is forgotten here. It still works: revoke it on the site, in your account.' : NOBODY)
  if (json) printJson({ profile, forgotten })
  return EXIT.done
}
const NOBODY = 'You were not logged in.'

/** A key crosses a network unprotected. */
const isInClear = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

export const nameOf = ({ first_name, last_name }: User): string => `${first_name} ${last_name}`.trim()
