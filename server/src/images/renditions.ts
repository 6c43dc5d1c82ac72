// Decodes, turns, resizes and encodes in threads of its own; prebuilt for every platform, no LGPL inside (as sharp has).
import { ResizeFit, Transformer } from '@napi-rs/image'
import { Invalid } from '../lib/errors.ts'
import { squareIn, type Bbox } from './bbox.rules.ts'
import type { Renditions } from './model.ts'
import { BROKEN_PICTURE, judgePicture, type Picture } from './picture.rules.ts'

export interface Rendered {
  picture: Picture
  main: Buffer
  original: Buffer | null
  thumbnails: { size: number; bytes: Buffer }[]
}

/** No one shows more, and what is made from it stays light. */
const MAX_ORIGINAL_SIDE = 3_000
const QUALITY = 88

let last: Promise<unknown> = Promise.resolve()

/**
 * Every rendition of a picture, upright, without metadata (a photograph says where it was taken). One picture at a
 * time: a phone's takes 2 s and 0.3 GB, the largest that is accepted 5 s and 0.9 GB (measured on one small core).
 */
export const render = (bytes: Buffer, bbox: Bbox | undefined, wanted: Renditions): Promise<Rendered> => {
  const rendered = last.then(() => renderNow(bytes, bbox, wanted))
  last = rendered.catch(() => {})
  return rendered
}

const renderNow = async (bytes: Buffer, bbox: Bbox | undefined, wanted: Renditions): Promise<Rendered> => {
  const sent = judgePicture(bytes)
  const upright = await uprightOf(bytes, sent)
  const full = judgePicture(upright)
  const side = Math.max(full.width, full.height)
  const main = side > wanted.maxSize ? await shrink(upright, wanted.maxSize, full.format) : upright
  return {
    picture: judgePicture(main),
    main,
    original: main === upright ? null : upright,
    thumbnails: await thumbnailsOf(upright, full, sent, bbox, wanted),
  }
}

/** Turned as its metadata says, then without them; whatever cannot be decoded fails here. */
const uprightOf = async (bytes: Buffer, { width, height, format }: Picture): Promise<Buffer> => {
  try {
    const turned = new Transformer(bytes).rotate()
    if (Math.max(width, height) > MAX_ORIGINAL_SIDE) {
      turned.fastResize({ width: MAX_ORIGINAL_SIDE, height: MAX_ORIGINAL_SIDE, fit: ResizeFit.Inside })
    }
    return await encode(turned, format)
  } catch {
    throw new Invalid(BROKEN_PICTURE)
  }
}

const thumbnailsOf = async (
  upright: Buffer,
  full: Picture,
  sent: Picture,
  bbox: Bbox | undefined,
  { sizes, whole }: Renditions,
): Promise<Rendered['thumbnails']> => {
  const scale = Math.max(full.width, full.height) / Math.max(sent.width, sent.height)
  const thumbnails = []
  const base = whole && !bbox ? upright : await squareOf(upright, full, scale, bbox)
  for (const size of sizes) {
    const bytes = whole && !bbox ? await withMargins(base, full, size) : await resize(base, size, full.format)
    thumbnails.push({ size, bytes })
  }
  return thumbnails
}

/** Cropped in a pass of its own: the library resizes before it crops, whatever the order of the calls. */
const squareOf = async (upright: Buffer, full: Picture, scale: number, bbox: Bbox | undefined): Promise<Buffer> => {
  const area = squareIn(bbox, Math.round(full.width / scale), Math.round(full.height / scale), scale)
  return new Transformer(upright).crop(area.x, area.y, area.width, area.height).png()
}

const resize = (square: Buffer, size: number, format: Picture['format']): Promise<Buffer> =>
  encode(new Transformer(square).fastResize({ width: size, height: size, fit: ResizeFit.Fill }), format)

/** The whole picture in the middle of a square: nothing around it, or white where the format has no « nothing ». */
const withMargins = async (bytes: Buffer, { width, height, format }: Picture, size: number): Promise<Buffer> => {
  const small = Math.max(width, height) > size ? await shrink(bytes, size, 'png') : bytes
  const { width: w, height: h } = judgePicture(small)
  const square = Buffer.alloc(size * size * 4, format === 'jpeg' ? 255 : 0)
  const canvas = Transformer.fromRgbaPixels(square, size, size)
  canvas.overlay(small, Math.floor((size - w) / 2), Math.floor((size - h) / 2))
  return encode(canvas, format)
}

const shrink = (bytes: Buffer, side: number, format: Picture['format']): Promise<Buffer> =>
  encode(new Transformer(bytes).fastResize({ width: side, height: side, fit: ResizeFit.Inside }), format)

const encode = (picture: Transformer, format: Picture['format']): Promise<Buffer> => {
  if (format === 'png') return picture.png()
  return format === 'webp' ? picture.webp(QUALITY) : picture.jpeg(QUALITY)
}
