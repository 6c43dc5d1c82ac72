// France's official division of 2026 as JSON (MIT), from the State's own Etalab: 12 MB that are read once, offline.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Level, code and name; `former` for what exists no more and that older data still names. */
export interface KnownZone {
  level: string
  code: string
  name: string
  former?: boolean
}

interface Entry {
  code: string
  nom: string
  /** Of regions and departments. */
  zone?: 'metro' | 'drom' | 'com'
  /** Of departments. */
  region?: string
  /** Of communes. */
  type?: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal'
}

/** Every zone of France, current ones first: a commune that ended may have left its code to the one that took it in. */
export const readFrenchZones = (): KnownZone[] => {
  const regions = read('regions').filter((region) => region.zone !== 'com')
  const departements = read('departements')
  const communes = read('communes')
  return [
    ...at('fr:region', regions),
    ...at(
      'fr:departement',
      departements.filter((one) => one.zone !== 'com'),
    ),
    ...at(
      'fr:collectivite',
      departements.filter((one) => one.zone === 'com'),
    ),
    ...at('fr:arrondissement', read('arrondissements')),
    ...at('fr:epci', [...read('epci'), ...read('ept')]),
    ...at(
      'fr:commune',
      communes.filter((one) => !isFormer(one)),
    ),
    ...at('fr:commune', communes.filter(isFormer)).map((zone) => ({ ...zone, former: true })),
  ]
}

/** The code of the region of each department. */
export const readRegionsOfDepartements = (): Map<string, string> =>
  new Map(read('departements').flatMap(({ code, region }) => (region ? [[code, region]] : [])))

const isFormer = ({ type }: Entry): boolean => type === 'commune-deleguee' || type === 'commune-associee'

const at = (level: string, entries: Entry[]): KnownZone[] =>
  entries.map(({ code, nom }) => ({ level, code, name: nom }))

const require = createRequire(import.meta.url)

// Parsed and let go: `require` would keep the whole of it in its cache.
const read = (name: string): Entry[] =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8')) as Entry[]
