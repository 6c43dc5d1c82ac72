import { expect, test } from 'vitest'
import { isMarked, topOf } from './scale.rules.ts'

test.each([
  [[], 2],
  [[0, 0], 2],
  [[1], 2],
  [[3], 4],
  [[5], 6],
  [[9], 10],
  [[10], 10],
  [[11], 20],
  [[43], 50],
  [[204], 300],
  [[99, 12], 100],
  [[101], 200],
  [[4_001], 5_000],
])('the axis above %j ends at %d', (values, top) => {
  expect(topOf(values)).toBe(top)
})

test('marks never touch, and the last period has one', () => {
  const marks = (count: number, room: number) =>
    Array.from({ length: count }, (_, index) => index).filter((index) => isMarked(index, count, room))
  expect(marks(12, 12)).toHaveLength(12)
  expect(marks(12, 6)).toEqual([1, 3, 5, 7, 9, 11])
  expect(marks(30, 6)).toEqual([4, 9, 14, 19, 24, 29])
})
