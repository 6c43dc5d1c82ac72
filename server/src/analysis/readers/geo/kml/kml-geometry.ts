import type { Geometry, Position } from '../../../geo/geometry.rules.ts'

/** Builds the geometry of a placemark out of its elements, as they open and close. */
export interface KmlGeometry {
  open(name: string): void
  /** `text`: what the element held. */
  close(name: string, text: string): void
  /** What was built: null without any. */
  take(): Geometry | null
}

/** The elements that make a geometry (OGC 12-007, §10), and `gx:Track`, whose name comes without its prefix. */
export const GEOMETRY_ELEMENTS = new Set([
  ...['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry', 'MultiTrack', 'Track'],
  ...['outerBoundaryIs', 'innerBoundaryIs', 'coordinates', 'coord'],
])

export const createKmlGeometry = (): KmlGeometry => {
  // Geometries by the collection that is open around them.
  let collections: Geometry[][] = [[]]
  let rings: Position[][] | null = null
  let track: Position[] | null = null
  let positions: Position[] = []

  const add = (geometry: Geometry): void => void collections.at(-1)?.push(geometry)

  const close = (name: string, text: string): void => {
    if (name === 'coordinates') positions = positionsIn(text)
    if (name === 'coord') track?.push(...positionsIn(text.trim().replace(/\s+/g, ',')))
    // An empty point has no coordinates: what isn't there is empty, not wrong.
    if (name === 'Point') add({ type: 'Point', coordinates: positions[0] ?? [] })
    if (name === 'LineString') add({ type: 'LineString', coordinates: positions })
    if (name === 'LinearRing' && rings) rings.push(positions)
    else if (name === 'LinearRing') add({ type: 'LineString', coordinates: positions })
    if (name === 'Polygon' && rings) {
      add({ type: 'Polygon', coordinates: rings })
      rings = null
    }
    if (name === 'Track' && track) {
      add({ type: 'LineString', coordinates: track })
      track = null
    }
    if ((name === 'MultiGeometry' || name === 'MultiTrack') && collections.length > 1)
      add(gathered(collections.pop() ?? []))
  }

  return {
    open: (name) => {
      if (name === 'MultiGeometry' || name === 'MultiTrack') collections.push([])
      if (name === 'Polygon') rings = []
      if (name === 'Track') track = []
      if (name !== 'outerBoundaryIs' && name !== 'innerBoundaryIs') positions = []
    },
    close,
    take: () => {
      const [geometry = null, ...others] = collections[0] ?? []
      collections = [[]]
      rings = null
      track = null
      return others.length > 0 && geometry ? gathered([geometry, ...others]) : geometry
    },
  }
}

/** `longitude,latitude[,height]` separated by spaces; people also write a space after the comma. */
const positionsIn = (text: string): Position[] => {
  // Not with `\s*,`: spaces without a comma after them would take the square of their number.
  const written = text
    .split(',')
    .map((part) => part.trim())
    .join(',')
  if (written === '') return []
  return written.split(/\s+/).map((tuple) => {
    const [x = '', y = ''] = tuple.split(',')
    return [x === '' ? NaN : Number(x), y === '' ? NaN : Number(y)]
  })
}

const SIMPLE = new Set(['Point', 'LineString', 'Polygon'])

/** Geometries of one type are a geometry of several parts; others, a collection. */
const gathered = (geometries: Geometry[]): Geometry => {
  const type = geometries[0]?.type ?? 'GeometryCollection'
  const isUniform = SIMPLE.has(type) && geometries.every((one) => one.type === type)
  if (!isUniform) return { type: 'GeometryCollection', geometries }
  const coordinates = geometries.flatMap((one) => (one.type === 'GeometryCollection' ? [] : [one.coordinates]))
  return { type: `Multi${type}` as 'MultiPoint', coordinates }
}
