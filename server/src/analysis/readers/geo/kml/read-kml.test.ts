import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readShapes } from '../../../geo/shape-lines.ts'
import { problemOf, startScratch } from '../../../testing/scratch.ts'
import { zipOf } from '../../../testing/zip-of.ts'
import { readKml } from './read-kml.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

const kml = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>Carte</name>${inside}</Document></kml>`
const read = async (content: string | Buffer, format = 'kml', limits = {}) =>
  readKml(await scratch.file(content, 'a.kml', limits), format)
const shapesOf = async (geometry: string) => {
  const { shapesPath } = await read(kml(`<Placemark>${geometry}</Placemark>`))
  return (await Readable.from(readShapes(shapesPath ?? '')).toArray()).map(([, shape]) => shape)
}

const MUSEES = kml(`
  <Folder><name>Nice</name>
    <Placemark id="p1"><name>Matisse</name><description><![CDATA[<b>Musée</b> de l’artiste]]></description>
      <ExtendedData><Data name="code"><displayName>Code</displayName><value>06088</value></Data>
        <SchemaData schemaUrl="#s"><SimpleData name="visites">12</SimpleData></SchemaData></ExtendedData>
      <Point><coordinates> 7.2756,43.7195,100 </coordinates></Point></Placemark>
  </Folder>
  <Placemark><name>Sans lieu</name></Placemark>`)

describe('placemarks', () => {
  it('are rows: name, description, their data, their folder, their point', async () => {
    const { csvPath, geo } = await read(MUSEES)
    expect(await readFile(csvPath ?? '', 'utf8')).toBe(
      'name,description,code,visites,folder,geometry\nMatisse,<b>Musée</b> de l’artiste,06088,12,Nice,POINT (7.2756 43.7195)\nSans lieu,,,,,\n',
    )
    expect(geo).toMatchObject({
      ...{ featureCount: 2, emptyGeometryCount: 1, bbox: [7.2756, 43.7195, 7.2756, 43.7195] },
      crs: { code: 'EPSG:4326', source: 'declared' },
    })
  })

  it('may be in a KMZ', async () => {
    const content = zipOf({ 'files/icon.png': 'x', 'autre.kml': kml(''), 'doc.kml': MUSEES })
    expect((await read(content, 'kmz')).geo).toMatchObject({ featureCount: 2 })
  })

  it('in another declared encoding', async () => {
    const text = kml('<Placemark><name>Musée</name></Placemark>').replace('UTF-8', 'ISO-8859-1')
    const { csvPath } = await read(Buffer.from(text, 'latin1'))
    expect(await readFile(csvPath ?? '', 'utf8')).toBe('name\nMusée\n')
  })
})

describe('geometries', () => {
  it('in which there are only spaces for a megabyte are read in no time', async () => {
    const { geo } = await read(
      kml(`<Placemark><Point><coordinates>1,2${' '.repeat(1_000_000)}3</coordinates></Point></Placemark>`),
    )
    expect(geo).toMatchObject({ bbox: [1, 2, 1, 2] })
  })

  const RING = '0,0 0,4 4,4 4,0 0,0'
  const HOLE = '1,1 2,1 2,2 1,2 1,1'
  const points = (text: string): number[][] => text.split(' ').map((one) => one.split(',').map(Number))
  const polygon = (...rings: string[]): string =>
    `<Polygon>${rings.map((ring, at) => `<${at ? 'inner' : 'outer'}BoundaryIs><LinearRing><coordinates>${ring}</coordinates></LinearRing></${at ? 'inner' : 'outer'}BoundaryIs>`).join('')}</Polygon>`
  it.each<[string, string, object]>([
    [
      'a line',
      '<LineString><coordinates>\n 1,2,0\n 3,4,0 </coordinates></LineString>',
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'with spaces after commas',
      '<LineString><coordinates>1, 2 3, 4</coordinates></LineString>',
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    ['a polygon with a hole', polygon(RING, HOLE), { type: 'Polygon', coordinates: [points(RING), points(HOLE)] }],
    [
      'several of one type',
      `<MultiGeometry>${polygon(RING)}${polygon(HOLE)}</MultiGeometry>`,
      { type: 'MultiPolygon', coordinates: [[points(RING)], [points(HOLE)]] },
    ],
    [
      'several types',
      `<MultiGeometry><Point><coordinates>1,2</coordinates></Point><LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry>`,
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [1, 2] },
          {
            type: 'LineString',
            coordinates: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      },
    ],
    [
      'a track',
      '<gx:Track><when>2024</when><gx:coord>1 2 0</gx:coord><gx:coord>3 4 0</gx:coord></gx:Track>',
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
  ])('%s', async (_, geometry, shape) => {
    expect(await shapesOf(geometry)).toEqual([shape])
  })

  it('with letters for numbers are invalid', async () => {
    const { geo } = await read(kml('<Placemark><Point><coordinates>2°E,48°N</coordinates></Point></Placemark>'))
    expect(geo).toMatchObject({
      invalidGeometryCount: 1,
      invalid: [{ feature: 1, reason: { fr: expect.stringContaining('nombre') } }],
    })
  })
})

describe('bad files', () => {
  const BOMB = `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>`
  const EXTERNAL =
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&a;</name></Placemark></kml>'
  it.each([
    ['entities in entities', BOMB, 'entités'],
    ['an external entity', EXTERNAL, 'entités'],
    ['cut', MUSEES.slice(0, 600), 'abîmé'],
    ['not closed', '<kml><Document><Placemark></Document></kml>', 'abîmé'],
    ['an unknown entity', kml('<Placemark><name>&nbsp;</name></Placemark>'), 'abîmé'],
    ['an unknown encoding', MUSEES.replace('UTF-8', 'martien'), 'abîmé'],
  ])('%s', async (_, content, words) => {
    expect(await problemOf(read(content))).toMatchObject({
      code: 'damaged',
      message: { fr: expect.stringContaining(words) },
    })
  })

  it('nested too deep', async () => {
    const deep = kml(`${'<Folder>'.repeat(50_000)}${'</Folder>'.repeat(50_000)}`)
    expect(await problemOf(read(deep, 'kml', { nesting: 100 }))).toMatchObject({ code: 'too_large' })
  })

  it('a KMZ that unpacks to more than the limit, or without a KML', async () => {
    const content = zipOf({ 'doc.kml': kml('<Placemark/>'.repeat(20_000)) })
    expect(await problemOf(read(content, 'kmz', { unpackedBytes: 10_000 }))).toMatchObject({ code: 'too_large' })
    expect(await problemOf(read(zipOf({ 'a.txt': 'x' }), 'kmz'))).toMatchObject({ code: 'damaged' })
  })
})
