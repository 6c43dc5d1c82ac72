import type { Text } from '../lib/text.ts'

export interface Granularity {
  id: string
  label: Text
}

/** A kind of zone; the lower the rank, the larger the zones. */
export interface Level extends Granularity {
  rank: number
}

const level = (id: string, rank: number, fr: string, en: string): Level => ({ id, rank, label: { fr, en } })

/** udata's levels in its order (udata-api.md §5.10). Nothing free of rights lists cantons and IRIS: none is known here. */
export const LEVELS: Level[] = [
  level('country-group', 10, 'Groupe de pays', 'Country group'),
  level('country', 20, 'Pays', 'Country'),
  level('country-subset', 30, 'Partie d’un pays', 'Part of a country'),
  level('fr:region', 40, 'Région', 'French region'),
  level('fr:departement', 60, 'Département', 'French department'),
  level('fr:arrondissement', 70, 'Arrondissement', 'French district'),
  level('fr:epci', 80, 'Intercommunalité (EPCI)', 'French intermunicipality (EPCI)'),
  level('fr:canton', 98, 'Canton', 'French canton'),
  level('fr:commune', 100, 'Commune', 'French municipality'),
  level('fr:collectivite', 50, 'Collectivité d’outre-mer', 'French overseas collectivity'),
  level('fr:iris', 110, 'IRIS (quartier de l’Insee)', 'IRIS (Insee district)'),
]

/** What one row of the data stands for: a level, or something smaller. */
export const GRANULARITIES: Granularity[] = [
  ...LEVELS.map(({ id, label }) => ({ id, label })),
  { id: 'poi', label: { fr: 'Point d’intérêt', en: 'Point of interest' } },
  { id: 'other', label: { fr: 'Autre', en: 'Other' } },
]
