import Type from 'typebox'
import { answers, type Answers } from '../openapi/index.ts'

/** What wire.v1.ts writes, for the API's documents (udata-api.md §2.14, §5.10). */

export const ZoneSuggestion = Type.Object(
  { id: Type.String(), name: Type.String(), code: Type.String(), level: Type.String(), uri: Type.String() },
  { title: 'TerritorySuggestion' },
)

export const ZoneFeature = Type.Object(
  {
    id: Type.String(),
    type: Type.Literal('Feature'),
    geometry: Type.Null(),
    properties: Type.Object({
      slug: Type.String(),
      name: Type.String(),
      code: Type.String(),
      uri: Type.String(),
      level: Type.String(),
      datasets: Type.Optional(Type.Integer({ description: 'How many are about it; in coverages.' })),
    }),
  },
  { title: 'GeoZone' },
)

export const ZoneCollection = Type.Object(
  { type: Type.Literal('FeatureCollection'), features: Type.Array(ZoneFeature) },
  { title: 'GeoZones' },
)

const Named = Type.Array(Type.Object({ id: Type.String(), name: Type.String() }, { title: 'GeoGranularity' }))

export const spatialAnswers: Answers = {
  suggest_zones: answers(Type.Array(ZoneSuggestion)),
  spatial_zones: answers(ZoneCollection),
  spatial_zone: answers(ZoneFeature),
  spatial_levels: answers(Named),
  spatial_granularities: answers(Named),
  spatial_coverage: answers(ZoneCollection),
}
