import type { Coordinates, Geometry } from './geometry.rules.ts'

/** The shape with one of `step` points of its lines and rings, their ends kept; short ones keep four. */
export const thinGeometry = (geometry: Geometry, step: number): Geometry => {
  if (step <= 1) return geometry
  if (geometry.type === 'GeometryCollection')
    return { ...geometry, geometries: geometry.geometries.map((member) => thinGeometry(member, step)) }
  if (geometry.type.endsWith('Point')) return geometry
  return { ...geometry, coordinates: thinned(geometry.coordinates as Coordinates[], step) }
}

const thinned = (coordinates: Coordinates[], step: number): Coordinates[] => {
  const [first] = coordinates
  const isLine = first !== undefined && typeof first[0] === 'number'
  if (!isLine) return coordinates.map((member) => thinned(member as Coordinates[], step))
  const own = Math.min(step, Math.max(1, Math.floor(coordinates.length / 4)))
  return coordinates.filter((_, index) => index % own === 0 || index === coordinates.length - 1)
}
