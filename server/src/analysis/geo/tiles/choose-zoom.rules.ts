/** The bounds of a shape, in the square of Web Mercator: 0 to 1 from west to east, and from north to south. */
export type SquareBox = [west: number, north: number, east: number, south: number]

export const DEEPEST = 14
/** Of the deepest level; the others have a third of it together. */
const MOST_TILES = 4_000
/** Less than this on average is more files than map. */
const FEATURES_PER_TILE = 64
const ALWAYS_ALLOWED = 200
/** Enlarged, a point is still a point. */
const ALWAYS_ALLOWED_POINTS = 100

/**
 * How deep tiles go: as far as they stay few, for what they hold. Beyond, maps enlarge the last level, where a place is
 * right within some metres in a town, some tens of metres in a country.
 */
export const chooseDeepestZoom = (boxes: SquareBox[]): number => {
  const arePoints = boxes.every(([west, north, east, south]) => west === east && north === south)
  const allowed = arePoints ? ALWAYS_ALLOWED_POINTS : ALWAYS_ALLOWED
  const most = Math.min(MOST_TILES, Math.max(allowed, boxes.length / FEATURES_PER_TILE))
  for (let zoom = DEEPEST; zoom > 0; zoom -= 1) if (countTiles(boxes, zoom, most) <= most) return zoom
  return 0
}

/** Tiles that these boxes touch: exact for those within one tile, at most for the others. */
const countTiles = (boxes: SquareBox[], zoom: number, enough: number): number => {
  const size = 2 ** zoom
  const single = new Set<number>()
  let others = 0
  const all: SquareBox = [size, size, 0, 0]
  for (const box of boxes) {
    const [west = 0, north = 0, east = 0, south = 0] = box.map((side) => Math.floor(side * size))
    if (west === east && north === south) single.add(north * size + west)
    else others += (east - west + 1) * (south - north + 1)
    all[0] = Math.min(all[0], west)
    all[1] = Math.min(all[1], north)
    all[2] = Math.max(all[2], east)
    all[3] = Math.max(all[3], south)
    if (single.size > enough) return single.size
  }
  return Math.min(single.size + others, (all[2] - all[0] + 1) * (all[3] - all[1] + 1))
}

/** Web Mercator in the unit square; latitudes beyond its edge are on the edge. */
export const squareX = (longitude: number): number => longitude / 360 + 0.5
export const squareY = (latitude: number): number => {
  const sine = Math.sin((latitude * Math.PI) / 180)
  const y = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI
  return Math.min(Math.max(y, 0), 1)
}
