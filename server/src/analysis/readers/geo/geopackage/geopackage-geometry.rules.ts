// Well-known binary in its three dialects, into GeoJSON.
import { Geometry } from 'wkx'

/** Sizes of the envelope by its code, in bytes. */
const ENVELOPES = [0, 32, 48, 48, 64]

/** The geometry of a GeoPackage's blob (OGC 12-128, §2.1.3), as GeoJSON; null for an empty one, or `unreadable`. */
export const geometryOfBlob = (blob: Uint8Array): unknown => {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.length)
  if (bytes.length < 8 || bytes.toString('latin1', 0, 2) !== 'GP') return 'unreadable'
  const flags = bytes[3] ?? 0
  const envelope = ENVELOPES[(flags >> 1) & 7]
  if (envelope === undefined) return 'unreadable'
  if (flags & 16) return null
  try {
    return Geometry.parse(bytes.subarray(8 + envelope)).toGeoJSON()
  } catch {
    // Counts that lie lead beyond the end; so do nested collections beyond the stack.
    return 'unreadable'
  }
}
