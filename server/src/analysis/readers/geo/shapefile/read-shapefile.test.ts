import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readShapes } from '../../../geo/shape-lines.ts'
import { problemOf, startScratch } from '../../../testing/scratch.ts'
import { dbfOf, nullShape, partsShape, pointShape, shpOf, type Field } from '../../../testing/shapefile-of.ts'
import { zipOf } from '../../../testing/zip-of.ts'
import { readShapefile } from './read-shapefile.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

const read = async (entries: Record<string, string | Buffer>, limits = {}) =>
  readShapefile(await scratch.file(zipOf(entries), 'a.zip', limits), 'shp')
const csvOf = async (entries: Record<string, string | Buffer>): Promise<string> =>
  readFile((await read(entries)).csvPath ?? '', 'utf8')

const FIELDS: Field[] = [
  ['code', 'C', 6],
  ['nom', 'C', 20],
  ['surface', 'N', 12],
  ['jour', 'D', 8],
]
const DBF = dbfOf(FIELDS, [
  ['06088', 'Musée', '12.50', '20240102'],
  ['2A004', '', '0', ''],
])
const SHP = shpOf(1, [pointShape(2.3376, 48.8606), pointShape(7.27, 43.72)])
const PRJ_LAMBERT =
  'PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]'

describe('a layer', () => {
  it('has the cells of its dbf as they are written, and its points', async () => {
    const { sheets, geo } = await read({ 'musees.shp': SHP, 'musees.dbf': DBF, 'musees.cpg': 'UTF-8' })
    expect(await csvOf({ 'musees.shp': SHP, 'musees.dbf': DBF, 'musees.cpg': 'UTF-8' })).toBe(
      'code,nom,surface,jour,geometry\n06088,Musée,12.50,20240102,POINT (2.3376 48.8606)\n2A004,,0,,POINT (7.27 43.72)\n',
    )
    expect(sheets).toMatchObject([{ name: 'musees', rowCount: 2, columnCount: 4, chosen: true }])
    expect(geo).toMatchObject({
      featureCount: 2,
      geometryTypes: [{ type: 'Point', count: 2 }],
      bbox: [2.3376, 43.72, 7.27, 48.8606],
    })
  })

  it.each<[string, Buffer, number, Record<string, string>]>([
    ['by its cpg', Buffer.from('Musée'), 0, { 'a.cpg': 'UTF-8' }],
    ['by a cpg in Esri’s way', Buffer.from('Mus\xe9e', 'latin1'), 0, { 'a.cpg': 'ANSI 1252\r\n' }],
    ['by its driver', Buffer.from('Mus\x82e', 'latin1'), 2, {}],
    ['found in UTF-8', Buffer.from('Musée'), 0, {}],
    ['found in Windows-1252', Buffer.from('Mus\xe9e', 'latin1'), 0, {}],
  ])('is read in its encoding, %s', async (_, name, driver, entries) => {
    const dbf = dbfOf(
      [['nom', 'C', 10]],
      Array.from({ length: 9 }, () => [name]),
      driver,
    )
    const csv = await csvOf({
      'a.shp': shpOf(
        1,
        Array.from({ length: 9 }, () => nullShape()),
      ),
      'a.dbf': dbf,
      ...entries,
    })
    expect(csv.split('\n')[1]).toBe('Musée')
  })

  it('in Lambert-93 is drawn in degrees', async () => {
    const entries = { 'a.shp': shpOf(1, [pointShape(652469.02, 6862035.26)]), 'a.dbf': dbfOf([['n', 'N', 3]], [['1']]) }
    const declared = await read({ ...entries, 'a.prj': PRJ_LAMBERT })
    expect(declared.geo).toMatchObject({ crs: { code: 'EPSG:2154', source: 'declared' } })
    expect(declared.geo?.bbox?.[0]).toBeCloseTo(2.3522, 4)
    expect((await read(entries)).geo).toMatchObject({ crs: { code: 'EPSG:2154', source: 'guessed' } })
    const unknown = PRJ_LAMBERT.replace('RGF_1993_Lambert_93', 'Projection de la ville')
    const drawn = await read({ ...entries, 'a.prj': unknown })
    expect(drawn.geo).toMatchObject({ crs: { code: 'Projection de la ville', source: 'declared' } })
    expect(drawn.geo?.bbox?.[1]).toBeCloseTo(48.8566, 4)
  })

  it('has holes in the ring that holds them', async () => {
    const outside = (x: number): [number, number][] => [
      [x, 0],
      [x, 4],
      [x + 4, 4],
      [x + 4, 0],
      [x, 0],
    ]
    const hole: [number, number][] = [
      [11, 1],
      [12, 1],
      [12, 2],
      [11, 2],
      [11, 1],
    ]
    const { shapesPath } = await read({ 'a.shp': shpOf(5, [partsShape(5, [outside(0), outside(10), hole])]) })
    const shapes = await Readable.from(readShapes(shapesPath ?? '')).toArray()
    expect(shapes).toEqual([[1, { type: 'MultiPolygon', coordinates: [[outside(0)], [outside(10), hole]] }, []]])
  })

  it('may have more rows than shapes, more shapes than rows, or deleted rows', async () => {
    const deleted = Buffer.from(DBF)
    deleted[DBF.readUInt16LE(8)] = 0x2a
    expect((await csvOf({ 'a.shp': SHP, 'a.dbf': deleted })).split('\n')).toHaveLength(3)
    expect((await csvOf({ 'a.shp': shpOf(1, [pointShape(1, 2)]), 'a.dbf': DBF })).split('\n')).toHaveLength(4)
    expect((await read({ 'a.shp': SHP, 'a.dbf': dbfOf([['n', 'N', 3]], [['1']]) })).geo).toMatchObject({
      featureCount: 2,
    })
    expect((await read({ 'a.shp': SHP })).geo).toMatchObject({ featureCount: 2 })
  })
})

it('of several layers the largest is read, and all are told', async () => {
  const { sheets } = await read({
    'd/petite.SHP': shpOf(1, [nullShape()]),
    'd/petite.DBF': dbfOf([['n', 'N', 3]], [['1']]),
    'd/grande.shp': SHP,
    'd/grande.dbf': DBF,
    '__MACOSX/d/._grande.shp': 'x',
  })
  expect(sheets?.map(({ name, rowCount, chosen }) => [name, rowCount, chosen])).toEqual([
    ['petite', 1, false],
    ['grande', 2, true],
  ])
})

describe('bad files', () => {
  it('shapes whose counts lie are unreadable, and the others are there', async () => {
    const lying = partsShape(5, [
      [
        [0, 0],
        [0, 1],
        [1, 1],
        [0, 0],
      ],
    ])
    lying.writeUInt32LE(0xffffffff, 40)
    const parts = partsShape(5, [
      [
        [0, 0],
        [0, 1],
        [1, 1],
        [0, 0],
      ],
    ])
    parts.writeUInt32LE(0xfffffff, 36)
    const other = Buffer.alloc(20)
    other.writeInt32LE(77, 0)
    const { geo } = await read({
      'a.shp': shpOf(5, [
        lying,
        parts,
        other,
        partsShape(5, [
          [
            [0, 0],
            [0, 1],
            [1, 1],
            [0, 0],
          ],
        ]),
      ]),
    })
    expect(geo).toMatchObject({
      featureCount: 4,
      invalidGeometryCount: 3,
      geometryTypes: [{ type: 'Polygon', count: 1 }],
    })
    expect(geo?.invalid[0]).toMatchObject({ feature: 1, reason: { fr: 'géométrie illisible' } })
  })

  it.each<[string, Record<string, string | Buffer>, string]>([
    ['cut shapes', { 'a.shp': SHP.subarray(0, 120) }, 'damaged'],
    ['no shapes', { 'a.shp': 'nothing' }, 'damaged'],
    ['a cut table', { 'a.shp': SHP, 'a.dbf': DBF.subarray(0, DBF.length - 9) }, 'damaged'],
    ['a table that is none', { 'a.shp': SHP, 'a.dbf': 'nothing' }, 'damaged'],
    [
      'a shape said to be 4 GB',
      {
        'a.shp': (() => {
          const bytes = Buffer.from(SHP)
          bytes.writeInt32BE(0x7fffffff, 104)
          return bytes
        })(),
      },
      'damaged|too_large',
    ],
    [
      'a shape said to be less than nothing',
      {
        'a.shp': (() => {
          const bytes = Buffer.from(SHP)
          bytes.writeInt32BE(-5, 104)
          return bytes
        })(),
      },
      'damaged',
    ],
    [
      'fields wider than the record',
      {
        'a.shp': SHP,
        'a.dbf': (() => {
          const bytes = Buffer.from(DBF)
          bytes[48] = 255
          return bytes
        })(),
      },
      'damaged',
    ],
  ])('%s', async (_, entries, code) => {
    const problem = await problemOf(read(entries))
    expect(problem.code).toMatch(new RegExp(`^(${code})$`))
    expect(problem.message.fr).toContain('Shapefile')
  })

  it('a billion rows that are said and aren’t there', async () => {
    const lying = Buffer.from(DBF)
    lying.writeUInt32LE(1_000_000_000, 4)
    const { sheets } = await read({ 'a.shp': SHP, 'a.dbf': lying, 'b.shp': SHP, 'b.dbf': lying })
    expect(sheets?.map(({ rowCount }) => rowCount)).toEqual([2, 2])
  })

  it('what unpacks to more than the limit', async () => {
    const dbf = dbfOf(
      [['n', 'C', 200]],
      Array.from({ length: 10_000 }, () => ['x']),
    )
    expect(await problemOf(read({ 'a.shp': SHP, 'a.dbf': dbf }, { unpackedBytes: 100_000 }))).toMatchObject({
      code: 'too_large',
    })
  })

  it('with a changed byte: read or refused, never more', async () => {
    const entries = { 'a.shp': SHP, 'a.dbf': DBF, 'a.prj': PRJ_LAMBERT }
    for (const [name, bytes] of Object.entries({ 'a.shp': SHP, 'a.dbf': DBF })) {
      for (let at = 0; at < bytes.length; at += 5) {
        const changed = Buffer.from(bytes)
        changed[at] = ~(bytes[at] ?? 0) & 0xff
        const outcome = await read({ ...entries, [name]: changed }).then(
          () => 'read',
          (error: unknown) => (error as Error).name,
        )
        expect(['read', 'FileProblem'], `${name} byte ${at}`).toContain(outcome)
      }
    }
  })
})
