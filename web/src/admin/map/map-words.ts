import type { Geo } from '@cimaise/client'
import { words } from '../../language.ts'
import { count } from '../words.ts'

const w = words({
  fr: {
    none: 'Aucune forme',
    system: (name: string) => `\u202f; en ${name}, converti pour l’affichage`,
    points: ['point', 'points'],
    lines: ['ligne', 'lignes'],
    surfaces: ['surface', 'surfaces'],
    sets: ['ensemble de formes', 'ensembles de formes'],
    of: (title: string) => `Carte de ${title}`,
    failed: 'La carte ne peut pas être dessinée par ce navigateur.',
  },
  en: {
    none: 'No shape',
    system: (name) => `; in ${name}, converted to be shown`,
    points: ['point', 'points'],
    lines: ['line', 'lines'],
    surfaces: ['surface', 'surfaces'],
    sets: ['set of shapes', 'sets of shapes'],
    of: (title) => `Map of ${title}`,
    failed: 'This browser cannot draw the map.',
  },
})
export const mapFrameWords = { of: w.of, failed: w.failed }

/** What a map shows, for those who don't see it: `128 points, 2 surfaces ; en Lambert-93, converti pour l’affichage.` */
export const mapWords = ({ geometry_types: types, crs, map_note: note }: Geo): string => {
  const kinds = KINDS.flatMap(({ pattern, said: [one = '', many = ''] }) => {
    const sum = types.filter(({ type }) => pattern.test(type)).reduce((total, { count }) => total + count, 0)
    return sum > 0 ? [count(sum, one, many)] : []
  })
  const shapes = kinds.length > 0 ? kinds.join(', ') : w.none
  const system = crs && !DEGREES.has(crs.code) ? w.system(NAMES[crs.code] ?? crs.code) : ''
  return `${shapes}${system}.${note ? ` ${note}` : ''}`
}

const KINDS = [
  { pattern: /Point$/, said: w.points },
  { pattern: /LineString$/, said: w.lines },
  { pattern: /Polygon$/, said: w.surfaces },
  { pattern: /Collection$/, said: w.sets },
]

const DEGREES = new Set(['EPSG:4326', 'EPSG:4979', 'EPSG:4258', 'EPSG:4171', 'OGC:CRS84'])
const NAMES: Record<string, string> = { 'EPSG:2154': 'Lambert-93', 'EPSG:27572': 'Lambert II étendu' }
