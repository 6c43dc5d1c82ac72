import type { Column, Table } from '../../analysis/index.ts'
import { departementOfCommune, findZone, GRANULARITIES, isInZone, type FrenchPlace } from '../../spatial/index.ts'
import { editDataset, inField } from '../finding.rules.ts'
import type { DatasetRule } from '../model.ts'
import { columnMeaning, mainFiles, tablesOf, valuesOf } from '../tables.rules.ts'

/** Levels of codes, the finest first. */
const LEVELS: { meaning: string; level: FrenchPlace['level']; words: [string, string] }[] = [
  { meaning: 'code_commune', level: 'fr:commune', words: ['à la commune', 'the municipality'] },
  { meaning: 'code_departement', level: 'fr:departement', words: ['au département', 'the department'] },
  { meaning: 'code_region', level: 'fr:region', words: ['à la région', 'the region'] },
]
/** Granularities that are coarser than each level. */
const COARSER: Record<FrenchPlace['level'], string[]> = {
  'fr:commune': [
    'country-group',
    'country',
    'country-subset',
    'fr:region',
    'fr:departement',
    'fr:arrondissement',
    'fr:epci',
    'fr:canton',
  ],
  'fr:departement': ['country-group', 'country', 'country-subset', 'fr:region'],
  'fr:region': ['country-group', 'country', 'country-subset'],
}

/** C15. The rows are finer than what is declared; a commune in each row of a list of museums is finer, too. */
export const granularityVsCodes: DatasetRule = {
  id: 'granularity-vs-codes',
  check: ({ dataset: { spatial }, files }) => {
    const [only] = tablesOf(mainFiles(files))
    const granularity = spatial?.granularity
    const finest = only && finestOf(only.table)
    if (!only || !spatial || !granularity || !finest?.coarser.includes(granularity)) return []
    const { column, level, words } = finest
    const label = GRANULARITIES.find(({ id }) => id === granularity)?.label ?? { fr: granularity, en: granularity }
    return [
      inField('dataset', 'spatial.granularity', {
        ...{ rule: 'granularity-vs-codes', severity: 'warning' },
        message: {
          fr: `Granularité déclarée : ${label.fr} ; les données descendent ${words[0]} (colonne « ${column.name} »).`,
          en: `Declared granularity: ${label.en}; the data go down to ${words[1]} (column “${column.name}”).`,
        },
        ...(isOneARow(column, only.table) && {
          fix: editDataset({ spatial: { zones: spatial.zones, granularity: level, geom: spatial.geom ?? null } }),
        }),
      }),
    ]
  },
}

const finestOf = (
  table: Table,
): { column: Column; level: string; words: [string, string]; coarser: string[] } | null => {
  for (const { meaning, level, words } of LEVELS) {
    const column = columnMeaning(table, meaning)
    if (column && isFilled(column, table)) return { column, level, words, coarser: COARSER[level] }
    // Communes too have a point: next to their code it says nothing more.
    const point = level === 'fr:commune' ? columnMeaning(table, ...POINTS) : null
    if (point && isFilled(point, table))
      return {
        ...{ column: point, level: 'poi', words: ['à un point', 'a point'] },
        coarser: COARSER['fr:departement'],
      }
  }
  return null
}
const POINTS = ['latitude_wgs_fr_metropole', 'latitude_wgs', 'latlon_wgs', 'lonlat_wgs']

/** Enough rows, nearly each with another code: the row is that place. Otherwise it is something there. */
const isOneARow = ({ profile }: Column, { rowCount, examinedRows }: Table): boolean =>
  rowCount >= 50 && profile.distinctCount >= 0.98 * Math.min(rowCount, examinedRows)

const isFilled = (column: Column, table: Table): boolean => column.emptyCount <= 0.5 * table.rowCount

/** C16. Codes out of the declared zones, or all of them in one department while the whole country is declared. */
export const territoryVsCodes: DatasetRule = {
  id: 'territory-vs-codes',
  check: ({ dataset: { spatial }, files }) => {
    const [only] = tablesOf(mainFiles(files))
    const zones = spatial?.zones ?? []
    if (!only || zones.length === 0) return []
    for (const { meaning, level } of LEVELS) {
      const column = columnMeaning(only.table, meaning)
      if (column && isFilled(column, only.table)) {
        return [...outside(column, level, zones, only.table), ...narrower(column, level, zones)]
      }
    }
    return []
  },
}

const FEWEST_OUTSIDE = 3

/** The profile's ten most frequent values are a part of the whole: at least that many are outside. */
const outside = (column: Column, level: FrenchPlace['level'], zones: string[], table: Table) => {
  const out = column.profile.top.filter(({ value }) => {
    const verdicts = zones.map((zone) => isInZone({ level, code: value.trim().toUpperCase() }, zone))
    return verdicts.every((verdict) => verdict === false)
  })
  const count = out.reduce((sum, one) => sum + one.count, 0)
  if (count < Math.max(FEWEST_OUTSIDE, 0.02 * table.examinedRows)) return []
  const percent = Math.round((100 * count) / table.examinedRows)
  const names = zones.map((zone) => findZone(zone)?.name ?? zone).join(', ')
  return [
    inField('dataset', 'spatial.zones', {
      ...{ rule: 'territory-vs-codes', severity: 'warning' },
      message: {
        fr: `Zone déclarée : ${names} ; au moins ${percent} % des codes de « ${column.name} » sont ailleurs (ex. ${out[0]?.value}).`,
        en: `Declared zone: ${names}; at least ${percent}% of the codes in “${column.name}” are elsewhere (e.g. ${out[0]?.value}).`,
      },
    }),
  ]
}

const narrower = (column: Column, level: FrenchPlace['level'], zones: string[]) => {
  const values = level === 'fr:region' ? null : valuesOf(column)
  const departements = new Set(
    values?.map(({ value }) =>
      level === 'fr:commune' ? departementOfCommune(value.trim()) : value.trim().toUpperCase(),
    ),
  )
  const [code] = departements
  const zone = departements.size === 1 ? findZone(`fr:departement:${code}`) : undefined
  if (!zone || !zones.every((id) => findZone(id)?.id === 'country:fr') || (values?.length ?? 0) < 2) return []
  return [
    inField('dataset', 'spatial.zones', {
      ...{ rule: 'territory-vs-codes', severity: 'warning' },
      message: {
        fr: `Zone déclarée : France ; tous les codes de « ${column.name} » sont dans un seul département : ${zone.name}.`,
        en: `Declared zone: France; all the codes in “${column.name}” are in one department: ${zone.name}.`,
      },
    }),
  ]
}
