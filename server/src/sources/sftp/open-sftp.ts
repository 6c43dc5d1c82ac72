import { createPool, lent, lentBytes, type Pool } from '../connection-pool.ts'
import { patienceOf, type SourceDeps } from '../deps.ts'
import { changedFailure, missingFailure } from '../failures.ts'
import { nameOfKey, staysBelow } from '../file-names.rules.ts'
import type { Secrets, SeenObject, SftpSpec, Source } from '../model.ts'
import { isAnother } from '../same-state.rules.ts'
import { inTime, watchedBody } from '../watched-body.ts'
import { connect, type Connected } from './connect.ts'
import { isMissing, noFolder, notPinned, sftpFailure } from './failure.ts'
import { isFile, isFolder } from './packets.rules.ts'
import { bytesFrom } from './read-ahead.ts'
import type { SftpSession } from './session.ts'
import { seenOf, walk } from './walk.ts'

/** A folder of an SSH server. Its key must be known: nothing is asked of another one. */
export const openSftp = async (spec: SftpSpec, secrets: Secrets, deps: SourceDeps): Promise<Source> => {
  if (spec.hostKey === null) throw notPinned(spec)
  const pool = createPool<Connected>({
    open: () => connect(spec, secrets, deps),
    isAlive: (one) => one.isAlive,
    end: (one) => one.end(),
  })
  const { answerMs } = patienceOf(deps)
  try {
    const folder = await pool.use(({ session }) => inTime(folderOf(session, spec), answerMs, spec))
    const place = { spec, folder, deps }
    return {
      list: () => lent(pool, ({ session }) => explained(walk(timed(session, answerMs, spec), folder, look), spec)),
      look: (key) => pool.use(({ session }) => inTime(lookAt(session, place, key), answerMs, spec)),
      read: (seen, offset) => read(pool, place, seen, offset),
      close: async () => pool.close(),
    }
  } catch (error) {
    pool.close()
    throw error
  }
}

interface Place {
  spec: SftpSpec
  folder: Buffer
  deps: SourceDeps
}

const folderOf = async (session: SftpSession, spec: SftpSpec): Promise<Buffer> => {
  try {
    const folder = await session.realpath(Buffer.from(spec.folder || '.'))
    if (isFolder(await session.stat(folder))) return folder
  } catch (error) {
    throw isMissing(error) ? noFolder(spec, error) : sftpFailure(error, spec, spec.folder)
  }
  throw noFolder(spec, undefined)
}

/** A server that doesn't answer within a listing is left as it is within a file. */
const timed = (session: SftpSession, ms: number, spec: SftpSpec): SftpSession => ({
  ...session,
  realpath: (path) => inTime(session.realpath(path), ms, spec),
  stat: (path) => inTime(session.stat(path), ms, spec),
  opendir: (path) => inTime(session.opendir(path), ms, spec),
  readdir: (handle) => inTime(session.readdir(handle), ms, spec),
  close: (handle) => inTime(session.close(handle), ms, spec),
})

async function* explained(objects: AsyncIterable<SeenObject>, spec: SftpSpec): AsyncGenerator<SeenObject> {
  try {
    yield* objects
  } catch (error) {
    throw sftpFailure(error, spec, spec.folder)
  }
}

/** A file that is really below the folder, wherever the links of its path lead. */
const look = async (session: SftpSession, folder: Buffer, key: string): Promise<SeenObject | undefined> => {
  if (!staysBelow(key)) return undefined
  try {
    const path = await session.realpath(pathOf(folder, key))
    const start = pathOf(folder, '')
    if (!path.subarray(0, start.length).equals(start)) return undefined
    const attributes = await session.stat(path)
    return isFile(attributes) ? seenOf(key, attributes) : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const lookAt = (session: SftpSession, { spec, folder }: Place, key: string): Promise<SeenObject | undefined> =>
  look(session, folder, key).catch((error: unknown) => {
    throw sftpFailure(error, spec, key)
  })

const pathOf = (folder: Buffer, key: string): Buffer =>
  Buffer.concat([folder, Buffer.from(folder.at(-1) === 0x2f ? '' : '/'), nameOfKey(key)])

const read = async (pool: Pool<Connected>, place: Place, seen: SeenObject, offset: number) => {
  const { spec, folder, deps } = place
  const { answerMs, quietMs } = patienceOf(deps)
  const { key } = seen
  const one = await pool.take()
  const check = async (): Promise<SeenObject> => {
    const now = await inTime(lookAt(one.session, place, key), answerMs, spec)
    if (!now) throw missingFailure(key)
    if (isAnother(now, seen)) throw changedFailure(key)
    return now
  }
  try {
    const total = (await check()).sizeBytes
    const handle = await inTime(one.session.open(pathOf(folder, key)), answerMs, spec)
    const bytes = bytesFrom(one.session, handle, offset, total ?? Infinity)
    const whole = checkedAtEnd(bytes, check, spec, key)
    return watchedBody({ key, place: spec, ...lentBytes(pool, one, whole), offset, total, quietMs })
  } catch (error) {
    pool.drop(one)
    throw sftpFailure(error, spec, key)
  }
}

async function* checkedAtEnd(
  bytes: AsyncIterable<Uint8Array>,
  check: () => Promise<unknown>,
  spec: SftpSpec,
  key: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
    await check()
  } catch (error) {
    throw sftpFailure(error, spec, key)
  }
}
