import Type from 'typebox'
import { invalidField } from '../lib/errors.ts'
import { findZone, GRANULARITIES } from '../spatial/index.ts'

const nullable = <T extends Type.TSchema>(type: T) => Type.Optional(Type.Union([type, Type.Null()]))

/** Where something is about, as clients send it: zones, or a geometry. */
export const SpatialBody = Type.Object({
  zones: nullable(Type.Array(Type.Union([Type.String(), Type.Object({ id: Type.String() })]), { maxItems: 5_000 })),
  granularity: nullable(Type.Union([Type.String(), Type.Object({ id: Type.String() })])),
  geom: Type.Optional(Type.Unknown()),
})
export type SpatialBody = Type.Static<typeof SpatialBody>

/**
 * Zones by their ids of today: those of older data are understood (udata-api.md §5.10). Throws `Invalid` on `spatial`
 * for a zone or a granularity that isn't known, and for zones beside a geometry.
 */
export const spatialOf = ({ zones, granularity, geom }: SpatialBody) => {
  const asked = (zones ?? []).map(idOf)
  const known = asked.map((id) => findZone(id) ?? refuse('Cette zone n’existe pas', 'Unknown zone', id))
  const level = granularity ? idOf(granularity) : null
  if (level && !GRANULARITIES.some(({ id }) => id === level))
    refuse('Cette granularité n’existe pas', 'Unknown granularity', level)
  if (geom && known.length > 0) throw invalidField('spatial', ZONES_XOR_GEOM)
  return { zones: [...new Set(known.map(({ id }) => id))], granularity: level, geom: geom ?? null }
}

const idOf = (ref: string | { id: string }): string => (typeof ref === 'string' ? ref : ref.id)

const refuse = (fr: string, en: string, id: string): never => {
  throw invalidField('spatial', { fr: `${fr} : ${id.slice(0, 60)}.`, en: `${en}: ${id.slice(0, 60)}.` })
}

const ZONES_XOR_GEOM = {
  fr: 'Donnez des zones ou une géométrie, pas les deux.',
  en: 'Give zones or a geometry, not both.',
}
