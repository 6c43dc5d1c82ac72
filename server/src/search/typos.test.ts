import { expect, test } from 'vitest'
import { correctionsOf, slipsBetween } from './typos.rules.ts'

test.each([
  ['musee', 'musee', 0],
  ['muse', 'musee', 1],
  ['mussee', 'musee', 1],
  ['mosee', 'musee', 1],
  ['msuee', 'musee', 1],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['bibiotehque', 'bibliotheque', 2],
])('from %j to %j: %i', (one, other, slips) => expect(slipsBetween(one, other)).toBe(slips))

test('the fewest slips win, then the most used; short words have none, long ones two', () => {
  const near = (word: string, neighbour: string, uses = 1) => ({ word, neighbour, uses })
  const neighbours = [
    near('mussee', 'mussees', 1),
    near('mussee', 'musee', 9),
    near('archivs', 'archives', 1),
    near('archivs', 'archiveur', 9),
    near('sal', 'sel', 9),
    near('patrimone', 'patrimoines'),
    near('gare', 'genre', 9),
  ]
  expect([...correctionsOf(neighbours)]).toEqual([
    ['mussee', 'musee'],
    ['archivs', 'archives'],
    ['patrimone', 'patrimoines'],
  ])
})
