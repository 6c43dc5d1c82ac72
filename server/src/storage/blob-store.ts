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

export interface Writing {
  maxBytes: number
  /** Judges what came before it becomes a blob: when it throws, nothing remains. */
  accept?: (blob: Blob) => unknown
}

/** Bytes by the hash of their content, written once and never changed. */
export interface BlobStore {
  /**
   * Stores the stream, hashes computed on the way. When it resolves the bytes are on the disk and survive a power
   * cut; when it rejects (source broken, `TooLarge` past `maxBytes`, `StorageFull`, `accept`'s refusal) nothing remains.
   */
  write(source: AsyncIterable<Uint8Array>, options: Writing): Promise<Blob>
  /**
   * Takes a file of this machine, synced by its owner, with these hashes: moved rather than copied when the store is on
   * the same disk. It is gone from its place afterwards. May be called again when it was interrupted.
   */
  adopt(path: string, blob: Blob): Promise<void>
  /** How many bytes can still be written; may be negative. */
  room(): Promise<number>
  /** The bytes, or those of a range. Rejects with `NotFound` when the key is unknown. */
  read(sha256: string, range?: ByteRange): Promise<Readable>
  /** A path on this machine with the bytes, for programs that need one. Never write to it. */
  localPath(sha256: string): Promise<string>
  /** Where a file derived from these bytes lives (its table, later its map): same folder rules, can be made again. */
  derivedPath(sha256: string, extension: string): Promise<string>
  /** Whether the bytes are there. */
  has(sha256: string): Promise<boolean>
  /**
   * Removes the bytes and what was derived from them, unless they were written again since `olderThan`. `first` is done
   * once that is sure: what others know of these bytes goes before them.
   */
  remove(sha256: string, olderThan: Date, first?: () => Promise<void>): Promise<void>
  /** Every key, in no particular order. */
  list(): AsyncIterable<string>
  /** Removes what interrupted writes left. */
  sweep(olderThan: Date): Promise<number>
}
