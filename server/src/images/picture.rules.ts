import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

export const MAX_PICTURE_BYTES = 10_000_000
const MAX_PIXELS = 50_000_000

export interface Picture {
  format: 'jpeg' | 'png' | 'webp'
  width: number
  height: number
}

/**
 * What these bytes are, whatever they are called, and how large the picture is, read before anything decodes it: a few
 * bytes may say a billion pixels. Throws `Invalid`.
 */
export const judgePicture = (bytes: Buffer): Picture => {
  const picture = pngOf(bytes) ?? webpOf(bytes) ?? jpegOf(bytes)
  if (!picture) throw new Invalid(NOT_A_PICTURE)
  if (picture.width === 0 || picture.height === 0) throw new Invalid(BROKEN_PICTURE)
  if (picture.width * picture.height > MAX_PIXELS) throw new Invalid(TOO_MANY_PIXELS)
  return picture
}

const pngOf = (bytes: Buffer): Picture | undefined =>
  bytes.length >= 24 && bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n'
    ? { format: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : undefined

/** One header for lossy pictures, one for lossless ones, one for those with more than pixels (RFC 9649). */
const webpOf = (bytes: Buffer): Picture | undefined => {
  const text = (from: number) => bytes.toString('latin1', from, from + 4)
  if (bytes.length < 30 || text(0) !== 'RIFF' || text(8) !== 'WEBP') return undefined
  const size = (width: number, height: number): Picture => ({ format: 'webp', width, height })
  switch (text(12)) {
    case 'VP8 ':
      return size(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff)
    case 'VP8L':
      return size((bytes.readUInt32LE(21) & 0x3fff) + 1, ((bytes.readUInt32LE(21) >>> 14) & 0x3fff) + 1)
    case 'VP8X':
      return size(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1)
    default:
      return undefined
  }
}

/** The size stands in the start of the frame, after any number of segments (ITU T.81, annex B). */
const jpegOf = (bytes: Buffer): Picture | undefined => {
  if (bytes.length < 4 || bytes.readUIntBE(0, 3) !== 0xffd8ff) return undefined
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (isFrame(marker))
      return { format: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  throw new Invalid(BROKEN_PICTURE)
}

/** SOF0 to SOF15, among which three other segments have their numbers. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const NOT_A_PICTURE: Text = {
  fr: 'Ce fichier n’est pas une image JPEG, PNG ou WebP.',
  en: 'This file is not a JPEG, PNG or WebP picture.',
}
export const BROKEN_PICTURE: Text = {
  fr: 'Cette image est abîmée ou incomplète : elle n’a pas pu être lue.',
  en: 'This picture is broken or incomplete: it could not be read.',
}
const TOO_MANY_PIXELS: Text = {
  fr: 'Cette image dépasse 50 millions de pixels. Réduisez-la, puis recommencez.',
  en: 'This picture has more than 50 million pixels. Make it smaller, then try again.',
}
export const TOO_MANY_BYTES: Text = {
  fr: 'Cette image dépasse 10 Mo. Réduisez-la, puis recommencez.',
  en: 'This picture is over 10 MB. Make it smaller, then try again.',
}
