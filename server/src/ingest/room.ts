import { StorageFull, TooLarge } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import { tooLarge, type Blob, type BlobStore } from '../storage/index.ts'
import { countKeptBytes } from '../versions/index.ts'
import type { Owner } from './deposit-target.ts'

export interface RoomDeps {
  db: Db
  blobs: BlobStore
  maxUploadBytes: number
  /** What one organization or person may keep, all versions counted; null: no limit. */
  quotaBytes: number | null
}

/**
 * Refuses a file that is too large for the site, for the room left on the disk, or for its owner's quota: to be asked
 * with what the sender announces, before a byte is read, so that nobody sends for nothing. `owner`: null when it isn't
 * known yet. Throws `TooLarge`, `StorageFull`.
 */
export const demandRoom = async (deps: RoomDeps, owner: Owner | null, sizeBytes: number): Promise<void> => {
  if (sizeBytes > deps.maxUploadBytes) throw tooLarge(deps.maxUploadBytes)
  if (sizeBytes > (await deps.blobs.room())) throw new StorageFull(new Error(`${sizeBytes} bytes don't fit`))
  if (owner) await demandQuota(deps, owner, { sha256: '', sizeBytes })
}

/** The last word on the quota, with the bytes themselves: those that their owner keeps already cost nothing more. */
export const demandQuota = async (
  { db, quotaBytes }: Pick<RoomDeps, 'db' | 'quotaBytes'>,
  owner: Owner,
  { sha256, sizeBytes }: Pick<Blob, 'sha256' | 'sizeBytes'>,
): Promise<void> => {
  if (quotaBytes === null) return
  const keptBytes = await countKeptBytes(db, owner, { exceptSha256: sha256 })
  if (keptBytes + sizeBytes > quotaBytes) throw new TooLarge(overQuota(keptBytes, sizeBytes, quotaBytes))
}

const overQuota = (...sizes: [keptBytes: number, sizeBytes: number, quotaBytes: number]): Text => {
  const [kept, size, quota] = sizes.map((bytes) => megabytes(bytes, 'fr'))
  const [keptEn, sizeEn, quotaEn] = sizes.map((bytes) => megabytes(bytes, 'en'))
  return {
    fr: `Il ne reste pas assez de place : ${kept} Mo gardés sur ${quota}, et ce fichier en prend ${size}. Rien n’a été publié ; demandez plus de place à l’administrateur du site.`,
    en: `There is not enough room left: ${keptEn} MB kept of ${quotaEn}, and this file takes ${sizeEn}. Nothing was published; ask the administrator of the site for more room.`,
  }
}

/** With as many decimals as a small quota needs. */
const megabytes = (bytes: number, language: 'fr' | 'en'): string =>
  (bytes / 1_000_000).toLocaleString(language, { maximumSignificantDigits: 3 })
