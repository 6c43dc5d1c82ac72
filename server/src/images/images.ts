import { NotFound } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { keysOf, type Image } from './model.ts'
import { deleteImages, selectImage, selectImageBlobs, type StoredImage } from './store.ts'

/** The bytes under a key, as they are served. Throws `NotFound`. */
export const getStoredImage = async (db: Db, key: string): Promise<StoredImage> => {
  const image = isKey(key) ? await selectImage(db, key) : undefined
  if (!image) throw new NotFound()
  return image
}

/**
 * Its addresses answer 404 from now on, and the nightly clean-up removes its bytes: for a person who leaves. A picture
 * that is replaced may stay, since pages elsewhere show it.
 */
export const removeImage = (db: Db, image: Image): Promise<void> => deleteImages(db, keysOf(image))

/** Which of these blobs pictures need: the clean-up of blobs asks. */
export const findImageBlobs = (db: Db, sha256s: string[]): Promise<Set<string>> => selectImageBlobs(db, sha256s)

const isKey = (key: string): boolean => /^[0-9a-f]{2}\/[0-9a-f]{30}(-original|-\d{1,4})?\.(jpg|png|webp)$/.test(key)
