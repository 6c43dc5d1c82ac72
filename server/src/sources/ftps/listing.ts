import { parseList, type FileInfo } from 'basic-ftp'
import { foldersLeft } from '../folders-left.ts'
import { keyOfName, nameOfKey, staysBelow } from '../file-names.rules.ts'
import type { FtpsSpec, SeenObject } from '../model.ts'
import type { Connected } from './connect.ts'
import { ftpFailure, isMissing } from './failure.ts'

export interface Place {
  spec: FtpsSpec
  /** Absolute, each byte a character. */
  folder: string
}

/** Links are left: what they lead to, the server doesn't say. */
export async function* walk({ client }: Connected, { spec, folder }: Place): AsyncGenerator<SeenObject> {
  const folders = foldersLeft()
  for (let below = folders.next(); below !== undefined; below = folders.next()) {
    const found = await client.list(pathOf(folder, below)).catch((error: unknown) => {
      // It went while its neighbours were read.
      if (below !== '' && isMissing(error)) return []
      throw ftpFailure(error, spec, below || spec.folder)
    })
    for (const info of found) {
      const key = below + keyOfName(Buffer.from(info.name, 'latin1'))
      if (!staysBelow(key)) continue
      if (info.isDirectory) folders.add(key)
      else if (info.isFile) yield seenOf(key, info)
    }
  }
}

export const pathOf = (folder: string, key: string): string => {
  const start = folder.endsWith('/') ? folder : `${folder}/`
  return start + nameOfKey(key).toString('latin1').replace(/\/$/, '')
}

/** Of the dates of a listing only those of `MLSD` are sure (RFC 3659 §2.3); fractions aren't said everywhere. */
const seenOf = (key: string, { size, modifiedAt }: Pick<FileInfo, 'size' | 'modifiedAt'>): SeenObject => ({
  key,
  sizeBytes: size,
  modifiedAt: modifiedAt ? new Date(Math.floor(modifiedAt.getTime() / 1000) * 1000) : null,
  etag: null,
  versionId: null,
})

export const look = async (one: Connected, { spec, folder }: Place, key: string): Promise<SeenObject | undefined> => {
  // A line break would begin another command.
  if (!staysBelow(key) || /[\r\n]/.test(key)) return undefined
  try {
    return await ask(one, pathOf(folder, key), key)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw ftpFailure(error, spec, key)
  }
}

const ask = async ({ client, hasMlst }: Connected, path: string, key: string): Promise<SeenObject | undefined> => {
  if (!hasMlst) return seenOf(key, { size: await client.size(path), modifiedAt: await client.lastMod(path) })
  const { message } = await client.send(`MLST ${path}`)
  const facts = message.split(/\r?\n/).find((line) => line.startsWith(' '))
  // Facts end at the first space; the name may be a path, which is refused in a listing.
  const [info] = parseList(`${facts?.trimStart().split(' ')[0] ?? ''} file`)
  return info?.isFile ? seenOf(key, info) : undefined
}
