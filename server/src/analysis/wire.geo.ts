import type { Language } from '../lib/text.ts'
import type { Geo } from './model.ts'

/** What is known of a geographic file. */
export const presentGeo = (geo: Geo, language: Language) => ({
  geometry_types: geo.geometryTypes,
  feature_count: geo.featureCount,
  bbox: geo.bbox,
  crs: geo.crs,
  empty_geometry_count: geo.emptyGeometryCount,
  invalid_geometry_count: geo.invalidGeometryCount,
  invalid: geo.invalid.map(({ feature, reason }) => ({ feature, reason: reason[language] })),
  has_tiles: geo.hasTiles,
  tiles_size: geo.tilesSizeBytes,
  map_note: geo.mapNote?.[language] ?? null,
})
