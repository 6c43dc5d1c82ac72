import { join } from 'node:path'
// Cut geometries into tiles and simplify them for each zoom, as maplibre-gl does for GeoJSON.
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt'
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
  const archive = await createTileArchive(file.partialTilesPath, join(file.scratchFolder, 'tiles'))
  const count = await cut(features, deepestZoom, archive)
  if (count === 0) {
    await archive.drop()
    return { hasTiles: false, tilesSizeBytes: null }
  }
  const tilesSizeBytes = await archive.finish({ deepestZoom, bbox, metadata: metadataOf(names, deepestZoom) })
  await settleFile(file.partialTilesPath, file.tilesPath)
  return { hasTiles: true, tilesSizeBytes }
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

const cut = async (features: Feature[], deepestZoom: number, archive: TileArchive): Promise<number> => {
  const index = new GeoJSONVT({ type: 'FeatureCollection', features } as never, {
    ...{ maxZoom: deepestZoom, indexMaxZoom: 0, indexMaxPoints: 0, wrap: false },
  })
  const held = tilesHeldBy(index)
  let count = 0
  const visit = async (zoom: number, x: number, y: number): Promise<void> => {
    const tile = index.getTile(zoom, x, y)
    if (tile && tile.features.length > 0) {
      await archive.add(zoom, x, y, encode(tile, zoom === deepestZoom))
      count += 1
    }
    const [right, below] = [2 * x + 1, 2 * y + 1]
    // Small shapes may vanish from a tile and come back below: only a tile with no feature at all has none under it.
    if (zoom < deepestZoom && held.mayHaveMore(zoom, x, y))
      for (const [cx, cy] of [
        [right - 1, below - 1],
        [right, below - 1],
        [right - 1, below],
        [right, below],
      ] as const)
        await visit(zoom + 1, cx, cy)
    held.forget(zoom, x, y)
  }
  await visit(0, 0, 0)
  return count
}

/**
 * The library keeps every tile that it has made, for a map that goes to and fro. We see each of them once: what it holds
 * is dropped as we go, which its interface has no word for.
 */
const tilesHeldBy = (index: GeoJSONVT) => {
  const { tileIndex } = index as unknown as {
    tileIndex: { tiles: Record<number, { source: unknown[] | null } | undefined>; tileCoords: unknown[] }
  }
  const idOf = (zoom: number, x: number, y: number): number => (2 ** zoom * y + x) * 32 + zoom
  return {
    mayHaveMore: (zoom: number, x: number, y: number): boolean =>
      (tileIndex.tiles[idOf(zoom, x, y)]?.source?.length ?? 0) > 0,
    forget: (zoom: number, x: number, y: number): void => {
      delete tileIndex.tiles[idOf(zoom, x, y)]
      tileIndex.tileCoords.length = 0
    },
  }
}

const encode = (tile: GeoJSONVTTile, isLast: boolean): Uint8Array => {
  const most = isLast ? MOST_IN_LAST_TILE : MOST_IN_TILE
  const step = Math.ceil(tile.features.length / most)
  const all: unknown[] = tile.features
  const features = step > 1 ? all.filter((_, at) => at % step === 0) : all
  return fromGeojsonVt({ [LAYER]: { ...tile, features } as GeoJSONVTTile }, { version: 2, extent: 4096 })
}

const metadataOf = (names: (string | null)[], maxzoom: number) => ({
  vector_layers: [
    {
      ...{ id: LAYER, minzoom: 0, maxzoom },
      fields: Object.fromEntries(names.flatMap((name) => (name ? [[name, 'String']] : []))),
    },
  ],
})
