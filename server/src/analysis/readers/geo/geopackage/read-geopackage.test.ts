import { randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf, startScratch } from '../../../testing/scratch.ts'
import { readGeoPackage } from './read-geopackage.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

const SCHEMA = `
  PRAGMA synchronous = OFF;
  PRAGMA application_id = 0x47504B47;
  CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
  INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]'), ('RGF93 / Lambert-93', 2154, 'EPSG', 2154, ''), ('?', -1, 'NONE', -1, 'undefined');
  CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
  CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);`

/** The bytes of a database made by these statements. */
const gpkgOf = async (statements: string, fill: (db: DatabaseSync) => void = () => {}): Promise<Buffer> => {
  const path = join(scratch.folder, `${randomUUID()}.gpkg`)
  const db = new DatabaseSync(path)
  db.exec(SCHEMA + statements)
  fill(db)
  db.close()
  return readFile(path)
}

const layer = (name: string, columns: string, srs = 4326): string =>
  `CREATE TABLE ${name} (fid INTEGER PRIMARY KEY, geom BLOB, ${columns});
   INSERT INTO gpkg_contents VALUES ('${name}', 'features', '${name}', ${srs});
   INSERT INTO gpkg_geometry_columns VALUES ('${name}', 'geom', 'POINT', ${srs});`

/** A blob of a GeoPackage around well-known binary, with or without an envelope. */
const blobOf = (wkb: Buffer, flags = 1, envelope = 0): Buffer =>
  Buffer.concat([Buffer.from([0x47, 0x50, 0, flags, 0xe6, 0x10, 0, 0]), Buffer.alloc(envelope), wkb])
const pointWkb = (x: number, y: number): Buffer => {
  const bytes = Buffer.alloc(21)
  bytes[0] = 1
  bytes.writeUInt32LE(1, 1)
  bytes.writeDoubleLE(x, 5)
  bytes.writeDoubleLE(y, 13)
  return bytes
}

const read = async (bytes: Buffer, limits = {}) => readGeoPackage(await scratch.file(bytes, 'a.gpkg', limits), 'gpkg')

describe('a layer', () => {
  it('has its values untouched', async () => {
    const bytes = await gpkgOf(layer('musees', 'code TEXT, visites INTEGER, surface REAL, photo BLOB'), (db) => {
      const insert = db.prepare('INSERT INTO musees (geom, code, visites, surface, photo) VALUES (?, ?, ?, ?, ?)')
      insert.run(blobOf(pointWkb(2.3376, 48.8606)), '06088', 9_007_199_254_740_993n, 0.1, Buffer.from('x'))
      insert.run(blobOf(pointWkb(7, 43), 3, 32), 'x, "y"', null, 1e21, null)
      insert.run(null, null, -1, null, null)
    })
    const { csvPath, sheets, geo } = await read(bytes)
    expect(await readFile(csvPath ?? '', 'utf8')).toBe(
      'fid,code,visites,surface,photo,geometry\n1,06088,9007199254740993,0.1,,POINT (2.3376 48.8606)\n2,"x, ""y""",,1e+21,,POINT (7 43)\n3,,-1,,,\n',
    )
    expect(sheets).toMatchObject([{ name: 'musees', rowCount: 3, columnCount: 5, chosen: true }])
    expect(geo).toMatchObject({
      ...{ featureCount: 3, emptyGeometryCount: 1, invalidGeometryCount: 0, bbox: [2.3376, 43, 7, 48.8606] },
      crs: { code: 'EPSG:4326', source: 'declared' },
    })
  })

  it.each([
    ['declared', 2154, 'declared'],
    ['undefined, guessed', -1, 'guessed'],
  ])('has a reference system: %s', async (_, srs, source) => {
    const bytes = await gpkgOf(layer('a', 'n TEXT', srs), (db) =>
      db.prepare('INSERT INTO a (geom, n) VALUES (?, ?)').run(blobOf(pointWkb(652469.02, 6862035.26)), 'x'),
    )
    const { geo } = await read(bytes)
    expect(geo?.crs).toEqual({ code: 'EPSG:2154', source })
    expect(geo?.bbox?.[1]).toBeCloseTo(48.8566, 4)
  })
})

it('of several layers the largest is read, geographic ones first; views are told and left alone', async () => {
  const more = `CREATE TABLE notes (a TEXT, b TEXT, c TEXT, d TEXT); INSERT INTO gpkg_contents VALUES ('notes', 'attributes', 'notes', 0);
    INSERT INTO notes SELECT 'x', 'x', 'x', 'x' FROM gpkg_spatial_ref_sys;
    CREATE VIEW infini AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom FROM n;
    INSERT INTO gpkg_contents VALUES ('infini', 'features', 'infini', 4326);
    INSERT INTO gpkg_geometry_columns VALUES ('infini', 'geom', 'POINT', 4326);`
  const bytes = await gpkgOf(layer('a', 'n TEXT') + layer('b', 'n TEXT') + more, (db) => {
    for (const [table, rows] of [
      ['a', 1],
      ['b', 2],
    ] as const)
      for (let row = 0; row < rows; row += 1)
        db.prepare(`INSERT INTO ${table} (geom, n) VALUES (?, 'x')`).run(blobOf(pointWkb(1, 2)))
  })
  const { sheets } = await read(bytes)
  expect(sheets?.map(({ name, rowCount, chosen }) => [name, rowCount, chosen]).toSorted()).toEqual([
    ['a', 1, false],
    ['b', 2, true],
    ['infini', 0, false],
    ['notes', 3, false],
  ])
})

describe('bad files', () => {
  it('geometries that lie are unreadable, and the others are there', async () => {
    const lying = Buffer.from([1, 2, 0, 0, 0, 255, 255, 255, 255])
    const nested = Buffer.alloc(900_000)
    for (let at = 0; at < nested.length; at += 9) nested.set([1, 7, 0, 0, 0, 1, 0, 0, 0], at)
    const bytes = await gpkgOf(layer('a', 'n TEXT'), (db) => {
      const insert = db.prepare(`INSERT INTO a (geom, n) VALUES (?, 'x')`)
      for (const blob of [
        blobOf(lying),
        blobOf(nested),
        Buffer.from('GP'),
        blobOf(pointWkb(1, 2), 0xff),
        'text',
        blobOf(pointWkb(1, 2)),
      ])
        insert.run(blob)
      insert.run(blobOf(pointWkb(NaN, NaN), 0x11))
    })
    expect((await read(bytes)).geo).toMatchObject({ featureCount: 7, invalidGeometryCount: 5, emptyGeometryCount: 1 })
  })

  it('triggers don’t run, and nothing is written beside the file', async () => {
    const trigger = `CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END; PRAGMA journal_mode = WAL;`
    const bytes = await gpkgOf(layer('a', 'n TEXT'), (db) => {
      db.prepare(`INSERT INTO a (geom, n) VALUES (?, 'x')`).run(blobOf(pointWkb(1, 2)))
      db.exec(trigger)
    })
    const file = await scratch.file(bytes, 'a.gpkg')
    expect(await readGeoPackage(file, 'gpkg')).toMatchObject({ geo: { featureCount: 1 } })
    expect((await readdir(scratch.folder)).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([])
    expect(await readFile(file.path)).toEqual(bytes)
  })

  it('a value beyond the limit; columns that compute one are left alone', async () => {
    const huge = await gpkgOf(layer('a', 'n TEXT') + 'INSERT INTO a (n) VALUES (hex(zeroblob(17000000)));')
    expect(await problemOf(read(huge))).toMatchObject({ code: 'too_large' })
    const made = await gpkgOf(
      layer('a', 'n TEXT, gros TEXT AS (hex(zeroblob(60000000)))') + `INSERT INTO a (n) VALUES ('x');`,
    )
    expect(await read(made)).toMatchObject({ geo: { featureCount: 1 } })
  })

  it('without the tables of a GeoPackage, or cut', async () => {
    const bytes = await gpkgOf(layer('a', 'n TEXT'), (db) => {
      for (let row = 0; row < 2_000; row += 1)
        db.prepare(`INSERT INTO a (geom, n) VALUES (?, 'x')`).run(blobOf(pointWkb(1, 2)))
    })
    for (const length of [100, 4096, 20_000, bytes.length - 4096])
      expect(await problemOf(read(bytes.subarray(0, length))), `${length}`).toMatchObject({ code: 'damaged' })
    const path = join(scratch.folder, 'other.gpkg')
    new DatabaseSync(path).exec('PRAGMA application_id = 0x47504B47; CREATE TABLE a (b)')
    expect(await problemOf(read(await readFile(path)))).toMatchObject({ code: 'damaged' })
  })

  it('with a changed byte: read or refused, never more', { timeout: 60_000 }, async () => {
    const bytes = await gpkgOf(layer('a', 'n TEXT'), (db) => {
      for (let row = 0; row < 100; row += 1)
        db.prepare(`INSERT INTO a (geom, n) VALUES (?, 'x')`).run(blobOf(pointWkb(1, 2)))
    })
    for (let at = 0; at < bytes.length; at += 211) {
      const changed = Buffer.from(bytes)
      changed[at] = ~(bytes[at] ?? 0) & 0xff
      const outcome = await read(changed).then(
        () => 'read',
        (error: unknown) => (error as Error).name,
      )
      expect(['read', 'FileProblem'], `byte ${at}`).toContain(outcome)
    }
  })
})
