import { expect, test } from 'vitest'
import { boundedSource } from './bounded-source.ts'
import type { SeenObject, Source } from './model.ts'
import { listed } from './testing/read-source.ts'

/** A server that says these of its files. */
const saying = (...objects: Partial<SeenObject>[]): Source => {
  const files = objects.map((one) => ({ ...NOTHING, ...one }))
  return boundedSource({
    list: async function* () {
      yield* files
    },
    look: async (key) => files.find((one) => one.key === key),
    read: async () => (async function* () {})(),
    close: async () => {},
  })
}
const NOTHING: SeenObject = { key: 'a.csv', sizeBytes: null, modifiedAt: null, etag: null, versionId: null }

test.each([NaN, -5, 1e23, 1.5])('a size of %s is none', async (sizeBytes) => {
  const source = saying({ sizeBytes })
  expect([...(await listed(source)), await source.look('a.csv')]).toEqual([NOTHING, NOTHING])
})

test.each([new Date(NaN), new Date('-100000-01-01T00:00:00Z'), new Date('+100000-01-01T00:00:00Z')])(
  'a date that cannot be is none',
  async (modifiedAt) => {
    const source = saying({ modifiedAt })
    expect([...(await listed(source)), await source.look('a.csv')]).toEqual([NOTHING, NOTHING])
  },
)

test('what can be true is kept', async () => {
  const told = { sizeBytes: 0, modifiedAt: new Date('2026-11-28T00:00:00Z'), etag: 'e', versionId: 'v' }
  expect(await listed(saying(told))).toEqual([{ ...NOTHING, ...told }])
})
