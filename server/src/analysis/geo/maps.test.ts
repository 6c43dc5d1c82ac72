import { readdir, stat } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from '../testing/inspect-bytes.ts'
import { readTiles } from '../testing/read-tiles.ts'
import { zipOf } from '../testing/zip-of.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const inspect = async (content: string | Buffer, fileName = 'file.csv') => {
  const file = await kit.file(content, fileName)
  const inspection = await kit.inspector.inspect(file)
  const exists = await stat(file.tilesPath).then(
    () => true,
    () => false,
  )
  expect(exists, JSON.stringify(inspection.geo)).toBe(inspection.geo?.hasTiles ?? false)
  return { ...inspection, tilesPath: file.tilesPath }
}

const propertiesOf = async (path: string): Promise<object[]> => {
  const { features, close } = await readTiles(path)
  const properties = (await features(0, 0, 0)).map((feature) => ({ ...feature.properties }))
  await close()
  return properties
}

describe('tables that say where their rows are', () => {
  it.each([
    ['latitude and longitude', 'nom;latitude;longitude\nLouvre;48.86;2.33\nMucem;43.29;5.36\n'],
    ['with decimal commas', 'nom;latitude;longitude\nLouvre;48,86;2,33\nMucem;43,29;5,36\n'],
    ['both in one column', 'nom;geo_point_2d\nLouvre;48.86, 2.33\nMucem;43.29, 5.36\n'],
    ['the other way round', 'nom;lonlat\nLouvre;[2.33, 48.86]\nMucem;[5.36, 43.29]\n'],
    [
      'GeoJSON',
      'nom;geometry\nLouvre;"{""type"": ""Point"", ""coordinates"": [2.33, 48.86]}"\nMucem;"{""type"": ""Point"", ""coordinates"": [5.36, 43.29]}"\n',
    ],
  ])('%s', async (_, csv) => {
    const { geo, tilesPath } = await inspect(csv)
    expect(geo).toMatchObject({ featureCount: 2, bbox: [2.33, 43.29, 5.36, 48.86], crs: { code: 'EPSG:4326' } })
    expect(await propertiesOf(tilesPath)).toEqual([
      expect.objectContaining({ nom: 'Louvre' }),
      expect.objectContaining({ nom: 'Mucem' }),
    ])
  })

  it('rows without a place are counted', async () => {
    const { geo } = await inspect('nom;latitude;longitude\nLouvre;48.86;2.33\nMucem;;\nOrsay;48.85;2.32\n')
    expect(geo).toMatchObject({ featureCount: 3, emptyGeometryCount: 1, geometryTypes: [{ type: 'Point', count: 2 }] })
  })

  it('others have no map', async () => {
    for (const csv of [
      'nom;n\nLouvre;1\nOrsay;2\n',
      'nom;latitude\nLouvre;48.8\nOrsay;48.7\n',
      'x;y\n652469;6862035\n652470;6862036\n',
    ])
      expect((await inspect(csv)).geo).toBe(null)
  })

  it('in an archive, or in JSON, have one too', async () => {
    const csv = 'nom;latitude;longitude\nLouvre;48.86;2.33\nMucem;43.29;5.36\n'
    expect((await inspect(gzipSync(csv), 'a.csv.gz')).geo).toMatchObject({ hasTiles: true })
    expect((await inspect(zipOf({ 'a.csv': csv }), 'a.zip')).geo).toMatchObject({ hasTiles: true })
    const json = JSON.stringify([{ nom: 'Louvre', latitude: 48.86, longitude: 2.33 }])
    expect((await inspect(json, 'a.json')).geo).toMatchObject({ hasTiles: true })
  })
})

describe('personal data', () => {
  const people = Array.from({ length: 6 }, (_, at) => ({
    nom: `Lieu ${at}`,
    mel: `jeanne.martin${'abcdef'[at]}@culture.gouv.fr`,
  }))

  it('aren’t on the map of a geographic file', async () => {
    const features = people.map((properties, at) => ({
      ...{ type: 'Feature', properties },
      geometry: { type: 'Point', coordinates: [20 * at, 45] },
    }))
    const { findings, tilesPath } = await inspect(JSON.stringify({ type: 'FeatureCollection', features }), 'a.geojson')
    expect(findings.map(({ rule }) => rule)).toContain('personal-email')
    const properties = await propertiesOf(tilesPath)
    expect(properties).toHaveLength(6)
    expect(JSON.stringify(properties)).not.toMatch(/martin|mel/)
    expect(properties[0]).toEqual({ nom: 'Lieu 0' })
  })

  it('nor on that of a table', async () => {
    const rows = people.map(({ nom, mel }, at) => `${nom};${mel};4${at}.5;${20 * at}.25`)
    const { tilesPath } = await inspect(`nom;mel;latitude;longitude\n${rows.join('\n')}\n`)
    const properties = await propertiesOf(tilesPath)
    expect(properties[0]).toMatchObject({ nom: 'Lieu 0' })
    expect(JSON.stringify(properties)).not.toMatch(/martin|mel/)
  })

  it('people with their dates of birth are points without a word', async () => {
    const rows = Array.from({ length: 5 }, (_, at) => `Durand;Paul;1980-02-0${at + 1};4${at}.5;${20 * at}.25`)
    const { tilesPath } = await inspect(`nom;prenom;date_naissance;latitude;longitude\n${rows.join('\n')}\n`)
    expect(await propertiesOf(tilesPath)).toEqual(Array.from({ length: 5 }, () => ({})))
  })
})

describe('limits', () => {
  it('a map of many points shows some of them, in bounded memory, and says so', { timeout: 120_000 }, async () => {
    const rows = Array.from({ length: 500_000 }, (_, at) => `${at};${41 + (at % 997) / 100};${(at % 991) / 110}`)
    const { geo, table } = await inspect(`id;latitude;longitude\n${rows.join('\n')}\n`)
    expect(table).toMatchObject({ rowCount: 500_000 })
    expect(geo).toMatchObject({
      featureCount: 500_000,
      hasTiles: true,
      mapNote: { fr: expect.stringMatching(/100.000 objets sur 500.000/) },
    })
  })

  it('beyond a million rows there is none, and it is said', { timeout: 120_000 }, async () => {
    const { geo, table } = await inspect(`id;latitude;longitude\n${'1;48.85;2.35\n'.repeat(1_000_001)}`)
    expect(table).toMatchObject({ rowCount: 1_000_001 })
    expect(geo).toMatchObject({ hasTiles: false, bbox: null, mapNote: { fr: expect.stringContaining('lignes') } })
  })

  it('points that all are at one place', async () => {
    const features = Array.from({ length: 60_000 }, (_, id) => ({
      ...{ type: 'Feature', properties: { id } },
      geometry: { type: 'Point', coordinates: [2.35, 48.85] },
    }))
    const { geo, tilesPath } = await inspect(JSON.stringify({ type: 'FeatureCollection', features }), 'a.geojson')
    expect(geo).toMatchObject({ featureCount: 60_000, bbox: [2.35, 48.85, 2.35, 48.85], hasTiles: true })
    const { header, features: shown, close } = await readTiles(tilesPath)
    expect(header.maxZoom).toBe(14)
    expect((await shown(0, 0, 0)).length).toBeLessThanOrEqual(5_000)
    await close()
  })

  it('a shape as large as the world, at the poles and across the antimeridian', async () => {
    const world = [
      [-180, -90],
      [180, -90],
      [180, 90],
      [-180, 90],
      [-180, -90],
    ]
    const features = [
      world,
      [
        [179, 10],
        [180, 10],
        [180, 20],
        [179, 10],
      ],
    ].map((ring) => ({
      ...{ type: 'Feature', properties: { n: 1 } },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }))
    const { geo } = await inspect(JSON.stringify({ type: 'FeatureCollection', features }), 'a.geojson')
    expect(geo).toMatchObject({ invalidGeometryCount: 0, bbox: [-180, -90, 180, 90], hasTiles: true })
  })

  it('a shape of more points than a map needs has fewer on it, its ends the same', { timeout: 60_000 }, async () => {
    const lines = [0, 1].map((shift) =>
      Array.from({ length: 1_000_000 }, (_, at) => `[${shift + (at % 1_000) / 1_000},${40 + at / 1_000_000}]`),
    )
    const features = lines.map(
      (line) => `{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[${line.join()}]}}`,
    )
    const { geo } = await inspect(`{"type":"FeatureCollection","features":[${features.join()}]}`, 'a.geojson')
    expect(geo).toMatchObject({
      featureCount: 2,
      hasTiles: true,
      mapNote: { fr: expect.stringContaining('simplifiés') },
    })
  })

  it('a million placemarks, then bad files one after another: the worker goes on', { timeout: 120_000 }, async () => {
    const placemark = '<Placemark><name>x</name><Point><coordinates>2.35,48.85</coordinates></Point></Placemark>'
    const kml = `<kml><Document>${placemark.repeat(1_000_000)}</Document></kml>`
    expect((await inspect(kml, 'a.kml')).geo).toMatchObject({ featureCount: 1_000_000, hasTiles: true })
    const deep = `{"type":"Point","coordinates":${'['.repeat(1_000_000)}`
    for (const [content, fileName, code] of [
      [deep, 'a.geojson', 'too_large'],
      ['<kml><Placemark>', 'a.kml', 'damaged'],
      [zipOf({ 'a.shp': 'x' }), 'a.zip', 'damaged'],
      [
        Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(52), Buffer.from('GPKG'), Buffer.alloc(1_000)]),
        'a.gpkg',
        'damaged',
      ],
      ['<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>', 'a.xml', 'damaged'],
    ] as const)
      expect(await inspect(content, fileName), fileName).toMatchObject({
        outcome: 'failed',
        problem: { code },
        table: null,
      })
    expect(kit.inspector.workerPids().length).toBeLessThanOrEqual(2)
    expect(await inspect('a;b\n1;2\n')).toMatchObject({ outcome: 'table' })
    expect(await readdir(kit.tempDir)).toEqual([])
    expect((await readdir(kit.folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it(
    'one feature of 33 megabytes is refused, and so is a collection cut after as much',
    { timeout: 120_000 },
    async () => {
      const ring = '[2.3512345,48.8512345],'.repeat(1_500_000)
      const feature = `{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[${ring}[2,48]]}}`
      expect(await inspect(`{"type":"FeatureCollection","features":[${feature}]}`, 'a.geojson')).toMatchObject({
        ...{ outcome: 'failed', problem: { code: 'too_large', message: { fr: expect.stringContaining('n° 1') } } },
      })
      const small = '{"type":"Feature","properties":{"a":1},"geometry":null},'
      expect(
        await inspect(`{"type":"FeatureCollection","features":[${small.repeat(200_000)}`, 'a.geojson'),
      ).toMatchObject({
        ...{ outcome: 'failed', problem: { code: 'damaged', message: { fr: expect.stringContaining('n° 200001') } } },
      })
    },
  )
})
