import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { crsOfWkt, type DeclaredCrs } from '../../../geo/crs-names.rules.ts'
import type { FileToInspect } from '../../../worker-protocol.ts'
import type { ReadFile, Reader } from '../../reader.ts'
import { readFeatures, type FeatureSink } from '../feature-sink.ts'
import { geoProblems, UNREADABLE } from '../geo-problems.rules.ts'
import { layerSheet } from '../layer-sheet.ts'
import { geometryOfBlob } from './geopackage-geometry.rules.ts'

const MOST_LAYERS = 200
/** Of one value, and of one statement of the file's own. */
const MOST_BYTES = 32_000_000

const problems = geoProblems('GeoPackage')

/**
 * The layers of a GeoPackage: all are told, the largest is read. The database is opened as bytes that nothing changes;
 * only real tables are read: a view or a virtual table is a program of the file's author.
 */
export const readGeoPackage: Reader = async (file) => {
  let db: DatabaseSync | null = null
  try {
    db = openReadOnly(file.path)
    return await readLargest(db, file)
  } catch (error) {
    throw problemOf(error)
  } finally {
    db?.close()
  }
}

const readLargest = async (db: DatabaseSync, file: FileToInspect): Promise<ReadFile> => {
  const layers = layersOf(db)
  const size = ({ rowCount, columns, geometry }: Layer): number =>
    (geometry ? 1_000 : 1) * rowCount * Math.max(1, columns.length)
  const chosen = layers.filter(({ rowCount }) => rowCount > 0).toSorted((a, b) => size(b) - size(a))[0]
  const sheets = layers.map((layer) => layerSheet(layer.name, layer.rowCount, layer.columns.length, layer === chosen))
  if (!chosen) return { csvPath: null, hasHeader: true, sheets, geo: null }
  const features = await readFeatures(file, async (sink) => {
    readLayer(db, chosen, sink)
    return crsOf(db, chosen.srsId)
  })
  const isGeographic = chosen.geometry !== null
  return { hasHeader: true, sheets, ...features, ...(isGeographic ? {} : { geo: null, shapesPath: null }) }
}

/** Immutable: without it, a journal beside the file would be looked for, and made. */
const openReadOnly = (path: string): DatabaseSync => {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  const db = new DatabaseSync(url, { readOnly: true, readBigInts: true, limits: { length: MOST_BYTES } })
  // Functions in the schema are those of whoever wrote it; pages are checked before they are believed.
  db.exec('PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON')
  return db
}

interface Layer {
  name: string
  columns: string[]
  /** The name of the column that holds them; null for a table of attributes only. */
  geometry: string | null
  srsId: number | null
  rowCount: number
}

const layersOf = (db: DatabaseSync): Layer[] => {
  const geometries = new Map(
    rowsOf(db, 'SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns').map((row) => [
      String(row.table_name),
      row,
    ]),
  )
  const contents = rowsOf(
    db,
    `SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes', 'aspatial') LIMIT ${MOST_LAYERS}`,
  )
  return contents.map(({ table_name: table }) => layerOf(db, String(table), geometries.get(String(table))))
}

type Row = Record<string, SQLOutputValue>

const layerOf = (db: DatabaseSync, name: string, geometry: Row | undefined): Layer => {
  const [object] = rowsOf(db, 'SELECT type, sql FROM sqlite_master WHERE name = ?', name)
  const isTable = object?.type === 'table' && !/^\s*CREATE\s+VIRTUAL/i.test(String(object.sql))
  if (!isTable) return { name, columns: [], geometry: null, srsId: null, rowCount: 0 }
  const columns = rowsOf(db, 'SELECT name FROM pragma_table_info(?)', name).map((row) => String(row.name))
  const column = columns.find((one) => one === String(geometry?.column_name)) ?? null
  const [count] = rowsOf(db, `SELECT count(*) AS rows FROM ${identifier(name)}`)
  return {
    ...{ name, columns: columns.filter((one) => one !== column), geometry: column },
    ...{ srsId: geometry ? Number(geometry.srs_id) : null, rowCount: Number(count?.rows ?? 0) },
  }
}

const rowsOf = (db: DatabaseSync, sql: string, ...values: string[]): Row[] => db.prepare(sql).all(...values)

const readLayer = (db: DatabaseSync, { name, columns, geometry }: Layer, sink: FeatureSink): void => {
  const selected = [...columns, ...(geometry === null ? [] : [geometry])].map(identifier).join(', ')
  for (const row of db.prepare(`SELECT ${selected} FROM ${identifier(name)}`).iterate()) {
    const cells = columns.map((column): [string, string] => [column, textOf(row[column])])
    const shape = geometry === null ? null : shapeOf(row[geometry])
    if (shape === 'unreadable') sink.add(cells, null, UNREADABLE)
    else sink.add(cells, shape)
  }
}

const shapeOf = (value: SQLOutputValue | undefined): unknown => {
  if (value === null || value === undefined) return null
  return value instanceof Uint8Array ? geometryOfBlob(value) : 'unreadable'
}

/** Text and whole numbers as they are stored; bytes have no writing. */
const textOf = (value: SQLOutputValue | undefined): string =>
  value === null || value === undefined || value instanceof Uint8Array ? '' : String(value)

/** Undefined systems are -1 (of no place) and 0 (of some place on Earth): their coordinates tell. */
const crsOf = (db: DatabaseSync, srsId: number | null): DeclaredCrs | null => {
  if (srsId === null || srsId <= 0) return null
  const [row] = rowsOf(
    db,
    'SELECT organization, organization_coordsys_id AS id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?',
    String(srsId),
  )
  const wkt = crsOfWkt(String(row?.definition ?? ''))
  if (/^epsg$/i.test(String(row?.organization))) return { code: `EPSG:${String(row?.id)}`, wkt: wkt?.wkt }
  return wkt
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** SQLite's words for what the file has wrong; lack of memory, of disk and of the file itself are the machine's. */
const problemOf = (error: unknown): unknown => {
  const { code, errcode } = error as { code?: string; errcode?: number }
  if (code !== 'ERR_SQLITE_ERROR') return error
  // SQLITE_TOOBIG: a value over the limit.
  if (errcode === 18) return problems.tooLarge(MOST_BYTES)
  return MACHINE.has((errcode ?? 0) & 255) ? error : problems.damaged()
}

/** SQLITE_NOMEM, IOERR, FULL, CANTOPEN. */
const MACHINE = new Set([7, 10, 13, 14])
