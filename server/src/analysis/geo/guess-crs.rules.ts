type Box = [west: number, south: number, east: number, north: number]

/**
 * Where the coordinates of French data lie in each system, the likeliest first: the boxes of Lambert-93 and of some
 * conical zones touch. Those of overseas come before the old Lambert II, whose box holds them.
 */
const CANDIDATES: [code: string, box: Box][] = [
  ['EPSG:4326', [-180, -90, 180, 90]],
  ['EPSG:2154', [-400_000, 6_000_000, 1_300_000, 7_200_000]],
  ['EPSG:5490', [620_000, 1_580_000, 745_000, 1_830_000]],
  ['EPSG:2972', [90_000, 220_000, 450_000, 650_000]],
  ['EPSG:2975', [310_000, 7_630_000, 385_000, 7_700_000]],
  ['EPSG:4471', [495_000, 8_550_000, 540_000, 8_610_000]],
  ['EPSG:4467', [525_000, 5_160_000, 590_000, 5_235_000]],
  ...[42, 43, 44, 45, 46, 47, 48, 49, 50].map((latitude): [string, Box] => {
    const y = (latitude - 41) * 1_000_000 + 200_000
    return [`EPSG:${3900 + latitude}`, [1_000_000, y - 200_000, 2_400_000, y + 200_000]]
  }),
  ['EPSG:27572', [0, 1_580_000, 1_250_000, 2_720_000]],
  ['EPSG:3857', [-1_000_000, 4_900_000, 1_300_000, 6_700_000]],
  // Degrees, some of them wrong: nothing else is so small.
  ['EPSG:4326', [-360, -360, 360, 360]],
]

/** Nearly all of them: a point at zero, zero is in no one's way. */
const ENOUGH = 0.95

export interface CrsGuess {
  /** A place of each feature. */
  see(x: number, y: number): void
  /** The first system that nearly all the features fit; null when none, or when nothing was seen. */
  guess(): string | null
}

/** Guesses the reference system of coordinates that come without one. */
export const createCrsGuess = (): CrsGuess => {
  const fitting = CANDIDATES.map(() => 0)
  let [seen, zeros] = [0, 0]
  return {
    see: (x, y) => {
      if (x === 0 && y === 0) {
        zeros += 1
        return
      }
      seen += 1
      for (const [index, [, [west, south, east, north]]] of CANDIDATES.entries())
        if (x >= west && x <= east && y >= south && y <= north) fitting[index] = (fitting[index] ?? 0) + 1
    },
    guess: () => {
      if (seen + zeros === 0) return null
      return CANDIDATES.find((_, at) => (fitting[at] ?? 0) >= ENOUGH * seen)?.[0] ?? null
    },
  }
}
