import type { Zone } from './model.ts'

/** A zone as datasets and suggestions carry it (udata-api.md §2.14, §5.10). */
export const presentZone = (zone: Zone, baseUrl: string) => ({ ...zone, uri: uriOf(zone, baseUrl) })

/** A zone among suggestions: without its slug. */
export const presentSuggestion = ({ id, name, code, level }: Zone, baseUrl: string) => ({
  id,
  name,
  code,
  level,
  uri: uriOf({ id }, baseUrl),
})

/** GeoJSON without a geometry: udata has none either. */
export const presentFeature = (zone: Zone, baseUrl: string) => ({
  id: zone.id,
  type: 'Feature',
  geometry: null,
  properties: { slug: zone.slug, name: zone.name, code: zone.code, uri: uriOf(zone, baseUrl), level: zone.level },
})

const uriOf = ({ id }: Pick<Zone, 'id'>, baseUrl: string): string => `${baseUrl}/api/1/spatial/zone/${id}/`
