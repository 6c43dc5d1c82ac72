import { forgetInspection } from '../analysis/index.ts'
import type { Db } from '../db/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { deleteComparisons } from './compare/store.ts'

/** Bytes that nothing needs any more, and all that was seen in them: samples and profiles hold their values. */
export const forgetBlob = (
  { db, blobs }: { db: Db; blobs: BlobStore },
  sha256: string,
  olderThan: Date,
): Promise<void> =>
  blobs.remove(sha256, olderThan, async () => {
    await forgetInspection(db, sha256)
    await deleteComparisons(db, sha256)
  })
