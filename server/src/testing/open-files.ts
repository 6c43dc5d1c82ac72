import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

const OPEN = '/proc/self/fd'

/** The files under a folder that this process holds open. */
export const openFilesIn = (folder: string): string[] =>
  readdirSync(OPEN)
    .map(pathOf)
    .filter((path) => path.startsWith(folder))

/** The one that lists them is closed already. */
const pathOf = (descriptor: string): string => {
  try {
    return readlinkSync(join(OPEN, descriptor))
  } catch {
    return ''
  }
}
