/** What the owner of a picture keeps in its own row: which bytes exist, under which key. */
export interface Image {
  /** As udata's: two hexadecimal digits, `/`, thirty more, the extension (udata-api.md §9.1). */
  key: string
  width: number
  height: number
  /** Sides of the square thumbnails, the largest first. */
  sizes: number[]
  /** A larger picture is kept beside it. */
  original: boolean
}

/** What is kept of a picture that was sent. */
export interface Renditions {
  sizes: number[]
  /** The picture itself is made to fit in a square of this side. */
  maxSize: number
  /** Thumbnails hold the whole picture, with margins, when the sender chose no part of it; else its middle. */
  whole?: boolean
}

/** Sizes of udata (udata-api.md §5.5, §5.11, §5.8). A logo that is cut is no logo any more. */
export const LOGO: Renditions = { sizes: [100, 60, 25], maxSize: 500, whole: true }
export const AVATAR: Renditions = { sizes: [500, 200, 100, 32, 25], maxSize: 500 }
export const ILLUSTRATION: Renditions = { sizes: [500, 100, 50, 25], maxSize: 800 }

/** Where the picture is served; null for none. */
export function imageUrl(image: Image, baseUrl: string): string
export function imageUrl(image: Image | null, baseUrl: string): string | null
export function imageUrl(image: Image | null, baseUrl: string): string | null {
  return image && urlOf(image.key, baseUrl)
}

/** Where its thumbnail of this side is served, or the next larger one, or the picture; null for none. */
export function thumbnailUrl(image: Image, size: number, baseUrl: string): string
export function thumbnailUrl(image: Image | null, size: number, baseUrl: string): string | null
export function thumbnailUrl(image: Image | null, size: number, baseUrl: string): string | null {
  if (!image) return null
  const enough = image.sizes.filter((side) => side >= size)
  return urlOf(enough.length > 0 ? derivedKey(image.key, Math.min(...enough)) : image.key, baseUrl)
}

/** Every key of a picture: itself, its original, its thumbnails. */
export const keysOf = ({ key, sizes, original }: Image): string[] => [
  key,
  ...(original ? [derivedKey(key, 'original')] : []),
  ...sizes.map((size) => derivedKey(key, size)),
]

/** `ab/cd.png` → `ab/cd-100.png`. */
export const derivedKey = (key: string, what: number | 'original'): string => key.replace(/\.\w+$/, `-${what}$&`)

const urlOf = (key: string, baseUrl: string): string => `${baseUrl}/images/${key}`
