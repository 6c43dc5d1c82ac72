import { expect, it } from 'vitest'
import type { Geometry } from './geometry.rules.ts'
import { thinGeometry } from './thin-geometry.rules.ts'

const line = (length: number) => Array.from({ length }, (_, at) => [at, 0])

it.each<[string, Geometry, number, Geometry]>([
  [
    'a line',
    { type: 'LineString', coordinates: line(10) },
    2,
    {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [2, 0],
        [4, 0],
        [6, 0],
        [8, 0],
        [9, 0],
      ],
    },
  ],
  ['a short line', { type: 'LineString', coordinates: line(3) }, 5, { type: 'LineString', coordinates: line(3) }],
  [
    'rings, each on its own',
    { type: 'Polygon', coordinates: [line(9), line(4)] },
    4,
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [4, 0],
          [6, 0],
          [8, 0],
        ],
        line(4),
      ],
    },
  ],
  ['points', { type: 'MultiPoint', coordinates: line(9) }, 4, { type: 'MultiPoint', coordinates: line(9) }],
  ['nothing', { type: 'LineString', coordinates: line(9) }, 1, { type: 'LineString', coordinates: line(9) }],
  [
    'a collection',
    { type: 'GeometryCollection', geometries: [{ type: 'MultiLineString', coordinates: [line(8)] }] },
    2,
    {
      type: 'GeometryCollection',
      geometries: [
        {
          type: 'MultiLineString',
          coordinates: [
            [
              [0, 0],
              [2, 0],
              [4, 0],
              [6, 0],
              [7, 0],
            ],
          ],
        },
      ],
    },
  ],
])('%s', (_, geometry, step, thinned) => {
  expect(thinGeometry(geometry, step)).toEqual(thinned)
})
