import { expect, test } from 'vitest'
import { flatText, queryWords, searchableText, singularOf, typedWords } from './words.rules.ts'

test('stop words go, with or without accents, whatever follows an apostrophe stays', () => {
  expect(queryWords('les musées de l’été dans la région')).toEqual(['musées', 'de', 'l', 'la', 'région'])
  expect(searchableText('Liste des musées')).toBe('Liste musées')
})

test('a question is bounded and carries no operator', () => {
  expect(queryWords('a '.repeat(500))).toHaveLength(32)
  expect(queryWords("musée' & !(festival) | :* <->")).toEqual(['musée', 'festival'])
})

test('plurals that the stemmer doesn’t know are brought back to their singular', () => {
  expect(['usagers', 'Lieux', 'élus', 'travaux', 'musées', 'hiver'].map(singularOf)).toEqual([
    'usager',
    'lieu',
    'elu',
    'travail',
    'musées',
    'hiver',
  ])
})

test('words are cut at everything but letters and digits, whatever their form', () => {
  expect(searchableText('data.gouv.fr (me\u0301tier_2024) l’« œuvre »')).toBe('data gouv fr métier 2024 l œuvre')
  expect(flatText('L’Été,  en 2024 !')).toBe('l été en 2024')
  expect(typedWords('Un un DEUX ' + 'x'.repeat(61))).toEqual(['un', 'deux'])
})
