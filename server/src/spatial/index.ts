/** The places that data may be about. */
export { GRANULARITIES, LEVELS, type Granularity, type Level } from './levels.ts'
export type { Zone } from './model.ts'
export { findZone, findZones, suggestZones } from './zones.ts'
