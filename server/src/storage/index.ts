/** Bytes by the hash of their content, and those that are still coming. */
export type { Blob, BlobStore, ByteRange } from './blob-store.ts'
export { createLocalBlobStore, tooLarge } from './local.ts'
export { createPartialFiles, type PartialFile, type PartialFiles } from './partial-files.ts'
