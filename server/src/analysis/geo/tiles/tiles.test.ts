import { createHash, randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from '../../testing/inspect-bytes.ts'
import { readTiles } from '../../testing/read-tiles.ts'
import { chooseDeepestZoom, squareX, squareY, type SquareBox } from './choose-zoom.rules.ts'
import { createTileArchive } from './write-pmtiles.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const point = (x: number, y: number, properties: object = {}) => ({
  ...{ type: 'Feature', properties },
  geometry: { type: 'Point', coordinates: [x, y] },
})
const collection = (features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features })

const inspectWithTiles = async (content: string, fileName = 'file.geojson') => {
  const file = await kit.file(content, fileName)
  const { geo, ...inspection } = await kit.inspector.inspect(file)
  expect(geo, JSON.stringify(inspection)).toMatchObject({
    hasTiles: true,
    tilesSizeBytes: (await stat(file.tilesPath)).size,
  })
  return { geo, inspection, ...(await readTiles(file.tilesPath)) }
}

describe('tiles', () => {
  it('show each feature where it is, with its first cells and the rank of its row', async () => {
    const { header, features, metadata, close } = await inspectWithTiles(
      collection([point(2.3376, 48.8606, { nom: 'Louvre', code: '06088' }), point(7.2, 43.7, { nom: 'Matisse' })]),
    )
    expect(header).toMatchObject({
      minZoom: 0,
      maxZoom: 14,
      tileType: 1,
      minLon: 2.3376,
      maxLat: 48.8606,
      clustered: true,
    })
    const shown = (await features(0, 0, 0)).map(({ id, properties }) => [id, { ...properties }])
    expect(shown).toEqual([
      [1, { nom: 'Louvre', code: '06088' }],
      [2, { nom: 'Matisse' }],
    ])
    const [x, y] = [8298, 5636]
    const [louvre] = await features(14, x, y)
    const [longitude, latitude] = (louvre?.toGeoJSON(x, y, 14).geometry as { coordinates: number[] }).coordinates
    expect(longitude).toBeCloseTo(2.3376, 4)
    expect(latitude).toBeCloseTo(48.8606, 4)
    expect(metadata).toMatchObject({ vector_layers: [{ id: 'features', fields: { nom: 'String' } }] })
    await close()
  })

  it('show fewer points from afar, and all of them near', async () => {
    const close = Array.from({ length: 2_000 }, (_, id) => point(2 + (id % 50) / 1_000, 48 + id / 100_000, { id }))
    const tiles = await inspectWithTiles(collection([...close, point(-5, 50, { id: 'loin' })]))
    expect((await tiles.features(0, 0, 0)).map(({ properties }) => properties.id)).toEqual(['0', 'loin'])
    const { maxZoom } = tiles.header
    const near = new Set<number | undefined>()
    const [x, y] = [Math.floor((2 / 360 + 0.5) * 2 ** maxZoom), Math.floor(squareY(48.01) * 2 ** maxZoom)]
    for (let right = x - 1; right <= x + 4; right += 1)
      for (let down = y - 2; down <= y + 2; down += 1)
        for (const { id } of await tiles.features(maxZoom, right, down)) near.add(id)
    expect(near.size).toBe(2_000)
    await tiles.close()
  })

  it('are the same for the same bytes', async () => {
    const content = collection([point(2, 48, { a: 1 }), point(3, 47, { a: 2 })])
    const [one, two] = [await kit.file(content, 'a.geojson'), await kit.file(content, 'a.geojson')]
    await kit.inspector.inspect(one)
    await kit.inspector.inspect(two)
    expect(await readFile(one.tilesPath)).toEqual(await readFile(two.tilesPath))
  })
})

describe('an archive', () => {
  /** Every tile of these levels; its content says which it is, or is the same for all. */
  const archiveOf = async (deepestZoom: number, content: (zoom: number, x: number, y: number) => string) => {
    const path = join(kit.folder, `${randomUUID()}.pmtiles`)
    const archive = createTileArchive(path, `${path}.draft`)
    for (let zoom = deepestZoom; zoom >= 0; zoom -= 1)
      for (let x = 0; x < 2 ** zoom; x += 1)
        for (let y = 0; y < 2 ** zoom; y += 1) archive.add(zoom, x, y, Buffer.from(content(zoom, x, y)))
    const size = archive.finish({ deepestZoom, bbox: [-180, -85, 180, 85], metadata: { a: 1 } })
    archive.drop()
    expect((await stat(path)).size).toBe(size)
    return { ...(await readTiles(path)), size }
  }

  /** Of any length from 0 to 128: lengths that no compression foresees. */
  const noise = (...where: number[]): string => {
    const hash = createHash('sha512').update(where.join()).digest('hex')
    return hash.slice(0, Number.parseInt(hash.slice(0, 2), 16) / 2)
  }

  it('of many tiles has leaves, and every tile is found', async () => {
    const { header, raw, metadata, close } = await archiveOf(
      7,
      (zoom, x, y) => `${zoom}/${x}/${y}:${noise(zoom, x, y)}`,
    )
    expect(header).toMatchObject({ maxZoom: 7, numAddressedTiles: 21_845, numTileContents: 21_845 })
    expect(header.leafDirectoryLength).toBeGreaterThan(0)
    expect(header.rootDirectoryLength).toBeLessThan(16_384 - 127)
    for (const [zoom, x, y] of [
      [0, 0, 0],
      [7, 0, 0],
      [7, 127, 127],
      [7, 64, 63],
      [6, 1, 40],
      [3, 5, 2],
    ] as const)
      expect((await raw(zoom, x, y))?.startsWith(`${zoom}/${x}/${y}`)).toBe(true)
    expect(await raw(8, 0, 0)).toBe(undefined)
    expect(metadata).toEqual({ a: 1 })
    await close()
  })

  it('keeps equal tiles once', async () => {
    const { header, raw, size, close } = await archiveOf(6, (zoom, x) => (zoom === 6 && x === 3 ? 'land' : 'sea'))
    expect(header).toMatchObject({ numAddressedTiles: 5_461, numTileContents: 2 })
    expect(size).toBeLessThan(2_000)
    expect([await raw(6, 3, 60), await raw(6, 4, 60), await raw(0, 0, 0)]).toEqual(['land', 'sea', 'sea'])
    await close()
  })
})

describe('the deepest zoom', () => {
  const box = (longitude: number, latitude: number, size = 0): SquareBox =>
    [...[squareX(longitude), squareY(latitude + size)], ...[squareX(longitude + size), squareY(latitude)]] as SquareBox

  it.each<[string, SquareBox[], number, number]>([
    ['a place', [box(2.35, 48.85)], 14, 14],
    [
      'places of a town',
      Array.from({ length: 500 }, (_, at) => box(2.3 + (at % 25) / 500, 48.8 + at / 10_000)),
      13,
      14,
    ],
    ['a region', [box(2, 44, 2)], 9, 12],
    [
      'points all over France',
      Array.from({ length: 20_000 }, (_, at) => box(-4 + (at % 991) / 90, 42 + (at % 997) / 110)),
      7,
      10,
    ],
    ['the world', [box(-180, -85, 170)], 4, 6],
    ['nothing', [], 14, 14],
  ])('%s', (_, boxes, least, most) => {
    const zoom = chooseDeepestZoom(boxes)
    expect(zoom).toBeGreaterThanOrEqual(least)
    expect(zoom).toBeLessThanOrEqual(most)
  })
})
