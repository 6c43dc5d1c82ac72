import { PassThrough } from 'node:stream'
import { createPool, lent, lentBytes, type Pool } from '../connection-pool.ts'
import { patienceOf, type SourceDeps } from '../deps.ts'
import { changedFailure, missingFailure } from '../failures.ts'
import type { FtpsSpec, Secrets, SeenObject, Source } from '../model.ts'
import { isAnother } from '../same-state.rules.ts'
import { inTime, watchedBody } from '../watched-body.ts'
import { asBytes, connect, type Connected } from './connect.ts'
import { ftpFailure, isMissing, noFolder } from './failure.ts'
import { look, pathOf, walk, type Place } from './listing.ts'

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
    const place = { spec, folder }
    return {
      list: () => lent(pool, (one) => walk(one, place)),
      look: (key) => pool.use((one) => inTime(look(one, place, key), answerMs, spec)),
      read: (seen, offset) => read(pool, place, seen, offset, deps),
      close: async () => pool.close(),
    }
  } catch (error) {
    pool.close()
    throw error
  }
}

const folderOf = async ({ client }: Connected, spec: FtpsSpec): Promise<string> => {
  try {
    if (spec.folder !== '') await client.cd(asBytes(spec.folder))
    return await client.pwd()
  } catch (error) {
    throw isMissing(error) ? noFolder(spec, error) : ftpFailure(error, spec, spec.folder)
  }
}

const read = async (pool: Pool<Connected>, place: Place, seen: SeenObject, offset: number, deps: SourceDeps) => {
  const { spec, folder } = place
  const { answerMs, quietMs } = patienceOf(deps)
  const { key } = seen
  const one = await pool.take()
  const check = async (): Promise<SeenObject> => {
    const now = await inTime(look(one, place, key), answerMs, spec)
    if (!now) throw missingFailure(key)
    if (isAnother(now, seen)) throw changedFailure(key)
    return now
  }
  try {
    const total = (await check()).sizeBytes
    const whole = download(one, pathOf(folder, key), offset, check, (error) => ftpFailure(error, spec, key))
    return watchedBody({ key, place: spec, ...lentBytes(pool, one, whole), offset, total, quietMs })
  } catch (error) {
    pool.drop(one)
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
