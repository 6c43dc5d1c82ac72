import { createHash } from 'node:crypto'

const BLOCKS = 7

/**
 * The picture of somebody who gave none: 7 × 7 blocks, the same on both sides, and a colour, all drawn from the name,
 * so that it never changes. RGBA, `size` × `size`.
 */
export const identicon = (identifier: string, size: number): Buffer => {
  const chance = createHash('sha256').update(identifier).digest()
  const colour = colourOf(chance.readUInt16BE(30) % 360)
  const pixels = Buffer.alloc(size * size * 4, 0xff)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const row = Math.floor((y * BLOCKS) / size)
      const column = Math.floor((x * BLOCKS) / size)
      if (isFilled(chance, row, column)) pixels.set(colour, (y * size + x) * 4)
    }
  }
  return pixels
}

/** Seven bytes for seven rows: the first four columns are drawn, the last three mirror them. */
const isFilled = (chance: Buffer, row: number, column: number): boolean =>
  (((chance[row] ?? 0) >> Math.min(column, BLOCKS - 1 - column)) & 1) === 1

/** Any hue, as vivid and as dark as the others: readable on white. */
const colourOf = (hue: number): [red: number, green: number, blue: number] => {
  const saturation = 0.55
  const lightness = 0.45
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12
    const a = saturation * Math.min(lightness, 1 - lightness)
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
