import type { Geo } from '@cimaise/client'
import { count } from '../words.ts'

/** What a map shows, for those who don't see it: `128 points, 2 surfaces ; en Lambert-93, converti pour l’affichage.` */
export const mapWords = ({ geometry_types: types, crs, map_note: note }: Geo): string => {
  const kinds = KINDS.flatMap(({ pattern, one, many }) => {
    const sum = types.filter(({ type }) => pattern.test(type)).reduce((total, { count }) => total + count, 0)
    return sum > 0 ? [count(sum, one, many)] : []
  })
  const shapes = kinds.length > 0 ? kinds.join(', ') : 'Aucune forme'
  const system = crs && !DEGREES.has(crs.code) ? ` ; en ${NAMES[crs.code] ?? crs.code}, converti pour l’affichage` : ''
  return `${shapes}${system}.${note ? ` ${note}` : ''}`
}

const KINDS = [
  { pattern: /Point$/, one: 'point', many: 'points' },
  { pattern: /LineString$/, one: 'ligne', many: 'lignes' },
  { pattern: /Polygon$/, one: 'surface', many: 'surfaces' },
  { pattern: /Collection$/, one: 'ensemble de formes', many: 'ensembles de formes' },
]

const DEGREES = new Set(['EPSG:4326', 'EPSG:4979', 'EPSG:4258', 'EPSG:4171', 'OGC:CRS84'])
const NAMES: Record<string, string> = { 'EPSG:2154': 'Lambert-93', 'EPSG:27572': 'Lambert II étendu' }
