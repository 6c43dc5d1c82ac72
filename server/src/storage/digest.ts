import { createHash, type Hash } from 'node:crypto'
import type { Blob } from './blob-store.ts'

/** The hashes and the size of bytes that come one chunk after another. */
export interface Digest {
  sizeBytes(): number
  update(chunk: Uint8Array): void
  /** As it is now: to go on, or back, from there. */
  copy(): Digest
  blob(): Blob
}

export const createDigest = (): Digest => digestFrom(createHash('sha256'), createHash('sha1'), 0)

const digestFrom = (sha256: Hash, sha1: Hash, start: number): Digest => {
  let size = start
  return {
    sizeBytes: () => size,
    update: (chunk) => {
      size += chunk.length
      sha256.update(chunk)
      sha1.update(chunk)
    },
    copy: () => digestFrom(sha256.copy(), sha1.copy(), size),
    blob: () => ({ sha256: sha256.copy().digest('hex'), sha1: sha1.copy().digest('hex'), sizeBytes: size }),
  }
}
