import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { TooLarge } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import type { BlobStore } from '../storage/index.ts'
import type { Bbox } from './bbox.rules.ts'
import { derivedKey, type Image, type Renditions } from './model.ts'
import { MAX_PICTURE_BYTES, TOO_MANY_BYTES, type Picture } from './picture.rules.ts'
import { render } from './renditions.ts'
import { insertImages } from './store.ts'

const EXTENSIONS: Record<Picture['format'], string> = { jpeg: 'jpg', png: 'png', webp: 'webp' }

/**
 * Keeps a picture that somebody sent, in every size that will be shown, and answers what its owner keeps in its own
 * row; give a transaction as `db` to have both or none. Throws `TooLarge` (10 MB), `Invalid` (not a JPEG, PNG or WebP
 * by its content, broken, over 50 megapixels, a box outside of it), `StorageFull`.
 */
export const storeImage = async (
  { db, blobs }: { db: Db; blobs: BlobStore },
  source: Uint8Array | AsyncIterable<Uint8Array>,
  { bbox, ...wanted }: Renditions & { bbox?: Bbox },
): Promise<Image> => {
  const { picture, main, original, thumbnails } = await render(await readPicture(source), bbox, wanted)
  const key = newKey(picture.format)
  const files = [
    { key, bytes: main },
    ...(original ? [{ key: derivedKey(key, 'original'), bytes: original }] : []),
    ...thumbnails.map(({ size, bytes }) => ({ key: derivedKey(key, size), bytes })),
  ]
  const stored = await Promise.all(
    files.map(async (file) => {
      const { sha256, sizeBytes } = await blobs.write(Readable.from([file.bytes]), { maxBytes: Infinity })
      return { key: file.key, sha256, sizeBytes, mime: `image/${picture.format}` }
    }),
  )
  await insertImages(db, stored)
  const { width, height } = picture
  return { key, width, height, sizes: [...wanted.sizes], original: original !== null }
}

/** All of it in memory, where it is decoded. Throws `TooLarge` past 10 MB. */
export const readPicture = async (source: Uint8Array | AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    size += chunk.length
    if (size > MAX_PICTURE_BYTES) throw new TooLarge(TOO_MANY_BYTES)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** By chance, not by content: nobody learns from an address that two accounts have the same picture. */
const newKey = (format: Picture['format']): string => {
  const name = randomBytes(16).toString('hex')
  return `${name.slice(0, 2)}/${name.slice(2)}.${EXTENSIONS[format]}`
}
