import { gzipSync } from 'node:zlib'

/** Where the bytes of a tile are; `runLength` tiles in a row share them, 0 for a directory further down. */
export interface Entry {
  tileId: number
  offset: number
  length: number
  runLength: number
}

/** What of the file must hold the header and the first directory (PMTiles 3 §2). */
const ROOT_BYTES = 16_384 - 127

export interface Directories {
  root: Buffer
  leaves: Buffer
}

/** The directory of all entries, in the order of their ids: in one piece if it fits at the beginning, else in leaves. */
export const directoriesOf = (entries: Entry[]): Directories => {
  const root = serialize(entries)
  if (root.length <= ROOT_BYTES) return { root, leaves: Buffer.alloc(0) }
  for (let perLeaf = 4_096; ; perLeaf *= 2) {
    const directories = withLeaves(entries, perLeaf)
    if (directories.root.length <= ROOT_BYTES) return directories
  }
}

const withLeaves = (entries: Entry[], perLeaf: number): Directories => {
  const leaves: Buffer[] = []
  const roots: Entry[] = []
  let offset = 0
  for (let at = 0; at < entries.length; at += perLeaf) {
    const leaf = serialize(entries.slice(at, at + perLeaf))
    roots.push({ tileId: entries[at]?.tileId ?? 0, offset, length: leaf.length, runLength: 0 })
    leaves.push(leaf)
    offset += leaf.length
  }
  return { root: serialize(roots), leaves: Buffer.concat(leaves) }
}

/** PMTiles 3 §4.2: ids as differences, run lengths, lengths, offsets (0: right after the one before), all varints. */
const serialize = (entries: Entry[]): Buffer => {
  const bytes: number[] = []
  varint(bytes, entries.length)
  let last = 0
  for (const { tileId } of entries) {
    varint(bytes, tileId - last)
    last = tileId
  }
  for (const { runLength } of entries) varint(bytes, runLength)
  for (const { length } of entries) varint(bytes, length)
  for (const [index, { offset }] of entries.entries()) {
    const before = entries[index - 1]
    varint(bytes, before && offset === before.offset + before.length ? 0 : offset + 1)
  }
  return gzipSync(Buffer.from(bytes))
}

/** Up to 2⁵³: divisions, as bits only go to 2³². */
const varint = (bytes: number[], value: number): void => {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}
