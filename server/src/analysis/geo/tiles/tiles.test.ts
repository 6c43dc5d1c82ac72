import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from '../../testing/inspect-bytes.ts'
import { readTiles } from '../../testing/read-tiles.ts'

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
})
