import { createHash } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
// The numbers of tiles along the Hilbert curve are those of the reader, which it comes with.
import { zxyToTileId } from 'pmtiles'
import { directoriesOf, type Entry } from './pmtiles-directory.rules.ts'

export interface TileArchive {
  /** The bytes of a tile, each once, in any order. */
  add(zoom: number, x: number, y: number, tile: Uint8Array): Promise<void>
  /** Writes the archive; how many bytes it has. */
  finish(about: ArchiveAbout): Promise<number>
  drop(): Promise<void>
}

export interface ArchiveAbout {
  deepestZoom: number
  /** In degrees. */
  bbox: [number, number, number, number]
  /** JSON of the archive: the layers and their fields. */
  metadata: unknown
}

/**
 * A PMTiles archive, version 3 (github.com/protomaps/PMTiles, spec/v3), of gzipped vector tiles. They wait in a draft
 * and are laid out in the order of their ids; equal ones are kept once.
 */
export const createTileArchive = async (path: string, draftPath: string): Promise<TileArchive> => {
  const draft = await open(draftPath, 'w+')
  const known = new Map<string, Entry>()
  const entries: Entry[] = []
  let draftBytes = 0
  const drop = async (): Promise<void> => {
    await draft.close()
    await rm(draftPath, { force: true })
  }

  return {
    add: async (zoom, x, y, tile) => {
      const bytes = gzipSync(tile)
      const hash = createHash('sha1').update(bytes).digest('base64')
      let content = known.get(hash)
      if (!content) {
        content = { tileId: 0, offset: draftBytes, length: bytes.length, runLength: 1 }
        known.set(hash, content)
        await draft.write(bytes, 0, bytes.length, draftBytes)
        draftBytes += bytes.length
      }
      entries.push({ ...content, tileId: zxyToTileId(zoom, x, y) })
    },
    finish: async (about) => {
      const { laidOut, order } = layOut(entries.toSorted((a, b) => a.tileId - b.tileId))
      const { root, leaves } = directoriesOf(laidOut)
      const metadata = gzipSync(JSON.stringify(about.metadata))
      const sizes = { root: root.length, metadata: metadata.length, leaves: leaves.length, tiles: draftBytes }
      const counts = { addressed: entries.length, entries: laidOut.length, contents: known.size }
      const output = await open(path, 'wx')
      try {
        const start = Buffer.concat([headerOf(sizes, counts, about), root, metadata, leaves])
        await output.write(start)
        await copyTiles(draft, output, order, start.length)
      } finally {
        await output.close()
      }
      await drop()
      return HEADER_BYTES + sizes.root + sizes.metadata + sizes.leaves + sizes.tiles
    },
    drop,
  }
}

/** Contents one after another by the first tile that has them; the same one in a row is one entry. */
const layOut = (sorted: Entry[]): { laidOut: Entry[]; order: Entry[] } => {
  const places = new Map<number, number>()
  const laidOut: Entry[] = []
  const order: Entry[] = []
  let end = 0
  for (const entry of sorted) {
    let offset = places.get(entry.offset)
    if (offset === undefined) {
      offset = end
      places.set(entry.offset, offset)
      order.push(entry)
      end += entry.length
    }
    const last = laidOut.at(-1)
    if (last?.offset === offset && last.tileId + last.runLength === entry.tileId) last.runLength += 1
    else laidOut.push({ ...entry, offset })
  }
  return { laidOut, order }
}

const copyTiles = async (from: FileHandle, to: FileHandle, order: Entry[], start: number): Promise<void> => {
  let position = start
  for (const { offset, length } of order) {
    const bytes = Buffer.alloc(length)
    await from.read(bytes, 0, length, offset)
    await to.write(bytes, 0, length, position)
    position += length
  }
}

const HEADER_BYTES = 127
const GZIP = 2
const VECTOR_TILES = 1

interface Sizes {
  root: number
  metadata: number
  leaves: number
  tiles: number
}
interface Counts {
  addressed: number
  entries: number
  contents: number
}

/** PMTiles 3 §3. */
const headerOf = (sizes: Sizes, counts: Counts, { deepestZoom, bbox }: ArchiveAbout): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles', 0, 'latin1')
  header.writeUInt8(3, 7)
  let [place, offset] = [8, HEADER_BYTES]
  for (const size of [sizes.root, sizes.metadata, sizes.leaves, sizes.tiles]) {
    header.writeBigUInt64LE(BigInt(offset), place)
    header.writeBigUInt64LE(BigInt(size), place + 8)
    place += 16
    offset += size
  }
  for (const count of [counts.addressed, counts.entries, counts.contents]) {
    header.writeBigUInt64LE(BigInt(count), place)
    place += 8
  }
  header.set([1, GZIP, GZIP, VECTOR_TILES, 0, deepestZoom], 96)
  const [west, south, east, north] = bbox
  for (const [index, degrees] of [west, south, east, north].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * index)
  header.writeUInt8(Math.min(deepestZoom, 4), 118)
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119)
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123)
  return header
}
