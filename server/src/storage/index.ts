export type { Blob, BlobStore, ByteRange } from './blob-store.ts'
export { createLocalBlobStore } from './local.ts'
