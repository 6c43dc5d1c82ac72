import { describe, expect, it } from 'vitest'
import { jsonFormat } from './json-start.rules.ts'

describe('jsonFormat', () => {
  it.each([
    ['json', '{}'],
    ['json', ' [1, -2.5e3, "a\\"b", null, true, {"a": []}]\n'],
    ['json', '{"type": "musée", "features": 3, "nested": {"type": "FeatureCollection"}}'],
    ['json', '{"type": "Feature"}'],
    ['geojson', '{"type": "FeatureCollection", "features": []}'],
    ['geojson', '\ufeff{"features": [{"type": "Feature"}], "type": "FeatureCollection"}'],
    ['geojson', '{"type":"Feature","properties":{},"geometry":null}'],
    ['geojson', '{"type":"Point","coordinates":[2.3,48.8]}'],
    ['ndjson', '{"a": 1}\n{"a": 2}\n'],
    ['ndjson', '[1, 2]\r\n[3, 4]'],
  ])('%s: %s', (format, text) => {
    expect(jsonFormat(text, true)).toBe(format)
  })

  it.each([
    '',
    'a;b',
    '12',
    '{',
    '{"a": }',
    '{"a" 1}',
    '{a: 1}',
    '[1,]',
    '{"a": 1,}',
    '[1 2]',
    '{"a": 1]',
    '[code];[nom]\n1;2',
    '{"a": 1} {"a": 2}',
    '{"a": 1}\n{"a": ',
    '[1]\nfin',
  ])('not JSON: %s', (text) => {
    expect(jsonFormat(text, true)).toBeNull()
  })

  it('accepts a beginning, wherever it is cut', () => {
    const text =
      '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"é\\"": -12.5, "b": true}}]}'
    for (let length = 1; length < text.length; length += 1) {
      expect(jsonFormat(text.slice(0, length), false), text.slice(0, length)).toMatch(/json/)
    }
    expect(jsonFormat('{"features": [{"type": "Feature", "geometry": {"type": "Po', false)).toBe('geojson')
    expect(jsonFormat('{"a": 1}\n{"a": "x', false)).toBe('ndjson')
    expect(jsonFormat('[nom, ', false)).toBeNull()
  })
})
