import { expect, test } from 'vitest'
import { queryWords, searchableText } from './words.rules.ts'

test('stop words go, with or without accents, whatever follows an apostrophe stays', () => {
  expect(queryWords('les musées de l’été dans la région')).toEqual(['musées', 'de', 'l', 'la', 'région'])
  expect(searchableText('Liste des musées')).toBe('Liste musées')
})

test('a question is bounded and carries no operator', () => {
  expect(queryWords('a '.repeat(500))).toHaveLength(32)
  expect(queryWords("musée' & !(festival) | :* <->")).toEqual(['musée', 'festival'])
})
