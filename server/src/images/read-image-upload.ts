import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/index.ts'
import { readForm } from '../http/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { parseBbox, type Bbox } from './bbox.rules.ts'
import { getStoredImage } from './images.ts'
import { derivedKey, type Image } from './model.ts'
import { readPicture } from './store-image.ts'

export interface ImageUpload {
  bytes: Buffer
  bbox: Bbox | undefined
}

/**
 * The picture of a multipart form (part `file`) and its crop (field `bbox`, before or after it), for routes in a scope
 * that called `acceptForms`, with `config: { errors: 'upload' }`. Check the rights first. `again`: without a file, the
 * picture that is there is cut again. Throws `Invalid`, `TooLarge`.
 */
export const readImageUpload = async (
  request: FastifyRequest,
  again?: { db: Db; blobs: BlobStore; image: Image | null },
): Promise<ImageUpload> => {
  const form = readForm(request)
  const file = again?.image ? await form.optionalFile() : await form.file()
  if (!file) {
    const bbox = parseBbox((await form.fields()).bbox)
    return { bytes: await originalOf(again as { db: Db; blobs: BlobStore; image: Image }), bbox }
  }
  try {
    const bytes = await readPicture(file.bytes)
    return { bytes, bbox: parseBbox((await form.fields()).bbox) }
  } catch (error) {
    throw await file.refuse(error)
  }
}

const originalOf = async ({ db, blobs, image }: { db: Db; blobs: BlobStore; image: Image }): Promise<Buffer> => {
  const { sha256 } = await getStoredImage(db, image.original ? derivedKey(image.key, 'original') : image.key)
  return readPicture(await blobs.read(sha256))
}
