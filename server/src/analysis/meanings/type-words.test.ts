import { expect, it } from 'vitest'
import { CODES } from './formats.codes.ts'
import { OTHERS } from './formats.others.ts'
import { PLACES } from './formats.places.ts'
import { TYPE_WORDS, typeWords } from './type-words.rules.ts'

it('every type and meaning has words for people', () => {
  const meanings = [...CODES, ...OTHERS, ...PLACES].map(({ format }) => format)
  expect(meanings.length).toBeGreaterThan(30)
  for (const name of [...meanings, 'text', 'integer', 'number', 'date', 'datetime', 'boolean'])
    expect(Object.keys(TYPE_WORDS)).toContain(name)
  expect(typeWords('code_postal')).toEqual({ fr: 'code postal', en: 'postcode' })
})
