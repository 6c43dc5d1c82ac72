import type { Text } from '../../lib/text.ts'

export type GeometryType =
  'Point' | 'MultiPoint' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon' | 'GeometryCollection'

export type Position = [number, number]
export type Coordinates = number[] | Coordinates[]

/** A geometry as RFC 7946 writes it, in two dimensions. */
export type Geometry =
  | { type: Exclude<GeometryType, 'GeometryCollection'>; coordinates: Coordinates }
  | { type: 'GeometryCollection'; geometries: Geometry[] }

export interface CheckedGeometry {
  /** Null when its type is none of GeoJSON's, or when there is no geometry. */
  type: GeometryType | null
  isEmpty: boolean
  /** What is wrong with it; null for a valid one. */
  reason: Text | null
  /** What can be drawn of it: two dimensions, finite numbers; null when nothing can. */
  geometry: Geometry | null
  positions: number
}

/** How much testing for crossings a file may still ask for: the test is quadratic. */
export interface Budget {
  comparisons: number
}

/**
 * Looks at a geometry that may be anything. A ring that is open or crosses itself is invalid and drawn all the same;
 * one with missing or infinite coordinates isn't.
 */
export const checkGeometry = (value: unknown, budget: Budget): CheckedGeometry => {
  const state: State = { budget, reason: null, isBroken: false, positions: 0 }
  if (value === null || value === undefined) return { ...EMPTY, type: null }
  const { type, coordinates, geometries } = value as { type?: unknown; coordinates?: unknown; geometries?: unknown }
  if (!isGeometryType(type)) return { ...EMPTY, isEmpty: false, type: null, reason: UNKNOWN_TYPE }
  if (type === 'GeometryCollection') return checkCollection(geometries, budget)
  const cleaned = clean(coordinates, DEPTHS[type], type, state)
  if (state.positions === 0 && !state.reason) return { ...EMPTY, type }
  const geometry = state.isBroken || cleaned === null ? null : { type, coordinates: cleaned }
  return { type, isEmpty: false, reason: state.reason, geometry, positions: state.positions }
}

const checkCollection = (members: unknown, budget: Budget): CheckedGeometry => {
  const checked = Array.isArray(members) ? members.map((member) => checkGeometry(member, budget)) : []
  const geometries = checked.flatMap(({ geometry }) => geometry ?? [])
  const reason = checked.find((member) => member.reason)?.reason ?? null
  return {
    ...{ type: 'GeometryCollection', reason },
    isEmpty: !reason && checked.every(({ isEmpty }) => isEmpty),
    geometry: geometries.length > 0 ? { type: 'GeometryCollection', geometries } : null,
    positions: checked.reduce((sum, { positions }) => sum + positions, 0),
  }
}

/** How many lists there are around a position. */
const DEPTHS = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }

const isGeometryType = (type: unknown): type is GeometryType =>
  type === 'GeometryCollection' || (typeof type === 'string' && Object.hasOwn(DEPTHS, type))

const EMPTY = { isEmpty: true, reason: null, geometry: null, positions: 0 }

interface State {
  budget: Budget
  reason: Text | null
  /** What is wrong can't be drawn. */
  isBroken: boolean
  positions: number
}

const clean = (value: unknown, depth: number, type: keyof typeof DEPTHS, state: State): Coordinates | null => {
  if (!Array.isArray(value)) return broken(state, NOT_NUMBERS)
  if (value.length === 0) return null
  if (depth === 0) return cleanPosition(value, state)
  const cleaned: Coordinates[] = []
  for (const member of value) {
    const one = clean(member, depth - 1, type, state)
    if (one !== null) cleaned.push(one)
  }
  if (cleaned.length === 0) return null
  if (depth === 1 && type.endsWith('LineString') && cleaned.length < 2) return broken(state, SHORT_LINE)
  if (depth === 1 && type.endsWith('Polygon')) checkRing(cleaned as Position[], state)
  return cleaned
}

const cleanPosition = (value: unknown[], state: State): Coordinates | null => {
  const [x, y] = value
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    return broken(state, NOT_NUMBERS)
  state.positions += 1
  return [x, y]
}

const broken = (state: State, reason: Text): null => {
  state.reason ??= reason
  state.isBroken = true
  return null
}

const checkRing = (ring: Position[], state: State): void => {
  const [first, last] = [ring[0], ring.at(-1)]
  const isClosed = first && last && first[0] === last[0] && first[1] === last[1]
  if (ring.length < 4) state.reason ??= SHORT_RING
  else if (!isClosed) state.reason ??= OPEN_RING
  else if (crossesItself(ring, state.budget)) state.reason ??= CROSSING
}

/** Longer rings aren't tested. */
const LONGEST_TESTED = 300

const crossesItself = (ring: Position[], budget: Budget): boolean => {
  const edges = ring.length - 1
  if (edges > LONGEST_TESTED || budget.comparisons < edges * edges) return false
  budget.comparisons -= edges * edges
  for (let one = 0; one < edges; one += 1) {
    for (let other = one + 2; other < edges; other += 1) {
      if (one === 0 && other === edges - 1) continue
      if (cross(ring[one], ring[one + 1], ring[other], ring[other + 1])) return true
    }
  }
  return false
}

/** Whether two segments cross properly: touching is allowed. */
const cross = (a?: Position, b?: Position, c?: Position, d?: Position): boolean => {
  if (!a || !b || !c || !d) return false
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) return false
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

const side = (a: Position, b: Position, p: Position): number =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]))

/** Calls `visit` for each position, which may move it. */
export const visitPositions = (geometry: Geometry, visit: (position: Position) => void): void => {
  if (geometry.type === 'GeometryCollection') {
    for (const member of geometry.geometries) visitPositions(member, visit)
  } else visitCoordinates(geometry.coordinates, visit)
}

const visitCoordinates = (coordinates: Coordinates, visit: (position: Position) => void): void => {
  if (typeof coordinates[0] === 'number') visit(coordinates as Position)
  else for (const member of coordinates as Coordinates[]) visitCoordinates(member, visit)
}

const UNKNOWN_TYPE: Text = { fr: 'type de géométrie inconnu', en: 'unknown type of geometry' }
const NOT_NUMBERS: Text = {
  fr: 'coordonnée absente ou qui n’est pas un nombre fini',
  en: 'coordinate missing, or not a finite number',
}
const SHORT_LINE: Text = { fr: 'ligne de moins de deux points', en: 'line of fewer than two points' }
const SHORT_RING: Text = { fr: 'contour de moins de quatre points', en: 'ring of fewer than four points' }
const OPEN_RING: Text = {
  fr: 'contour qui n’est pas fermé (le dernier point n’est pas le premier)',
  en: 'ring that is not closed (the last point is not the first one)',
}
const CROSSING: Text = { fr: 'contour qui se croise lui-même', en: 'ring that crosses itself' }

/** Coordinates that no place on Earth has, once in degrees. */
export const OUT_OF_RANGE: Text = {
  fr: 'coordonnées hors de la Terre (longitude au-delà de 180°, latitude au-delà de 90°)',
  en: 'coordinates off the Earth (longitude beyond 180°, latitude beyond 90°)',
}
