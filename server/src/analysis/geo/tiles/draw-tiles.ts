import { join } from 'node:path'
// Cut geometries into tiles and simplify them for each zoom, as maplibre-gl does for GeoJSON.
import { GeoJSONVT, type GeoJSONVTFeature, type GeoJSONVTTile } from '@maplibre/geojson-vt'
// Writes such a tile as a Mapbox vector tile.
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Geo } from '../../model.ts'
import { settleFile } from '../../settle-file.ts'
import type { FileToInspect } from '../../worker-protocol.ts'
import { visitPositions, type Geometry } from '../geometry.rules.ts'
import { readShapes, type Shape } from '../shape-lines.ts'
import { chooseDeepestZoom, squareX, squareY, type SquareBox } from './choose-zoom.rules.ts'
import { createTileArchive, type TileArchive } from './write-pmtiles.ts'

/** The one layer of the tiles. */
export const LAYER = 'features'

/** A tile with more than this is too heavy for a browser: it shows some, taken evenly. The last zoom shows more. */
const MOST_IN_TILE = 5_000
const MOST_IN_LAST_TILE = 40_000
/** Among more than this nobody points at one: cells, which take most of the time and place, come when it is closer. */
const MOST_NAMED = 256

/**
 * Draws shapes into the vector tiles of a file, under their name once whole; `names` are those of the columns, null for
 * those that the map must not show. The rank of a feature is its id: the row of the table. Returns what is then known.
 */
export const drawTiles = async (
  file: Pick<FileToInspect, 'scratchFolder' | 'tilesPath' | 'partialTilesPath'>,
  shapesPath: string,
  bbox: NonNullable<Geo['bbox']>,
  names: (string | null)[],
): Promise<Pick<Geo, 'hasTiles' | 'tilesSizeBytes'>> => {
  const features: Feature[] = []
  const boxes: SquareBox[] = []
  for await (const [id, geometry, cells] of readShapes(shapesPath)) {
    features.push({ type: 'Feature', id, geometry, properties: propertiesOf(cells, names) })
    boxes.push(boxOf(geometry))
  }
  const deepestZoom = chooseDeepestZoom(boxes)
  const archive = createTileArchive(file.partialTilesPath, join(file.scratchFolder, 'tiles'))
  try {
    if (cut(features, deepestZoom, archive) === 0) return { hasTiles: false, tilesSizeBytes: null }
    const tilesSizeBytes = archive.finish({ deepestZoom, bbox, metadata: metadataOf(names, deepestZoom) })
    await settleFile(file.partialTilesPath, file.tilesPath)
    return { hasTiles: true, tilesSizeBytes }
  } finally {
    archive.drop()
  }
}

interface Feature {
  type: 'Feature'
  id: number
  geometry: Geometry
  properties: Record<string, string>
}

/** By entries: a column may be called `__proto__`. */
const propertiesOf = (cells: Shape[2], names: (string | null)[]): Record<string, string> =>
  Object.fromEntries(
    cells.flatMap(([column, text]): [string, string][] => {
      const name = names[column]
      return name ? [[name, text]] : []
    }),
  )

const boxOf = (geometry: Geometry): SquareBox => {
  const box: SquareBox = [1, 1, 0, 0]
  visitPositions(geometry, ([longitude, latitude]) => {
    const [x, y] = [squareX(longitude), squareY(latitude)]
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
  })
  return box
}

const cut = (features: Feature[], deepestZoom: number, archive: TileArchive): number => {
  const index = new GeoJSONVT({ type: 'FeatureCollection', features } as never, {
    ...{ maxZoom: deepestZoom, indexMaxZoom: 0, indexMaxPoints: 0, wrap: false, extent: EXTENT, buffer: 128 },
  })
  const held = tilesHeldBy(index)
  let count = 0
  const visit = (zoom: number, x: number, y: number): void => {
    const tile = index.getTile(zoom, x, y)
    if (tile && tile.features.length > 0) {
      archive.add(zoom, x, y, encode(tile, zoom === deepestZoom))
      count += 1
    }
    // Small shapes vanish from a tile and come back below it: what it was made from tells.
    if (zoom < deepestZoom && held.mayHaveMore(zoom, x, y)) {
      for (const childX of [2 * x, 2 * x + 1]) for (const childY of [2 * y, 2 * y + 1]) visit(zoom + 1, childX, childY)
    }
    held.forget(zoom, x, y)
  }
  visit(0, 0, 0)
  return count
}

/**
 * The library keeps every tile that it has made, for a map that goes to and fro. We see each of them once: what it holds
 * is dropped as we go, which its interface has no word for.
 */
const tilesHeldBy = (index: GeoJSONVT) => {
  const { tileIndex } = index as unknown as {
    tileIndex: { tiles: Record<number, HeldTile | undefined>; tileCoords: unknown[] }
  }
  const idOf = (zoom: number, x: number, y: number): number => (2 ** zoom * y + x) * 32 + zoom
  return {
    /** What was drawn of the tile goes at once, and what its children are made from stays until they are. */
    mayHaveMore: (zoom: number, x: number, y: number): boolean => {
      const tile = tileIndex.tiles[idOf(zoom, x, y)]
      if (tile) tile.features = []
      return (tile?.source?.length ?? 0) > 0
    },
    forget: (zoom: number, x: number, y: number): void => {
      delete tileIndex.tiles[idOf(zoom, x, y)]
      tileIndex.tileCoords.length = 0
    },
  }
}

interface HeldTile {
  features: unknown[]
  source: unknown[] | null
}

const encode = (tile: GeoJSONVTTile, isLast: boolean): Uint8Array => {
  const seen: GeoJSONVTFeature[] = isLast ? tile.features : withoutHiddenPoints(tile.features)
  const step = Math.ceil(seen.length / (isLast ? MOST_IN_LAST_TILE : MOST_IN_TILE))
  const taken = step > 1 ? seen.filter((_, at) => at % step === 0) : seen
  const features = isLast || taken.length <= MOST_NAMED ? taken : taken.map(withoutCells)
  return fromGeojsonVt({ [LAYER]: { ...tile, features } as GeoJSONVTTile }, { version: 2, extent: EXTENT })
}

const withoutCells = (feature: GeoJSONVTFeature): GeoJSONVTFeature => ({ ...feature, tags: {} })

/** Of points that a map would draw over one another, the first: all of them come when it is closer. */
const withoutHiddenPoints = (features: GeoJSONVTFeature[]): GeoJSONVTFeature[] => {
  const taken = new Set<number>()
  return features.filter(({ type, geometry }) => {
    if (type !== 1 || geometry.length !== 1) return true
    const [x = 0, y = 0] = geometry[0] as number[]
    const place = Math.floor((y / EXTENT) * PLACES_ACROSS) * 1_024 + Math.floor((x / EXTENT) * PLACES_ACROSS)
    if (taken.has(place)) return false
    taken.add(place)
    return true
  })
}

/** What a tile's coordinates go to: as fine as maplibre-gl reads. */
const EXTENT = 8_192
/** A tile is 512 pixels wide on a screen, a point some 8. */
const PLACES_ACROSS = 64

const metadataOf = (names: (string | null)[], maxzoom: number) => ({
  vector_layers: [
    {
      ...{ id: LAYER, minzoom: 0, maxzoom },
      fields: Object.fromEntries(names.flatMap((name) => (name ? [[name, 'String']] : []))),
    },
  ],
})
