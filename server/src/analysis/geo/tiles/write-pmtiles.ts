import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
// The numbers of tiles along the Hilbert curve are those of the reader, which it comes with.
import { zxyToTileId } from 'pmtiles'
import { writeAll } from '../../write-all.ts'
import { directoriesOf, type Entry } from './pmtiles-directory.rules.ts'

/** Written in one go by a worker that does nothing else: waiting for each small tile would cost more than the tile. */
export interface TileArchive {
  /** The bytes of a tile, each once, in any order. */
  add(zoom: number, x: number, y: number, tile: Uint8Array): void
  /** Writes the archive; how many bytes it has. */
  finish(about: ArchiveAbout): number
  /** Ends the draft: to be called whatever happened. */
  drop(): void
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
export const createTileArchive = (path: string, draftPath: string): TileArchive => {
  const draft = openSync(draftPath, 'w+')
  const output = createOutput(draft)
  const known = new Map<string, Entry>()
  const entries: Entry[] = []

  return {
    add: (zoom, x, y, tile) => {
      const bytes = compress(tile)
      const hash = createHash('sha1').update(bytes).digest('base64')
      let content = known.get(hash)
      if (!content) {
        content = { tileId: 0, offset: output.length(), length: bytes.length, runLength: 1 }
        known.set(hash, content)
        output.write(bytes)
      }
      entries.push({ ...content, tileId: zxyToTileId(zoom, x, y) })
    },
    finish: (about) => {
      output.flush()
      const { laidOut, order } = layOut(entries.toSorted((a, b) => a.tileId - b.tileId))
      const { root, leaves } = directoriesOf(laidOut)
      const metadata = gzipSync(JSON.stringify(about.metadata))
      const sizes = { root: root.length, metadata: metadata.length, leaves: leaves.length, tiles: output.length() }
      const counts = { addressed: entries.length, entries: laidOut.length, contents: known.size }
      writeArchive(path, [headerOf(sizes, counts, about), root, metadata, leaves], draft, order)
      return HEADER_BYTES + sizes.root + sizes.metadata + sizes.leaves + sizes.tiles
    },
    drop: () => {
      closeSync(draft)
      rmSync(draftPath, { force: true })
    },
  }
}

/** Small tiles in a small window: a full one is a quarter of a megabyte, allocated for each of them. */
const compress = (tile: Uint8Array): Buffer =>
  gzipSync(tile, tile.length < 8_192 ? { level: 4, windowBits: 12, memLevel: 5 } : { level: 4 })

const createOutput = (file: number) => {
  const buffer = Buffer.alloc(1_048_576)
  let [held, written] = [0, 0]
  const flush = (): void => {
    writeAll(file, buffer.subarray(0, held))
    held = 0
  }
  return {
    write: (bytes: Uint8Array): void => {
      if (held + bytes.length > buffer.length) flush()
      if (bytes.length > buffer.length) writeAll(file, bytes)
      else {
        buffer.set(bytes, held)
        held += bytes.length
      }
      written += bytes.length
    },
    flush,
    length: () => written,
  }
}

const writeArchive = (path: string, start: Buffer[], draft: number, order: Entry[]): void => {
  const file = openSync(path, 'wx')
  try {
    const output = createOutput(file)
    for (const bytes of start) output.write(bytes)
    for (const { offset, length } of order) {
      const bytes = Buffer.alloc(length)
      readSync(draft, bytes, 0, length, offset)
      output.write(bytes)
    }
    output.flush()
  } finally {
    closeSync(file)
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
