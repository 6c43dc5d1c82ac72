import { findZones, listAccessReasons, listGranularities, type Zone } from '@cimaise/client'
import { reactive } from 'vue'
import { once } from '../../references.ts'

export const granularities = once(listGranularities)
export const accessReasons = once(listAccessReasons)

/** Places that were met, by id: a dataset has ids only. */
const known = reactive(new Map<string, Zone>())

export const remember = (zones: Zone[]): void => zones.forEach((zone) => known.set(zone.id, zone))

/** Asks once for those that aren't known. What can't be named stays an id. */
export const nameZones = async (ids: string[]): Promise<void> => {
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) remember(await findZones(unknown).catch(() => []))
}

export const zoneName = (id: string): string => known.get(id)?.name ?? id
export const zoneLevel = (id: string): string => known.get(id)?.level ?? ''
