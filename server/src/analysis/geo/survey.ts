import { rm } from 'node:fs/promises'
import type { Text } from '../../lib/text.ts'
import type { Geo } from '../model.ts'
import { createRowOutput } from '../tables/row-output.ts'
import { isDegrees, toDegrees, type ToDegrees } from './coordinate-systems.rules.ts'
import type { DeclaredCrs } from './crs-names.rules.ts'
import { checkGeometry, OUT_OF_RANGE, visitPositions, type Geometry, type Position } from './geometry.rules.ts'
import { createCrsGuess } from './guess-crs.rules.ts'
import { readShapes, shapeLine, type Shape } from './shape-lines.ts'
import { thinGeometry } from './thin-geometry.rules.ts'

/**
 * More than this takes too much memory to cut into tiles: the map then shows some features, taken evenly, and lines and
 * contours with fewer points.
 */
const MOST_FEATURES = 100_000
const MOST_POSITIONS = 1_500_000
const INVALID_SHOWN = 20
/** Of segments, for the whole file: about a second. */
const COMPARISONS = 200_000_000

export interface Survey {
  /** The next feature: anything for a geometry, `unreadable` when the file has something else in its place. */
  add(geometry: unknown, cells: Shape[2], unreadable?: Text): void
  /** What the features are, and the shapes to draw, in degrees; null when there is nothing to draw. */
  finish(declared: DeclaredCrs | null): Promise<{ geo: Geo; shapesPath: string | null }>
  drop(): Promise<void>
}

/**
 * Looks at features one by one, in bounded memory: they wait on the disk until their reference system is known, which a
 * file may say at its end, or only by its coordinates.
 */
export const createSurvey = (draftPath: string): Survey => {
  const draft = createRowOutput(draftPath)
  const types = new Map<string, number>()
  const guess = createCrsGuess()
  const budget = { comparisons: COMPARISONS }
  const found: Found = {
    featureCount: 0,
    empty: 0,
    invalid: 0,
    drawable: 0,
    positions: 0,
    examples: [],
    drawnAllTheSame: new Set(),
    box: null,
    offEarth: 0,
  }

  return {
    add: (geometry, cells, unreadable) => {
      found.featureCount += 1
      const checked = unreadable
        ? { type: null, isEmpty: false, reason: unreadable, geometry: null, positions: 0 }
        : checkGeometry(geometry, budget)
      if (checked.type) types.set(checked.type, (types.get(checked.type) ?? 0) + 1)
      if (checked.isEmpty) found.empty += 1
      if (checked.reason) tellInvalid(found, found.featureCount, checked.reason)
      if (!checked.geometry) return
      if (checked.reason) found.drawnAllTheSame.add(found.featureCount)
      const [x, y] = firstPosition(checked.geometry)
      guess.see(x, y)
      found.drawable += 1
      found.positions += checked.positions
      const box = boxOf(checked.geometry)
      found.box = found.box ? union(found.box, box) : box
      if (!isOnEarth(box)) found.offEarth += 1
      draft.write(shapeLine([found.featureCount, checked.geometry, cells]))
    },
    drop: async () => {
      draft.close()
      await rm(draftPath, { force: true })
    },
    finish: async (declared) => {
      draft.close()
      const crs = declared ? { code: declared.code, source: 'declared' as const } : guessed(guess.guess())
      const move = crs && toDegrees(crs.code, declared?.wkt)
      const inPlace = crs && drawnAsIs(draftPath, crs.code, found)
      const drawn = inPlace ?? (move && found.drawable > 0 ? await placeOnEarth(draftPath, move, found) : null)
      if (!inPlace) await rm(draftPath, { force: true })
      const geo: Geo = {
        geometryTypes: [...types]
          .map(([type, count]) => ({ type, count }))
          .toSorted((a, b) => b.count - a.count || a.type.localeCompare(b.type)),
        ...{ featureCount: found.featureCount, bbox: drawn?.bbox ?? null, crs },
        ...{ emptyGeometryCount: found.empty, invalidGeometryCount: found.invalid },
        invalid: found.examples.toSorted((a, b) => a.feature - b.feature).slice(0, INVALID_SHOWN),
        ...{ hasTiles: false, tilesSizeBytes: null },
        mapNote: noteOf(found, Boolean(move), drawn),
      }
      return { geo, shapesPath: drawn && drawn.shapes > 0 ? drawn.path : null }
    },
  }
}

interface Found {
  featureCount: number
  empty: number
  invalid: number
  drawable: number
  positions: number
  examples: { feature: number; reason: Text }[]
  /** Invalid ones among the drawable: told once. */
  drawnAllTheSame: Set<number>
  /** Around all that is drawable, as written; and how many leave the Earth, were they degrees. */
  box: Box | null
  offEarth: number
}

const tellInvalid = (found: Found, feature: number, reason: Text): void => {
  found.invalid += 1
  if (found.examples.length < 2 * INVALID_SHOWN) found.examples.push({ feature, reason })
}

const tellOffEarth = (found: Found, feature: number): void => {
  if (!found.drawnAllTheSame.has(feature)) tellInvalid(found, feature, OUT_OF_RANGE)
}

const firstPosition = (geometry: Geometry): Position => {
  if (geometry.type === 'GeometryCollection') return firstPosition(geometry.geometries[0] as Geometry)
  let first: unknown = geometry.coordinates
  while (Array.isArray(first) && Array.isArray(first[0])) first = first[0]
  return first as Position
}

const guessed = (code: string | null): Geo['crs'] => (code === null ? null : { code, source: 'guessed' })

/** Nearly all tables and most files: in degrees already, and few enough to be drawn as they are. */
const drawnAsIs = (path: string, code: string, { box, drawable, positions, offEarth }: Found): PlacedShapes | null =>
  box && isDegrees(code) && offEarth === 0 && drawable <= MOST_FEATURES && positions <= MOST_POSITIONS
    ? { path, bbox: box.map(toCentimetre) as Box, shapes: drawable, all: drawable, isThinned: false }
    : null

interface PlacedShapes extends Drawn {
  path: string
  bbox: Box | null
}

/** Second pass: every shape in degrees, those that leave the Earth told, and those to draw kept. */
const placeOnEarth = async (draftPath: string, move: ToDegrees, found: Found): Promise<PlacedShapes> => {
  const path = `${draftPath}.degrees`
  const output = createRowOutput(path)
  const step = Math.ceil(found.drawable / MOST_FEATURES)
  const thinning = Math.ceil(found.positions / step / MOST_POSITIONS)
  let bbox: Geo['bbox'] = null
  let [rank, shapes] = [0, 0]
  try {
    for await (const [feature, geometry, cells] of readShapes(draftPath)) {
      const box = placed(geometry, move)
      if (!isOnEarth(box)) {
        tellOffEarth(found, feature)
        continue
      }
      bbox = bbox ? union(bbox, box) : box
      rank += 1
      if ((rank - 1) % step !== 0) continue
      shapes += 1
      output.write(shapeLine([feature, thinGeometry(geometry, thinning), cells]))
    }
  } finally {
    output.close()
  }
  return { path, bbox, shapes, all: rank, isThinned: thinning > 1 }
}

type Box = NonNullable<Geo['bbox']>

const placed = (geometry: Geometry, move: ToDegrees): Box => {
  visitPositions(geometry, (position) => {
    move(position)
    position[0] = toCentimetre(position[0])
    position[1] = toCentimetre(position[1])
  })
  return boxOf(geometry)
}

/** Seven decimals of a degree; what isn't a number stays one, and is seen. */
const toCentimetre = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

const boxOf = (geometry: Geometry): Box => {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  visitPositions(geometry, ([x, y]) => {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  })
  return box
}

const isOnEarth = ([west, south, east, north]: Box): boolean =>
  west >= -180 && east <= 180 && south >= -90 && north <= 90

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]

interface Drawn {
  shapes: number
  all: number
  isThinned: boolean
}

const noteOf = ({ drawable }: Found, isPlaced: boolean, drawn: Drawn | null): Text | null => {
  if (drawable === 0) return null
  if (!isPlaced) return NO_SYSTEM
  const notes = drawn
    ? [...(drawn.shapes < drawn.all ? [someOf(drawn)] : []), ...(drawn.isThinned ? [THINNED] : [])]
    : []
  if (notes.length === 0) return null
  return { fr: notes.map(({ fr }) => fr).join(' '), en: notes.map(({ en }) => en).join(' ') }
}

const someOf = ({ shapes, all }: Drawn): Text => ({
  fr: `La carte montre ${shapes.toLocaleString('fr-FR')} objets sur ${all.toLocaleString('fr-FR')}, pris régulièrement dans le fichier.`,
  en: `The map shows ${shapes.toLocaleString('en-GB')} features out of ${all.toLocaleString('en-GB')}, taken evenly from the file.`,
})
const THINNED: Text = {
  fr: 'Les lignes et les contours y sont simplifiés.',
  en: 'Lines and contours are simplified on it.',
}
const NO_SYSTEM: Text = {
  fr: 'Pas de carte : le système de coordonnées du fichier n’est pas connu.',
  en: 'No map: the reference system of the file is not known.',
}
