import { readUtf8 } from '../../../encodings/read-text.ts'
import { crsOfName, type DeclaredCrs } from '../../../geo/crs-names.rules.ts'
import type { Text } from '../../../../lib/text.ts'
import { FileProblem } from '../../../model.ts'
import { encodingOfJson } from '../../json/json-encoding.ts'
import { cellText, parseExactly } from '../../json/json-rows.rules.ts'
import { membersOf, readPieces, type Piece, type PieceLimits, type PieceProblems } from '../../json/json-pieces.ts'
import type { Reader } from '../../reader.ts'
import { readFeatures, type FeatureSink } from '../feature-sink.ts'

/** Of one feature, or of a geometry that is alone in its file. */
const MOST_BYTES = 32_000_000

/**
 * GeoJSON (RFC 7946) as it comes: a collection, a feature, a geometry, or one of them a line. It is read feature by
 * feature, whatever its size. The reference system that the format had before its RFC is believed.
 */
export const readGeoJson: Reader = async (file) => {
  const limits: PieceLimits = { nesting: file.limits.nesting, bytes: MOST_BYTES }
  const encoding = await encodingOfJson(file.path)
  const features = await readFeatures(file, async (sink) => {
    const document = createDocument(sink, limits)
    for await (const piece of readPieces(readUtf8(file.path, encoding, false), limits, problemsAt(sink)))
      document.take(piece)
    return document.crs()
  })
  return { hasHeader: true, sheets: null, ...features }
}

/** The outermost objects of the file, one after another: their members are kept, their features go on. */
const createDocument = (sink: FeatureSink, limits: PieceLimits) => {
  const problems = problemsAt(sink)
  let members = createMembers(problems)
  let crs: DeclaredCrs | null = null
  return {
    take: (piece: Piece): void => {
      // Without a key: a list of features that has no collection around it.
      if (piece.kind === 'item' && (piece.key === 'features' || piece.key === null))
        return addFeature(sink, piece.bytes, limits)
      members.take(piece)
      if (piece.kind !== 'end') return
      crs ??= crsOf(members.get('crs'))
      if (piece.of === 'object' && members.get('features') === undefined) addMembers(sink, members, problems)
      members = createMembers(problems)
    },
    /** Without a word of it the coordinates tell: degrees, as the RFC wants, or not. */
    crs: () => crs,
  }
}

const addFeature = (sink: FeatureSink, bytes: Buffer, limits: PieceLimits): void => {
  const problems = problemsAt(sink)
  // What isn't an object is no feature; it counts as one all the same, for its rank.
  if (bytes[0] !== 123) return sink.add([], null, NOT_A_FEATURE)
  const members = createMembers(problems)
  for (const piece of membersOf(bytes, limits, problems)) members.take(piece)
  addMembers(sink, members, problems)
}

interface Members {
  take(piece: Piece): void
  get(key: string): unknown
  all(): [string, unknown][]
}

/** What an object holds. Cells stay bytes: they are read apart, digit for digit. */
const createMembers = (problems: PieceProblems): Members => {
  const members = new Map<string, unknown>()
  let keptBytes = 0
  const keep = (key: string, bytes: Buffer): unknown => {
    keptBytes += bytes.length
    if (keptBytes > MOST_BYTES) throw problems.tooLarge()
    return CELLS.has(key) ? bytes : parse(bytes, problems)
  }
  return {
    take: (piece) => {
      if (piece.kind === 'list') members.set(piece.key ?? '', [])
      if (piece.kind === 'member') members.set(piece.key, keep(piece.key, piece.bytes))
      if (piece.kind === 'item') (members.get(piece.key ?? '') as unknown[]).push(keep('', piece.bytes))
    },
    get: (key) => members.get(key),
    all: () => [...members],
  }
}
const CELLS = new Set(['properties', 'id'])

const addMembers = (sink: FeatureSink, members: Members, problems: PieceProblems): void => {
  if (members.get('type') !== 'Feature') return sink.add([], Object.fromEntries(members.all()))
  const cells = cellsOf(members.get('properties'), problems)
  const id = members.get('id')
  const hasId = Buffer.isBuffer(id) && !cells.some(([name]) => name === 'id')
  const own: [string, string][] = hasId ? [['id', cellText(parse(id, problems, parseExactly))]] : []
  sink.add([...own, ...cells], members.get('geometry') ?? null)
}

/** Numbers digit for digit; what is nested is its JSON. */
const cellsOf = (bytes: unknown, problems: PieceProblems): [string, string][] => {
  if (!Buffer.isBuffer(bytes)) return []
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
