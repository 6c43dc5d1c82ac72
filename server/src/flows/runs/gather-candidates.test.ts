import { expect, test } from 'vitest'
import type { Candidate } from './files-run.ts'
import { gatherCandidates } from './gather-candidates.ts'

const day = (n: number) => new Date(Date.UTC(2026, 2, n))
const candidate = (key: string, { identity = key, at = 1, state = 'new' } = {}): Candidate =>
  ({ seen: { key, modifiedAt: day(at) }, mapped: { identity }, known: { state } }) as Candidate
const keysOf = (candidates: Candidate[]): string[] => candidates.map(({ seen }) => seen.key)

test('a key that is listed twice is one file, however far apart', () => {
  const found = gatherCandidates(10, false)
  for (const key of ['a', 'b', 'a']) expect(found.add(candidate(key))).toBeUndefined()
  expect(keysOf(found.candidates())).toEqual(['a', 'b'])
})

test('what failed before leaves its place to what was never tried, and asks for no other run', () => {
  const found = gatherCandidates(2, false)
  for (const key of ['a', 'b', 'c']) found.add(candidate(key, { state: 'failed' }))
  expect(found.isMore()).toBe(false)
  found.add(candidate('d'))
  expect(keysOf(found.candidates())).toEqual(['d', 'a'])
  expect(found.isMore()).toBe(false)
  for (const key of ['e', 'f']) found.add(candidate(key))
  expect(keysOf(found.candidates())).toEqual(['d', 'e'])
  expect(found.isMore()).toBe(true)
})

test('of several of one identity the last one takes the place of the others, in any order, in a full run too', () => {
  for (const order of [
    [1, 2, 3],
    [3, 1, 2],
    [2, 3, 1],
  ]) {
    const found = gatherCandidates(1, true)
    const passed = order.map((at) => found.add(candidate(`${at}`, { identity: 'one', at }))?.older.seen.key)
    expect(keysOf(found.candidates())).toEqual(['3'])
    expect(passed.filter(Boolean).toSorted()).toEqual(['1', '2'])
    expect(found.isMore()).toBe(false)
  }
})
