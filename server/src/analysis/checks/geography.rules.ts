import { english, french } from '../../lib/text.ts'
import { labelOf } from '../reference/labels.rules.ts'
import { currentCommuneCode, isCommuneCode } from '../reference/territories.ts'
import { filledCount, inColumn, inFile, tally } from './findings.rules.ts'
import type { Finding } from '../finding.ts'
import { isDegrees } from '../geo/coordinate-systems.rules.ts'
import type { Column, Geo } from '../model.ts'
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
  check: ({ table, geo }) => {
    if (geo) return swappedGeometries(geo)
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

const swappedGeometries = ({ bbox }: Geo): Finding[] => {
  if (!bbox || bbox[0] < 41 || bbox[2] > 51.5 || bbox[1] < -5.5 || bbox[3] > 9.8) return []
  return [
    inFile({
      ...{ rule: 'coordinates', severity: 'warning' },
      message: {
        fr: 'Les coordonnées semblent inversées : elles placent ce fichier au large de la Somalie. La longitude vient d’abord.',
        en: 'Coordinates seem to be swapped: they place this file off Somalia. Longitude comes first.',
      },
    }),
  ]
}

/** Formats whose standard has one reference system (RFC 7946 §4). */
const IN_DEGREES = new Set(['geojson'])

export const notWgs84: FileRule = {
  id: 'not-wgs84',
  check: ({ format, geo }) => {
    if (!geo?.crs || !IN_DEGREES.has(format) || isDegrees(geo.crs.code)) return []
    return [
      inFile({
        ...{ rule: 'not-wgs84', severity: 'advice' },
        message: {
          fr: `Ce fichier est en ${geo.crs.code}, alors que le GeoJSON veut des longitudes et des latitudes (WGS 84) : la carte les convertit, d’autres outils se tromperont. Exportez-le en EPSG:4326.`,
          en: `This file is in ${geo.crs.code}, while GeoJSON wants longitudes and latitudes (WGS 84): the map converts them, other tools will be wrong. Export it in EPSG:4326.`,
        },
      }),
    ]
  },
}

export const undeclaredCrs: FileRule = {
  id: 'crs-undeclared',
  check: ({ format, geo }) => {
    if (!geo || IN_DEGREES.has(format) || geo.featureCount === geo.emptyGeometryCount) return []
    if (geo.crs?.source === 'declared') return []
    const guess = geo.crs?.code
    return [
      inFile({
        ...{ rule: 'crs-undeclared', severity: guess ? 'advice' : 'warning' },
        message: guess
          ? {
              fr: `Ce fichier ne dit pas son système de coordonnées ; ${guess} a été deviné. Ajoutez-le (le fichier .prj d’un Shapefile).`,
              en: `This file does not say its reference system; ${guess} was guessed. Add it (the .prj file of a Shapefile).`,
            }
          : {
              fr: 'Ce fichier ne dit pas son système de coordonnées, et ses coordonnées ne le disent pas : il n’a pas de carte. Ajoutez-le (le fichier .prj d’un Shapefile).',
              en: 'This file does not say its reference system, and its coordinates do not tell: it has no map. Add it (the .prj file of a Shapefile).',
            },
      }),
    ]
  },
}

export const invalidGeometries: FileRule = {
  id: 'invalid-geometries',
  check: ({ geo }) => {
    if (!geo || geo.invalidGeometryCount === 0) return []
    const { feature, reason } = geo.invalid[0] ?? {}
    const [fr, en] = reason ? [` (n° ${feature} : ${reason.fr})`, ` (no. ${feature}: ${reason.en})`] : ['', '']
    return [
      inFile({
        ...{ rule: 'invalid-geometries', severity: 'warning' },
        message: {
          fr: `Géométries invalides : ${french(geo.invalidGeometryCount)} sur ${french(geo.featureCount)}${fr}. Réparez-les dans votre logiciel de cartographie.`,
          en: `Invalid geometries: ${english(geo.invalidGeometryCount)} out of ${english(geo.featureCount)}${en}. Repair them in your mapping software.`,
        },
      }),
    ]
  },
}

export const emptyGeometries: FileRule = {
  id: 'empty-geometries',
  check: ({ geo }) => {
    if (!geo || geo.emptyGeometryCount === 0) return []
    return [
      inFile({
        ...{ rule: 'empty-geometries', severity: 'advice' },
        message: {
          fr: `Sans géométrie : ${french(geo.emptyGeometryCount)} objets sur ${french(geo.featureCount)}. Ils sont dans le tableau, pas sur la carte.`,
          en: `Without a geometry: ${english(geo.emptyGeometryCount)} features out of ${english(geo.featureCount)}. They are in the table, not on the map.`,
        },
      }),
    ]
  },
}
