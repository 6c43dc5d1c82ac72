import type { Column } from '../model.ts'

/** Which columns of a table, from 0, say where things are, and how to read them. */
export type Places =
  { kind: 'two'; latitude: number; longitude: number } | { kind: 'latlon' | 'lonlat' | 'geojson'; column: number }

/** By what the columns mean: GeoJSON first, then pairs, then two columns; hydra's order. */
export const placesOf = (columns: Column[]): Places | null => {
  const having = (...formats: string[]): number =>
    columns.findIndex(({ meaning }) => meaning !== null && formats.includes(meaning.format))
  for (const [kind, format] of SINGLE) {
    const column = having(format)
    if (column >= 0) return { kind, column }
  }
  const latitude = having('latitude_wgs_fr_metropole', 'latitude_wgs')
  const longitude = having('longitude_wgs_fr_metropole', 'longitude_wgs')
  return latitude >= 0 && longitude >= 0 ? { kind: 'two', latitude, longitude } : null
}

const SINGLE = [
  ['geojson', 'geojson'],
  ['latlon', 'latlon_wgs'],
  ['lonlat', 'lonlat_wgs'],
] as const

/** The geometry in a row: null for an empty cell, and anything for a wrong one. */
export const geometryOf = (places: Places, cell: (column: number) => string | null): unknown => {
  if (places.kind === 'geojson') return parsedGeometry(cell(places.column))
  if (places.kind === 'two') return point(cell(places.longitude), cell(places.latitude))
  const [first = null, second = null] = cell(places.column)?.match(/-?\d{1,3}(?:\.\d+)?/g) ?? []
  return places.kind === 'latlon' ? point(second, first) : point(first, second)
}

/** The columns that `geometryOf` reads. */
export const columnsOf = (places: Places): number[] =>
  places.kind === 'two' ? [places.latitude, places.longitude] : [places.column]

const point = (x: string | null, y: string | null): unknown =>
  isBlank(x) && isBlank(y) ? null : { type: 'Point', coordinates: [numberIn(x), numberIn(y)] }

const isBlank = (text: string | null): boolean => text === null || text.trim() === ''

const numberIn = (text: string | null): number => (isBlank(text) ? NaN : Number(String(text).trim().replace(',', '.')))

const parsedGeometry = (text: string | null): unknown => {
  if (text === null || text.trim() === '') return null
  try {
    const value = JSON.parse(text) as { type?: unknown; geometry?: unknown }
    return value.type === 'Feature' ? value.geometry : value
  } catch {
    return {}
  }
}
