import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

/** The part of a picture that its thumbnails show, in pixels of the picture as people see it. */
export interface Bbox {
  left: number
  top: number
  right: number
  bottom: number
}

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** `left,top,right,bottom` as croppers send it, fractions included (udata-api.md §9.5). Throws `Invalid`. */
export const parseBbox = (text: unknown): Bbox | undefined => {
  if (text === undefined || text === '') return undefined
  const numbers = typeof text === 'string' && /^[\d\s.,+-]+$/.test(text) ? text.split(',').map(numberOf) : []
  const [left = NaN, top = NaN, right = NaN, bottom = NaN] = numbers
  const isBox = numbers.length === 4 && left < right && top < bottom
  if (!isBox) throw new Invalid(NOT_A_BBOX)
  return { left, top, right, bottom }
}

const numberOf = (text: string): number => (text.trim() === '' ? NaN : Math.round(Number(text)))

/**
 * The largest square in the middle of `bbox`, or of the whole picture, in pixels of a copy that is `scale` times as
 * large. Throws `Invalid` when the box leaves the picture.
 */
export const squareIn = (bbox: Bbox | undefined, width: number, height: number, scale: number): Area => {
  const { left, top, right, bottom } = bbox ?? { left: 0, top: 0, right: width, bottom: height }
  if (left < 0 || top < 0 || right > width || bottom > height) throw new Invalid(outside(width, height))
  const side = Math.min(right - left, bottom - top)
  const at = (from: number, to: number) => Math.floor(((from + to - side) / 2) * scale)
  const scaled = Math.max(1, Math.floor(side * scale))
  return { x: at(left, right), y: at(top, bottom), width: scaled, height: scaled }
}

const NOT_A_BBOX: Text = {
  fr: 'Le cadrage (bbox) s’écrit « gauche,haut,droite,bas », en pixels.',
  en: 'The crop (bbox) is written “left,top,right,bottom”, in pixels.',
}
const outside = (width: number, height: number): Text => ({
  fr: `Le cadrage (bbox) sort de l’image, qui fait ${width} × ${height} pixels.`,
  en: `The crop (bbox) leaves the picture, which is ${width} × ${height} pixels.`,
})
