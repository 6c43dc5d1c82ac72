import { readUtf8 } from '../../../encodings/read-text.ts'
import { crsOfName, type DeclaredCrs } from '../../../geo/crs-names.rules.ts'
import type { Text } from '../../../../lib/text.ts'
import { FileProblem } from '../../../model.ts'
import { encodingOfJson } from '../../json/json-encoding.ts'
import { cellText, parseExactly } from '../../json/json-rows.rules.ts'
import { membersOf, readPieces, type Piece, type PieceLimits, type PieceProblems } from '../../json/json-pieces.ts'
import type { Reader } from '../../reader.ts'
import { createFeatureSink, type FeatureSink } from '../feature-sink.ts'

/** Of one feature, or of a geometry that is alone in its file. */
const MOST_BYTES = 64_000_000

/**
 * GeoJSON (RFC 7946) as it comes: a collection, a feature, a geometry, or one of them a line. It is read feature by
 * feature, whatever its size. The reference system that the format had before its RFC is believed.
 */
export const readGeoJson: Reader = async (file) => {
  const limits: PieceLimits = { nesting: file.limits.nesting, bytes: MOST_BYTES }
  const encoding = await encodingOfJson(file.path)
  const sink = createFeatureSink(file)
  const document = createDocument(sink, limits)
  for await (const piece of readPieces(readUtf8(file.path, encoding, false), limits, problemsAt(sink)))
    document.take(piece)
  return { hasHeader: true, sheets: null, ...(await sink.finish(document.crs())) }
}

/** The outermost objects of the file, one after another: their members are kept, their features go on. */
const createDocument = (sink: FeatureSink, limits: PieceLimits) => {
  let members = new Map<string, unknown>()
  let keptBytes = 0
  let crs: DeclaredCrs | null = null
  const problems = problemsAt(sink)

  const keep = (key: string, bytes: Buffer): unknown => {
    keptBytes += bytes.length
    if (keptBytes > MOST_BYTES) throw problems.tooLarge()
    return key === 'properties' ? bytes : parse(bytes, problems)
  }
  const addToList = (key: string, bytes: Buffer): void => {
    const list = members.get(key)
    if (Array.isArray(list)) list.push(keep(key, bytes))
  }

  return {
    take: (piece: Piece): void => {
      if (piece.kind === 'list' && piece.key !== null) members.set(piece.key, [])
      if (piece.kind === 'member') members.set(piece.key, keep(piece.key, piece.bytes))
      if (piece.kind === 'item' && piece.key === 'features') addFeature(sink, piece.bytes, limits)
      else if (piece.kind === 'item' && piece.key !== null) addToList(piece.key, piece.bytes)
      // A list of features without a collection around it.
      else if (piece.kind === 'item') addFeature(sink, piece.bytes, limits)
      if (piece.kind !== 'end') return
      crs ??= crsOf(members.get('crs'))
      if (piece.of === 'object' && !members.has('features')) addMembers(sink, members, problems)
      members = new Map()
      keptBytes = 0
    },
    /** Without a word of it the coordinates tell: degrees, as the RFC wants, or not. */
    crs: () => crs,
  }
}

const addFeature = (sink: FeatureSink, bytes: Buffer, limits: PieceLimits): void => {
  const problems = problemsAt(sink)
  // What isn't an object is no feature; it counts as one all the same, for its rank.
  if (bytes[0] !== 123) return sink.add([], null, NOT_A_FEATURE)
  const members = new Map<string, unknown>()
  const lists = new Map<string, Buffer[]>()
  for (const piece of membersOf(bytes, limits, problems)) {
    if (piece.kind === 'list' && piece.key !== null) lists.set(piece.key, [])
    if (piece.kind === 'item') lists.get(piece.key ?? '')?.push(piece.bytes)
    if (piece.kind === 'member')
      members.set(piece.key, piece.key === 'properties' ? piece.bytes : parse(piece.bytes, problems))
  }
  // A bare geometry among features: its coordinates are a list.
  for (const [key, items] of lists)
    if (key === 'coordinates' || key === 'geometries')
      members.set(
        key,
        items.map((item) => parse(item, problems)),
      )
  addMembers(sink, members, problems)
}

const addMembers = (sink: FeatureSink, members: Map<string, unknown>, problems: PieceProblems): void => {
  if (members.get('type') !== 'Feature') return sink.add([], Object.fromEntries(members))
  const properties = members.get('properties')
  const cells = Buffer.isBuffer(properties) ? cellsOf(properties, problems) : []
  const id = members.get('id')
  const hasId = (typeof id === 'string' || typeof id === 'number') && !cells.some(([name]) => name === 'id')
  sink.add(hasId ? [['id', String(id)], ...cells] : cells, members.get('geometry') ?? null)
}

/** Numbers digit for digit; what is nested is its JSON. */
const cellsOf = (bytes: Buffer, problems: PieceProblems): [string, string][] => {
  const properties = parse(bytes, problems, parseExactly)
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return []
  return Object.entries(properties).map(([name, value]) => [name, cellText(value)])
}

const parse = (bytes: Buffer, problems: PieceProblems, read: (text: string) => unknown = JSON.parse): unknown => {
  try {
    return read(bytes.toString())
  } catch {
    throw problems.damaged()
  }
}

/** GeoJSON of 2008, §3: `{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}`. */
const crsOf = (value: unknown): DeclaredCrs | null => {
  const { properties } = (value ?? {}) as { properties?: { name?: unknown } | null }
  return typeof properties?.name === 'string' ? crsOfName(properties.name) : null
}

const NOT_A_FEATURE: Text = { fr: 'ce n’est pas un objet géographique', en: 'this is not a feature' }

const problemsAt = (sink: FeatureSink): PieceProblems => ({
  damaged: () => {
    const feature = sink.rowCount + 1
    return new FileProblem('damaged', {
      fr: `Ce GeoJSON est mal formé ou coupé à partir de son objet n° ${feature} : il est publié sans tableau ni carte. Exportez-le de nouveau.`,
      en: `This GeoJSON is malformed or cut from its feature no. ${feature} on: it is published without table or map. Export it again.`,
    })
  },
  tooDeep: () =>
    new FileProblem('too_large', {
      fr: 'Ce GeoJSON est imbriqué sur trop de niveaux : il est publié sans tableau ni carte.',
      en: 'This GeoJSON is nested on too many levels: it is published without table or map.',
    }),
  tooLarge: () => {
    const feature = sink.rowCount + 1
    return new FileProblem('too_large', {
      fr: `L’objet n° ${feature} de ce GeoJSON dépasse ${MOST_BYTES / 1_000_000} Mo : simplifiez sa géométrie, puis déposez le fichier de nouveau.`,
      en: `Feature no. ${feature} of this GeoJSON is over ${MOST_BYTES / 1_000_000} MB: simplify its geometry, then deposit the file again.`,
    })
  },
})
