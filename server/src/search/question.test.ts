import { expect, test } from 'vitest'
import { idIn, questionOf } from './question.rules.ts'

const word = (stem: string, folded = stem) => ({ stem: stem && `'${stem}'`, folded })

test('the last word may go on, the others not; a word said twice is asked once', () => {
  expect(questionOf([word('muse', 'musees')], null)).toBe(`('muse' | 'musees':* | '=musees':*)`)
  expect(questionOf([word('muse', 'musees'), word('', 'de')], null)).toBe(`('muse')`)
  expect(questionOf([word('art'), word('art'), word('x')], null)).toBe(`('art') & ('x' | 'x':* | '=x':*)`)
})

test('small words are asked only when nothing else is; nothing is asked of none', () => {
  expect(questionOf([word('a'), word('art'), word('', 'de')], null)).toBe(`('art')`)
  expect(questionOf([word('a'), word('', 'de')], null)).toBe(`('a')`)
  expect(questionOf([word('', 'de')], null)).toBeNull()
  expect(questionOf([], null)).toBeNull()
})

test('an id is another answer; quotes don’t break out; what is too long isn’t begun', () => {
  expect(questionOf([], 'abc-1')).toBe(`'#abc-1'`)
  expect(questionOf([word('x', `n'\\`)], null)).toBe(`('x' | 'n''\\\\':* | '=n''\\\\':*)`)
  expect(questionOf([word('x', 'y'.repeat(61))], null)).toBe(`('x')`)
})

test.each([
  [' 53698F51-a ', '53698f51-a'],
  ['deux mots', null],
  ["l'id", null],
  ['x'.repeat(65), null],
  ['', null],
])('the id in %j is %j', (q, id) => expect(idIn(q)).toBe(id))
