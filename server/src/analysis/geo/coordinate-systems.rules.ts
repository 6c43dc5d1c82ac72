// Projections from their parameters, forth and back: hundreds of formulas that are not ours to write again.
import proj4 from 'proj4'
import type { Position } from './geometry.rules.ts'

/** Moves a position to longitude and latitude, in place. */
export type ToDegrees = (position: Position) => void

/** Null for a system that isn't known: its files are told, not drawn. */
export const toDegrees = (code: string, wkt?: string): ToDegrees | null => {
  if (isDegrees(code)) return () => {}
  const definition = definitionOf(code) ?? wkt
  if (definition === undefined) return null
  try {
    const { forward } = proj4(definition, 'WGS84')
    return (position) => {
      const [x = NaN, y = NaN] = tried(forward, position)
      position[0] = x
      position[1] = y
    }
  } catch {
    // The description that a file gives of its system is whatever its author wrote.
    return null
  }
}

/** A place that the projection doesn't have is nowhere. */
const tried = (forward: (position: number[]) => number[], [x, y]: Position): number[] => {
  try {
    return forward([x, y])
  } catch {
    return []
  }
}

/** Longitude and latitude in WGS 84, or in a system that is the same within a metre. */
export const isDegrees = (code: string): boolean => DEGREES.has(code)

/**
 * WGS 84 (4326, 4979, CRS84), ETRS89 (4258), RGF93 (4171), and its overseas sisters: RGAF09 5489, RRAF91 4640, RGFG95
 * 4624, RGR92 4627, RGM04 4470, RGSPM06 4463, RGNC91-93 4749, RGPF 4687.
 */
const DEGREES = new Set(
  [4326, 4979, 4258, 4171, 5489, 4640, 4624, 4627, 4470, 4463, 4749, 4687]
    .map((code) => `EPSG:${code}`)
    .concat('OGC:CRS84'),
)

const GRS80 = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs'
/** NTF by IGN's single translation, good to a few metres. */
const NTF = '+a=6378249.2 +b=6356515 +towgs84=-168,-60,320,0,0,0,0 +pm=paris +units=m +no_defs'

const lambertNtf = (latitude: number, scale: number, y: number): string =>
  `+proj=lcc +lat_1=${latitude} +lat_0=${latitude} +lon_0=0 +k_0=${scale} +x_0=600000 +y_0=${y} ${NTF}`

/** IGN's and INSEE's systems, by their EPSG number. */
const DEFINITIONS: Record<number, string> = {
  2154: `+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 ${GRS80}`,
  27561: lambertNtf(49.5, 0.999877341, 200_000),
  27562: lambertNtf(46.8, 0.99987742, 200_000),
  27563: lambertNtf(44.1, 0.999877499, 200_000),
  27571: lambertNtf(49.5, 0.999877341, 1_200_000),
  27572: lambertNtf(46.8, 0.99987742, 2_200_000),
  27573: lambertNtf(44.1, 0.999877499, 3_200_000),
  3034: `+proj=lcc +lat_0=52 +lon_0=10 +lat_1=35 +lat_2=65 +x_0=4000000 +y_0=2800000 ${GRS80}`,
  3035: `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${GRS80}`,
  3163: `+proj=lcc +lat_0=-21.5 +lon_0=166 +lat_1=-20.6666666666667 +lat_2=-22.3333333333333 +x_0=400000 +y_0=300000 ${GRS80}`,
  3857: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  ...Object.fromEntries([42, 43, 44, 45, 46, 47, 48, 49, 50].map((latitude) => [3900 + latitude, conical(latitude)])),
  // Overseas: UTM zones of the RGAF09, RRAF91, RGFG95, RGR92, RGM04, RGSPM06, RGPF.
  ...Object.fromEntries(
    [
      [5490, 20],
      [4559, 20],
      [2972, 22],
      [4467, 21],
    ].map(([code = 0, zone]) => [code, `+proj=utm +zone=${zone} ${GRS80}`]),
  ),
  ...Object.fromEntries(
    [
      [2975, 40],
      [4471, 38],
      [3296, 5],
      [3297, 6],
      [3298, 7],
      [3299, 8],
    ].map(([code = 0, zone]) => [code, `+proj=utm +zone=${zone} +south ${GRS80}`]),
  ),
}

/** The nine conical zones of the RGF93, each for two degrees of latitude: CC42 to CC50. */
function conical(latitude: number): string {
  const y = (latitude - 41) * 1_000_000 + 200_000
  return `+proj=lcc +lat_0=${latitude} +lon_0=3 +lat_1=${latitude - 0.75} +lat_2=${latitude + 0.75} +x_0=1700000 +y_0=${y} ${GRS80}`
}

const definitionOf = (code: string): string | undefined => {
  const number = Number(/^EPSG:(\d{4,5})$/.exec(code)?.[1])
  const known = DEFINITIONS[number]
  if (known) return known
  const zone = number % 100
  // UTM on WGS 84, north 326xx and south 327xx, and on ETRS89, 258xx.
  const isUtm = zone >= 1 && zone <= 60 && [326, 327, 258].includes(Math.floor(number / 100))
  return isUtm ? `+proj=utm +zone=${zone} ${number > 32_700 ? '+south ' : ''}${GRS80}` : undefined
}
