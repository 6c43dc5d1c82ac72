import type { Coordinates, Geometry, Position } from '../../../geo/geometry.rules.ts'

/** The geometry of a record (ESRI Shapefile Technical Description, 1998); `unreadable` when its counts lie. */
export const shapeOf = (content: Buffer): Geometry | null | 'unreadable' => {
  if (content.length < 4) return 'unreadable'
  // Measures and heights, 10 and 20 further, come after what is drawn.
  const type = content.readInt32LE(0)
  if (type === 0) return null
  const plain = type % 10
  if (type < 0 || type > 30) return 'unreadable'
  if (plain === 1) return content.length < 20 ? 'unreadable' : { type: 'Point', coordinates: positionAt(content, 4) }
  if (plain === 8) return multiPointOf(content)
  if (plain !== 3 && plain !== 5) return 'unreadable'
  const parts = partsOf(content)
  if (!parts) return 'unreadable'
  return plain === 3 ? linesOf(parts) : polygonsOf(parts)
}

const positionAt = (content: Buffer, at: number): Position => [content.readDoubleLE(at), content.readDoubleLE(at + 8)]

const multiPointOf = (content: Buffer): Geometry | 'unreadable' => {
  const points = content.length < 40 ? 0 : content.readUInt32LE(36)
  if (content.length < 40 + 16 * points) return 'unreadable'
  return {
    type: 'MultiPoint',
    coordinates: Array.from({ length: points }, (_, index) => positionAt(content, 40 + 16 * index)),
  }
}

/** The lists of points of a line or a polygon; null when they don't fit in the record. */
const partsOf = (content: Buffer): Position[][] | null => {
  if (content.length < 44) return null
  const [parts, points] = [content.readUInt32LE(36), content.readUInt32LE(40)]
  const start = 44 + 4 * parts
  if (content.length < start + 16 * points) return null
  const firsts = Array.from({ length: parts }, (_, index) => content.readUInt32LE(44 + 4 * index))
  if (firsts.some((first, index) => first > points || first < (firsts[index - 1] ?? 0))) return null
  return firsts.map((first, index) =>
    Array.from({ length: (firsts[index + 1] ?? points) - first }, (_, point) =>
      positionAt(content, start + 16 * (first + point)),
    ),
  )
}

const linesOf = (parts: Position[][]): Geometry =>
  parts.length === 1
    ? { type: 'LineString', coordinates: parts[0] as Coordinates }
    : { type: 'MultiLineString', coordinates: parts as Coordinates[] }

/** Rings that turn clockwise are outsides; the others are holes in one of them. */
const polygonsOf = (rings: Position[][]): Geometry => {
  const outsides = rings.filter((ring) => areaOf(ring) <= 0).map((ring) => [ring])
  for (const hole of rings.filter((ring) => areaOf(ring) > 0)) {
    const around = holderOf(outsides, hole)
    if (around) around.push(hole)
    // Turned the wrong way, as some programs do.
    else outsides.push([hole])
  }
  return outsides.length === 1
    ? { type: 'Polygon', coordinates: outsides[0] as Coordinates[] }
    : { type: 'MultiPolygon', coordinates: outsides as Coordinates[] }
}

/** Testing every outside for every hole would be too long for the shapes of the sea: then the last one before it. */
const MOST_TESTED = 1_000

const holderOf = (outsides: Position[][][], hole: Position[]): Position[][] | undefined => {
  const [first] = hole
  if (!first || outsides.length > MOST_TESTED) return outsides.at(-1)
  return outsides.find(([outside = []]) => holds(outside, first))
}

const holds = (ring: Position[], [x, y]: Position): boolean => {
  let isInside = false
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [a, b] = [ring[index] as Position, ring[before] as Position]
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) isInside = !isInside
  }
  return isInside
}

/** Twice the area, negative for a ring that turns clockwise. */
const areaOf = (ring: Position[]): number => {
  let area = 0
  for (let index = 1; index < ring.length; index += 1) {
    const [a, b] = [ring[index - 1] as Position, ring[index] as Position]
    area += a[0] * b[1] - b[0] * a[1]
  }
  return area
}
