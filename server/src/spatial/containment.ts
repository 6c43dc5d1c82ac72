import { readRegionsOfDepartements } from './french-zones.ts'
import { findZone } from './zones.ts'

/** A commune, a department or a region by its official code. */
export interface FrenchPlace {
  level: 'fr:commune' | 'fr:departement' | 'fr:region'
  code: string
}

/** Whether a French place lies in a zone; null when the zone is smaller, or nothing here knows its limits (an EPCI). */
export const isInZone = ({ level, code }: FrenchPlace, zoneId: string): boolean | null => {
  const zone = findZone(zoneId)
  if (!zone) return null
  if (zone.level === 'country-group' || zone.id === 'country:fr') return true
  if (zone.level === 'country') return zone.code.length === 2 ? false : null
  const departement = level === 'fr:region' ? null : level === 'fr:departement' ? code : departementOfCommune(code)
  const region = level === 'fr:region' ? code : regionOf(departement ?? '')
  switch (zone.level) {
    case 'country-subset':
      return region === undefined ? null : isInSubset(region, zone.code)
    case 'fr:region':
      return region === undefined ? null : region === zone.code
    case 'fr:departement':
      return departement === null ? null : departement === zone.code
    case 'fr:commune':
      return level === 'fr:commune' ? communeOf(code) === communeOf(zone.code) : null
    default:
      return null
  }
}

/** The department of a commune, by the code of the commune. */
export const departementOfCommune = (code: string): string => code.slice(0, /^9[78]/.test(code) ? 3 : 2)

const OVERSEAS = ['01', '02', '03', '04', '06']
const isInSubset = (region: string, subset: string): boolean | null => {
  if (subset === 'fr:metro') return !OVERSEAS.includes(region)
  return subset === 'fr:drom' || subset === 'fr:dromcom' ? OVERSEAS.includes(region) : null
}

/** Paris, Lyon and Marseille have codes for their districts too. */
const communeOf = (code: string): string => {
  if (/^751[01]\d$|^75120$/.test(code)) return '75056'
  if (/^132\d\d$/.test(code)) return '13055'
  return /^6938\d$/.test(code) ? '69123' : code
}

let regions: Map<string, string> | undefined
const regionOf = (departement: string): string | undefined => (regions ??= readRegionsOfDepartements()).get(departement)
