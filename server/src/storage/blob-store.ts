import type { Readable } from 'node:stream'

/** What was stored: the key is the SHA-256, so the same bytes have the same key. */
export interface Blob {
  sha256: string
  sha1: string
  sizeBytes: number
}

export interface ByteRange {
  start: number
  /** Inclusive, as in HTTP. */
  end: number
}

/** Bytes by the hash of their content, written once and never changed. */
export interface BlobStore {
  /**
   * Stores the stream, hashes computed on the way. When it resolves the bytes are on the disk and survive a power
   * cut; when it rejects (source broken, `TooLarge` past `maxBytes`, `StorageFull`) nothing remains.
   */
  write(source: AsyncIterable<Uint8Array>, options: { maxBytes: number }): Promise<Blob>
  /** The bytes, or those of a range. Rejects with `NotFound` when the key is unknown. */
  read(sha256: string, range?: ByteRange): Promise<Readable>
  /** A path on this machine with the bytes, for programs that need one. Never write to it. */
  localPath(sha256: string): Promise<string>
  /** Where a file derived from these bytes lives (its table, later its map): same folder rules, can be made again. */
  derivedPath(sha256: string, extension: string): Promise<string>
  /** Removes the bytes and what was derived from them, unless they were written again since `olderThan`. */
  remove(sha256: string, olderThan: Date): Promise<void>
  /** Every key, in no particular order. */
  list(): AsyncIterable<string>
  /** Removes what interrupted writes left. */
  sweep(olderThan: Date): Promise<number>
}
