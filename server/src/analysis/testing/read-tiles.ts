import { open, type FileHandle } from 'node:fs/promises'
// The reader that browsers use: what it reads is right.
import { PMTiles, type RangeResponse, type Source } from 'pmtiles'
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

/** The tiles of a file as a map reads them. */
export const readTiles = async (path: string) => {
  const file = await open(path)
  const archive = new PMTiles(sourceOf(file, path))
  const features = async (zoom: number, x: number, y: number): Promise<VectorTileFeature[]> => {
    const tile = await archive.getZxy(zoom, x, y)
    const layer = tile && new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers.features
    return layer ? Array.from({ length: layer.length }, (_, index) => layer.feature(index)) : []
  }
  const raw = async (zoom: number, x: number, y: number): Promise<string | undefined> => {
    const tile = await archive.getZxy(zoom, x, y)
    return tile && Buffer.from(tile.data).toString()
  }
  return {
    raw,
    header: await archive.getHeader(),
    metadata: await archive.getMetadata(),
    features,
    close: () => file.close(),
  }
}

const sourceOf = (file: FileHandle, key: string): Source => ({
  getKey: () => key,
  getBytes: async (offset, length): Promise<RangeResponse> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
    return { data: new Uint8Array(buffer.subarray(0, bytesRead)).buffer }
  },
})
