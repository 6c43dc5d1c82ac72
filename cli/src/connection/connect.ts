import { readFileSync } from 'node:fs'
import { WrongCommand } from '../terminal/exit.ts'
import { parseAddress } from './addresses.ts'
import { speakTo, type Api } from './api.ts'
import { DEFAULT_PROFILE, findProfile, type Profile } from './profiles.ts'

/** What every command takes. */
export interface Where {
  server?: string
  apiKeyFile?: string
  profile?: string
  json?: boolean
}

const HERE = 'http://127.0.0.1:7000'

/** The server that the options, the environment or `cimaise login` name; as anybody when no key is found. */
export const connect = (where: Where): Api => {
  const api = apiOf(where)
  speakTo(api)
  return api
}

/** The same. Throws `WrongCommand` when no key is found. */
export const connectWithKey = (where: Where): Api => {
  const api = connect(where)
  if (!api.key)
    throw new WrongCommand(
      `No key for ${api.server}. Run cimaise login, or set CIMAISE_API_KEY, or give --api-key-file (- reads the standard input).`,
    )
  return api
}

const apiOf = ({ server, apiKeyFile, profile: name }: Where): Api => {
  const profile = findProfile(name ?? DEFAULT_PROFILE)
  if (name && !profile)
    throw new WrongCommand(`There is no profile "${name}": cimaise login --profile ${name} makes it.`)
  // A profile asked for by its name is stronger than the environment.
  const environment = name ? {} : { url: process.env.CIMAISE_URL, key: process.env.CIMAISE_API_KEY }
  const address = addressOf(server || environment.url || profile?.server || HERE)
  const given = apiKeyFile === undefined ? environment.key : readKey(apiKeyFile)
  return { server: address, key: given || keyFor(profile, address) }
}

/** A key that was kept goes to its own server only. */
const keyFor = (profile: Profile | undefined, server: string): string | null =>
  profile?.server === server ? profile.key : null

/** Without a final slash; throws `WrongCommand`. */
export const addressOf = (server: string): string => {
  const url = parseAddress(server)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw new WrongCommand(`"${server}" is not the address of a server. One looks like https://www.data.gouv.fr`)
  return url.href.replace(/\/+$/, '').replace(/\/api(\/[12])?$/, '')
}

/** A file, never an option of its own: other people of the machine read command lines. */
export const readKey = (file: string): string => readFileSync(file === '-' ? 0 : file, 'utf8').trim()
