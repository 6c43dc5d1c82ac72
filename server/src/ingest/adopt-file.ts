import { NotFound } from '../lib/errors.ts'
import { looksLikeHtml } from '../analysis/index.ts'
import type { BlobStore, PartialFiles } from '../storage/index.ts'
import type { ReceivedFile } from './deposit-file.ts'
import { FIRST_LOOK_BYTES, judgeFileName, judgeFirstBytes } from './first-look.rules.ts'

/**
 * A whole partial file comes in: judged by its name and beginning like any other, then moved into the blob store, not
 * copied. What is refused stays where it is. Throws `Invalid`, `Unsupported`, `NotFound` when there is no such file.
 */
export const adoptFile = async (
  { blobs, partials }: { blobs: BlobStore; partials: PartialFiles },
  { partial, fileName }: { partial: string; fileName: string },
): Promise<ReceivedFile> => {
  const shownName = judgeFileName(fileName)
  const head = await partials.head(partial, FIRST_LOOK_BYTES)
  judgeFirstBytes(head, looksLikeHtml(head))
  const blob = await partials.digest(partial)
  if (!blob) throw new NotFound()
  await blobs.adopt(partials.pathOf(partial), blob)
  await partials.remove(partial)
  return { fileName: shownName, blob }
}
