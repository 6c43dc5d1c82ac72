import { expect, it } from 'vitest'
import { countLineFeeds } from './byte-counts.rules.ts'

it.each([0, 1, 2, 3])('line feeds are counted from any place in memory (%i)', (offset) => {
  const bytes = Buffer.from(
    Array.from({ length: 4_099 }, (_, index) => [10, 11, 138, 0, 9, 10, 13, 245][(index * 7) % 8] ?? 0),
  )
  for (const length of [0, 1, 2, 3, 5, 64, 1_001, 4_000]) {
    const part = bytes.subarray(offset, offset + length)
    expect(countLineFeeds(part)).toBe([...part].filter((byte) => byte === 10).length)
  }
  expect(countLineFeeds(Buffer.alloc(9, 10).subarray(offset))).toBe(9 - offset)
})
