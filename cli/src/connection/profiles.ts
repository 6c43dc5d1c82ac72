import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { WrongCommand } from '../terminal/exit.ts'

/** A server and the key that `cimaise login` was given for it. */
export interface Profile {
  server: string
  key: string
}

export const DEFAULT_PROFILE = 'default'

export const profilesPath = (): string =>
  join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'cimaise', 'config.json')

export const findProfile = (name: string): Profile | undefined => readProfiles()[name]

export const saveProfile = (name: string, profile: Profile): void =>
  writeProfiles({ ...readProfiles(), [name]: profile })

/** Whether there was one. */
export const forgetProfile = (name: string): boolean => {
  const { [name]: found, ...others } = readProfiles()
  if (found) writeProfiles(others)
  return found !== undefined
}

const readProfiles = (): Record<string, Profile> => {
  const path = profilesPath()
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { profiles?: Record<string, Profile> }).profiles ?? {}
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return {}
    throw new WrongCommand(
      `${path} can't be read (${(error as Error).message}). Mend it, or delete it and log in again.`,
    )
  }
}

/** Nobody else of the machine reads it, and a cut leaves the old one whole. */
const writeProfiles = (profiles: Record<string, Profile>): void => {
  const path = profilesPath()
  const draft = `${path}.${process.pid}`
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(draft, `${JSON.stringify({ profiles }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}
