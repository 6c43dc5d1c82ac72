/** The key of what is encrypted at rest: the operator's, or one made once and kept beside the data. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newSecret } from './lib/ids.ts'

/** 32 bytes, the same at every start. Losing them loses the second factors and the secrets of flows, nothing else. */
export const openSecretKey = async (dataDir: string, setting: string | null): Promise<Buffer> =>
  createHash('sha256')
    .update(setting ?? (await ownKey(join(dataDir, 'secret.key'))))
    .digest()

const ownKey = async (path: string): Promise<string> => {
  try {
    // Never written over: two processes that start together agree on the first one's.
    await writeFile(path, newSecret(), { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
  const key = await readFile(path, 'utf8')
  if (key.trim().length < 32) throw new Error(`${path} is damaged: put it back from a backup, or remove it`)
  return key.trim()
}
