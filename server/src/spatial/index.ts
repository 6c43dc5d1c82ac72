/** The places that data may be about. */
export { departementOfCommune, isInZone, type FrenchPlace } from './containment.ts'
export { GRANULARITIES, LEVELS, type Granularity, type Level } from './levels.ts'
export type { Zone } from './model.ts'
export { findZone, findZones, suggestZones } from './zones.ts'
