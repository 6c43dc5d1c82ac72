import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf, startScratch } from '../../../testing/scratch.ts'
import { readGeoJson } from './read-geojson.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

const read = async (content: Buffer | string | object, limits = {}) => {
  const text = Buffer.isBuffer(content) || typeof content === 'string' ? content : JSON.stringify(content)
  return readGeoJson(await scratch.file(text, 'a.geojson', limits), 'geojson')
}
const csvOf = async (content: Parameters<typeof read>[0]): Promise<string> =>
  readFile((await read(content)).csvPath ?? '', 'utf8')
const geoOf = async (content: Parameters<typeof read>[0]) => (await read(content)).geo

const feature = (type: string, coordinates: unknown, properties: object | null = { n: 1 }) => ({
  ...{ type: 'Feature', properties },
  geometry: { type, coordinates },
})
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })
const SQUARE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
]

describe('the table', () => {
  it('has the properties as they are written, and points as text', async () => {
    const text = `{"type":"FeatureCollection","features":[
      {"type":"Feature","id":"a1","properties":{"code":"06088","part":0.10,"grand":12345678901234567890,"l":[1,"é"],"vide":null},
       "geometry":{"type":"Point","coordinates":[2.35,48.85,30]}},
      {"type":"Feature","properties":{"autre":"x, y"},"geometry":null}]}`
    expect(await csvOf(text)).toBe(
      'id,code,part,grand,l,vide,geometry,autre\na1,06088,0.10,12345678901234567890,"[1,""é""]",,POINT (2.35 48.85 30),\n,,,,,,,"x, y"\n',
    )
  })

  it('has no geometry but points', async () => {
    expect(await csvOf(collection(feature('Polygon', [SQUARE]), feature('LineString', SQUARE)))).toBe('n\n1\n1\n')
  })

  it('has no text of a point that is wrong', async () => {
    const wrong = [[2], ['2', 48], [null, 48, 3], []].map((coordinates) => feature('Point', coordinates))
    expect(await csvOf(collection(...wrong))).toBe('n\n1\n1\n1\n1\n')
  })

  it('isn’t there without properties', async () => {
    const { csvPath, geo } = await read({ type: 'Polygon', coordinates: [SQUARE] })
    expect(csvPath).toBe(null)
    expect(geo).toMatchObject({ featureCount: 1, geometryTypes: [{ type: 'Polygon', count: 1 }] })
  })

  it('keeps a property called geometry or __proto__', async () => {
    const text =
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":"x","a":"y"},"geometry":null}]}'
    expect(await csvOf(text)).toBe('__proto__,a\nx,y\n')
  })
})

describe('the forms', () => {
  const POINT = feature('Point', [2, 48])
  it.each<[string, string | Buffer, number]>([
    ['a collection', JSON.stringify(collection(POINT, POINT)), 2],
    ['a collection that says so at its end', `{"features":[${JSON.stringify(POINT)}],"type":"FeatureCollection"}`, 1],
    ['an empty one', '{"type":"FeatureCollection","features":[]}', 0],
    ['a feature', JSON.stringify(POINT), 1],
    ['a geometry', '{"type":"Point","coordinates":[2,48]}', 1],
    [
      'a collection of geometries',
      '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[2,48]}]}',
      1,
    ],
    ['a feature a line', `${JSON.stringify(POINT)}\n${JSON.stringify(POINT)}\n`, 2],
    ['a sequence of texts', `\x1e${JSON.stringify(POINT)}\n\x1e${JSON.stringify(POINT)}\n`, 2],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(collection(POINT))}`, 'utf16le'), 1],
    ['a mark', `\ufeff${JSON.stringify(collection(POINT))}`, 1],
  ])('%s', async (_, content, count) => {
    expect(await geoOf(content)).toMatchObject({ featureCount: count, invalidGeometryCount: 0, emptyGeometryCount: 0 })
  })
})

describe('geometries', () => {
  it('are counted by type, the most frequent first', async () => {
    const point = feature('Point', [2, 48])
    expect(
      await geoOf(
        collection(
          feature('LineString', SQUARE),
          point,
          point,
          feature('MultiPoint', [
            [7, 43],
            [-5, 50],
          ]),
        ),
      ),
    ).toMatchObject({
      geometryTypes: [
        { type: 'Point', count: 2 },
        { type: 'LineString', count: 1 },
        { type: 'MultiPoint', count: 1 },
      ],
      bbox: [-5, 0, 7, 50],
      crs: { code: 'EPSG:4326', source: 'guessed' },
    })
  })

  it.each<[string, string, unknown, string]>([
    ['an open ring', 'Polygon', [SQUARE.slice(0, 4)], 'fermé'],
    [
      'a ring of three points',
      'Polygon',
      [
        [
          [0, 0],
          [1, 0],
          [0, 0],
        ],
      ],
      'quatre points',
    ],
    [
      'a bow tie',
      'MultiPolygon',
      [
        [
          [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
            [0, 0],
          ],
        ],
      ],
      'croise',
    ],
    ['a line of one point', 'LineString', [[0, 0]], 'deux points'],
    ['a latitude beyond the pole', 'Point', [2, 148], 'hors de la Terre'],
    ['a coordinate that is a text', 'Point', ['2', '48'], 'nombre'],
    ['a coordinate that is missing', 'Point', [2], 'nombre'],
    ['a number for a list', 'LineString', 5, 'nombre'],
    ['another type', 'Circle', [2, 48], 'inconnu'],
  ])('%s is told', async (_, type, coordinates, reason) => {
    const good = Array.from({ length: 30 }, () => feature('Point', [2, 48]))
    const geo = await geoOf(collection(...good, feature(type, coordinates)))
    expect(geo).toMatchObject({ featureCount: 31, invalidGeometryCount: 1, bbox: expect.any(Array) })
    expect(geo?.invalid).toEqual([
      { feature: 31, reason: { fr: expect.stringContaining(reason), en: expect.any(String) } },
    ])
  })

  it('wrong in two ways are told once', async () => {
    const far = [
      [0, 0],
      [200, 0],
      [200, 200],
      [0, 200],
    ]
    const good = Array.from({ length: 30 }, () => feature('Point', [2, 48]))
    expect(await geoOf(collection(...good, feature('Polygon', [far])))).toMatchObject({ invalidGeometryCount: 1 })
  })

  it.each([null, { type: 'Point', coordinates: [] }, { type: 'MultiPolygon', coordinates: [[[]]] }])(
    '%j is empty',
    async (geometry) => {
      expect(await geoOf(collection({ type: 'Feature', properties: {}, geometry }))).toMatchObject({
        ...{ emptyGeometryCount: 1, invalidGeometryCount: 0, bbox: null, hasTiles: false },
      })
    },
  )
})

/** Places were computed apart, by Snyder's formulas; for the NTF, whose change of datum is rough, within a kilometre. */
describe('the reference system', () => {
  const at = (x: number, y: number, name?: string) => ({
    ...collection(feature('Point', [x, y])),
    ...(name && { crs: { type: 'name', properties: { name } } }),
  })
  it.each<[string, number, number, string | undefined, string, [number, number]]>([
    ['Lambert-93, declared', 652469.02, 6862035.26, 'urn:ogc:def:crs:EPSG::2154', 'EPSG:2154', [2.3522, 48.8566]],
    ['Lambert-93', 652469.02, 6862035.26, undefined, 'EPSG:2154', [2.3522, 48.8566]],
    ['CC46', 1_888_000, 5_157_000, undefined, 'EPSG:3946', [5.40963, 45.58751]],
    ['Réunion', 339_000, 7_690_000, undefined, 'EPSG:2975', [55.4522, -20.88323]],
    ['Guyane', 352_000, 546_000, undefined, 'EPSG:2972', [-52.33484, 4.93837]],
    ['Mayotte', 523_500, 8_587_000, undefined, 'EPSG:4471', [45.21652, -12.78166]],
    ['Martinique', 708_000, 1_615_000, undefined, 'EPSG:5490', [-61.06911, 14.60028]],
    ['Lambert II étendu', 600_000, 2_428_000, undefined, 'EPSG:27572', [2.337, 48.852]],
    ['degrees, declared', 2.35, 48.85, 'urn:ogc:def:crs:OGC:1.3:CRS84', 'OGC:CRS84', [2.35, 48.85]],
  ])('%s', async (_, x, y, name, code, [longitude, latitude]) => {
    const geo = await geoOf(at(x, y, name))
    expect(geo?.crs).toEqual({ code, source: name ? 'declared' : 'guessed' })
    expect(geo?.bbox?.[0]).toBeCloseTo(longitude, code === 'EPSG:27572' ? 2 : 4)
    expect(geo?.bbox?.[1]).toBeCloseTo(latitude, code === 'EPSG:27572' ? 2 : 4)
  })

  it('unknown, is told, and there is no map', async () => {
    expect(await read(at(5e7, 9e8))).toMatchObject({
      ...{ shapesPath: null, geo: { crs: null, bbox: null, mapNote: { fr: expect.stringContaining('système') } } },
    })
    expect(await read(at(2, 48, 'EPSG:9999'))).toMatchObject({
      shapesPath: null,
      geo: { crs: { code: 'EPSG:9999' }, bbox: null },
    })
  })
})

describe('bad files', () => {
  const whole = JSON.stringify(collection(feature('Point', [2, 48]), feature('Polygon', [SQUARE])))

  it('cut anywhere', async () => {
    for (let length = 1; length < whole.length; length += 3)
      expect(await problemOf(read(whole.slice(0, length))), whole.slice(0, length)).toMatchObject({ code: 'damaged' })
  })

  it.each([
    '{"type":"FeatureCollection","features":[{"type" "Feature"}]}',
    '{"features":[1,]}',
    '{"features":[}]',
    '{"a":1 "b":2}',
    'x',
  ])('%s', async (text) => {
    expect(await problemOf(read(text))).toMatchObject({
      code: 'damaged',
      message: { fr: expect.stringContaining('GeoJSON') },
    })
  })

  it('nested too deep', async () => {
    const deep = `{"type":"Point","coordinates":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`
    expect(await problemOf(read(deep, { nesting: 100 }))).toMatchObject({ code: 'too_large' })
  })

  it('with more cells than the limit', async () => {
    const many = Array.from({ length: 600 }, (_, id) => feature('Point', [2, 48], { id, nom: 'x' }))
    expect(await problemOf(read(collection(...many), { cells: 1_000 }))).toMatchObject({ code: 'too_large' })
  })

  it('features that are none count by their rank', async () => {
    expect(await geoOf('{"type":"FeatureCollection","features":[1,"x",[2],null]}')).toMatchObject({
      ...{ featureCount: 4, invalidGeometryCount: 4 },
    })
  })
})
