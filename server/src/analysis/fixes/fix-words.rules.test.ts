import { expect, test } from 'vitest'
import { wordsOfFix } from './fix-words.rules.ts'

test('the history is public: what was in emptied cells isn’t told', () => {
  const words = wordsOfFix(
    { action: 'empty_values', column: 1, values: ['paul.durand@ville.fr'] },
    { columns: ['contact'], count: 2 },
  )
  expect(words).toEqual({
    fr: 'valeurs vidées dans « contact » (2 cellules)',
    en: 'values emptied in “contact” (2 cells)',
  })
})
