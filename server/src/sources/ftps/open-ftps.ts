import { PassThrough } from 'node:stream'
import { parseList, type FileInfo } from 'basic-ftp'
import { createPool, lent, lentBytes, type Pool } from '../connection-pool.ts'
import { patienceOf, type SourceDeps } from '../deps.ts'
import { changedFailure, missingFailure } from '../failures.ts'
import { keyOfName, nameOfKey, staysBelow } from '../file-names.rules.ts'
import type { FtpsSpec, Secrets, SeenObject, Source } from '../model.ts'
import { inTime, watchedBody } from '../watched-body.ts'
import { asBytes, connect, type Connected } from './connect.ts'
import { ftpFailure, isMissing, noFolder } from './failure.ts'

/** A folder of an FTP server, over TLS only. */
export const openFtps = async (spec: FtpsSpec, secrets: Secrets, deps: SourceDeps): Promise<Source> => {
  const pool = createPool<Connected>({
    open: () => connect(spec, secrets, deps),
    isAlive: ({ client }) => !client.closed,
    end: ({ client }) => client.close(),
  })
  const { answerMs } = patienceOf(deps)
  try {
    const folder = await pool.use((one) => inTime(folderOf(one, spec), answerMs, spec))
    const place = { spec, folder, deps }
    return {
      list: () => lent(pool, (one) => walk(one, place)),
      look: (key) => pool.use((one) => inTime(look(one, place, key), answerMs, spec)),
      read: (seen, offset) => read(pool, place, seen, offset),
      close: async () => pool.close(),
    }
  } catch (error) {
    pool.close()
    throw error
  }
}

interface Place {
  spec: FtpsSpec
  /** Absolute, each byte a character. */
  folder: string
  deps: SourceDeps
}

const folderOf = async ({ client }: Connected, spec: FtpsSpec): Promise<string> => {
  try {
    if (spec.folder !== '') await client.cd(asBytes(spec.folder))
    return await client.pwd()
  } catch (error) {
    throw isMissing(error) ? noFolder(spec, error) : ftpFailure(error, spec, spec.folder)
  }
}

/** Links are left: what they lead to, the server doesn't say. */
async function* walk({ client }: Connected, { spec, folder }: Place): AsyncGenerator<SeenObject> {
  const folders = ['']
  for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
    const found = await client.list(pathOf(folder, below)).catch((error: unknown) => {
      // It went while its neighbours were read.
      if (below !== '' && isMissing(error)) return []
      throw ftpFailure(error, spec, below || spec.folder)
    })
    for (const info of found) {
      const key = below + keyOfName(Buffer.from(info.name, 'latin1'))
      if (!staysBelow(key)) continue
      if (info.isDirectory) folders.push(`${key}/`)
      else if (info.isFile) yield seenOf(key, info)
    }
  }
}

const pathOf = (folder: string, key: string): string => {
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

const look = async (one: Connected, { spec, folder }: Place, key: string): Promise<SeenObject | undefined> => {
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

const read = async (pool: Pool<Connected>, place: Place, seen: SeenObject, offset: number) => {
  const { spec, folder, deps } = place
  const { answerMs, quietMs } = patienceOf(deps)
  const { key } = seen
  const one = await pool.take()
  const check = async (): Promise<SeenObject> => {
    const now = await inTime(look(one, place, key), answerMs, spec)
    if (!now) throw missingFailure(key)
    const isOther = seen.modifiedAt !== null && now.modifiedAt?.getTime() !== seen.modifiedAt.getTime()
    if (now.sizeBytes !== seen.sizeBytes || isOther) throw changedFailure(key)
    return now
  }
  try {
    const total = (await check()).sizeBytes
    const whole = download(one, pathOf(folder, key), offset, check, (error) => ftpFailure(error, spec, key))
    return watchedBody({ key, place: spec, ...lentBytes(pool, one, whole), offset, total, quietMs })
  } catch (error) {
    pool.giveBack(one)
    throw error
  }
}

async function* download(
  { client }: Connected,
  path: string,
  offset: number,
  check: () => Promise<unknown>,
  explain: (error: unknown) => Error,
): AsyncGenerator<Uint8Array> {
  const bytes = new PassThrough({ highWaterMark: 256 * 1024 })
  const transfer = client.downloadTo(bytes, path, offset)
  // Its failure ends the bytes as well, and is told below.
  transfer.catch((error: Error) => bytes.destroy(error))
  try {
    yield* bytes as AsyncIterable<Uint8Array>
    await transfer
    await check()
  } catch (error) {
    throw explain(error)
  }
}
