import { foldersLeft } from '../folders-left.ts'
import { keyOfName, nameOfKey, staysBelow } from '../file-names.rules.ts'
import type { SeenObject } from '../model.ts'
import { isFile, isFolder, isLink, type Attributes } from './packets.rules.ts'
import type { SftpSession } from './session.ts'
import { isDenied, isMissing } from './failure.ts'

type Look = (session: SftpSession, folder: Buffer, key: string) => Promise<SeenObject | undefined>

/**
 * Every file below a folder, as the server gives them. Links to files inside are files; links to folders are left:
 * what they lead to is listed in its own place, or is outside.
 */
export async function* walk(session: SftpSession, top: Buffer, look: Look): AsyncGenerator<SeenObject> {
  const folders = foldersLeft()
  for (let folder = folders.next(); folder !== undefined; folder = folders.next()) {
    for await (const { name, attributes } of entriesOf(session, top, folder)) {
      const key = folder + keyOfName(name)
      // `.`, `..`, and what a server should never say.
      if (!staysBelow(key)) continue
      if (isFolder(attributes)) folders.add(key)
      const seen = isFile(attributes)
        ? seenOf(key, attributes)
        : isUnclear(attributes) && (await lookThrough(session, top, key, look))
      if (seen) yield seen
    }
  }
}

/** Where a link leads may be another's: nobody knows whether that is inside, and its neighbours are read all the same. */
const lookThrough = (session: SftpSession, top: Buffer, key: string, look: Look): Promise<SeenObject | undefined> =>
  look(session, top, key).catch((error: unknown) => {
    if (isDenied(error)) return undefined
    throw error
  })

/** A link, or something that the server says nothing of. */
const isUnclear = (attributes: Attributes): boolean => isLink(attributes) || attributes.mode === null

async function* entriesOf(session: SftpSession, top: Buffer, folder: string) {
  const path = Buffer.concat([top, Buffer.from('/'), nameOfKey(folder)])
  const handle = await session.opendir(path).catch((error: unknown) => {
    // It went while its neighbours were read.
    if (folder !== '' && isMissing(error)) return undefined
    throw error
  })
  if (!handle) return
  for (;;) {
    const entries = await session.readdir(handle)
    if (entries.length === 0) break
    yield* entries
  }
  await session.close(handle)
}

export const seenOf = (key: string, { size, modifiedAt }: Attributes): SeenObject => ({
  key,
  sizeBytes: size,
  modifiedAt,
  etag: null,
  versionId: null,
})
