import { labelOf } from '../reference/labels.rules.ts'
import { currentCommuneCode, isCommuneCode } from '../reference/territories.ts'
import { english, filledCount, french, inColumn, inFile, tally } from './findings.rules.ts'
import type { Column } from '../model.ts'
import type { ColumnRule, FileRule } from './rule.ts'

const formatsOf = (columns: Column[]): Set<string> => new Set(columns.flatMap(({ meaning }) => meaning?.format ?? []))

export const postcodeInsteadOfInsee: FileRule = {
  id: 'postcode-instead-of-insee',
  check: ({ table }) => {
    const formats = formatsOf(table?.columns ?? [])
    if (!formats.has('code_postal') || formats.has('code_commune')) return []
    return [
      inFile({
        ...{ rule: 'postcode-instead-of-insee', severity: 'advice' },
        message: {
          fr: 'Ajoutez le code commune de l’INSEE : un code postal couvre souvent plusieurs communes.',
          en: 'Add the commune code of INSEE: a postcode often covers several communes.',
        },
      }),
    ]
  },
}

export const obsoleteGeography: ColumnRule = {
  id: 'obsolete-geography',
  check: (column) => {
    if (column.meaning?.format !== 'code_commune') return []
    const old = tally(column.values, (text) => !isCommuneCode(text) && currentCommuneCode(text) !== undefined)
    if (old.count <= 0.01 * filledCount(column.values)) return []
    const example = old.examples[0]?.value ?? ''
    return [
      inColumn(column, {
        ...{ rule: 'obsolete-geography', severity: 'advice', examples: old.examples },
        message: {
          fr: `${french(old.count)} codes commune de « ${column.name} » n’existent plus (${example} fait partie de ${currentCommuneCode(example.trim())}).`,
          en: `${english(old.count)} commune codes in “${column.name}” exist no more (${example} is part of ${currentCommuneCode(example.trim())}).`,
        },
      }),
    ]
  },
}

const CODE_OF: Record<string, string> = {
  commune: 'code_commune',
  departement: 'code_departement',
  region: 'code_region',
}

export const referenceAlignment: FileRule = {
  id: 'reference-alignment',
  check: ({ table }) => {
    const columns = table?.columns ?? []
    const formats = formatsOf(columns)
    // One finer code says all the others: with the commune's, neither département nor région is needed.
    if (formats.has('code_commune')) return []
    const named = columns.find(({ meaning }) => meaning && CODE_OF[meaning.format] && meaning.fit >= 0.9)
    if (!table || !named?.meaning || table.rowCount < 5 || formats.has(CODE_OF[named.meaning.format] ?? '')) return []
    return [
      inFile({
        ...{ rule: 'reference-alignment', severity: 'advice' },
        message: {
          fr: `« ${named.name} » donne des noms : ajoutez le code officiel à côté, les noms ont des homonymes.`,
          en: `“${named.name}” gives names: add the official code beside them, names have homonyms.`,
        },
      }),
    ]
  },
}

const within = ({ profile: { min, max } }: Column, least: number, most: number): boolean =>
  min !== null && max !== null && Number(min) >= least && Number(max) <= most

/** Over metropolitan France, a latitude is never a longitude: which is which is certain. */
export const swappedCoordinates: FileRule = {
  id: 'coordinates',
  check: ({ table }) => {
    const columns = table?.columns ?? []
    const named = (pattern: RegExp): number =>
      columns.findIndex(({ name, type }) => type === 'number' && pattern.test(labelOf(name)))
    const [latitude, longitude] = [named(/^(lat|latitude)\b/), named(/^(lon|lng|long|longitude)\b/)]
    const [lat, lon] = [columns[latitude], columns[longitude]]
    if (!lat || !lon || !within(lat, -5.5, 9.8) || !within(lon, 41, 51.5)) return []
    return [
      inFile({
        ...{ rule: 'coordinates', severity: 'warning' },
        message: {
          fr: `« ${lat.name} » et « ${lon.name} » semblent inversées : en France, la latitude va de 41 à 51.`,
          en: `“${lat.name}” and “${lon.name}” seem to be swapped: in France, latitudes go from 41 to 51.`,
        },
        fix: { action: 'swap_columns', columns: [latitude + 1, longitude + 1] },
      }),
    ]
  },
}
