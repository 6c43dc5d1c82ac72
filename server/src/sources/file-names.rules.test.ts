import { expect, test } from 'vitest'
import { keyOfName, nameOfKey, staysBelow } from './file-names.rules.ts'

test.each(['simple.csv', 'été.csv', 'e\u0301te\u0301.csv', '100%.csv', '\uFEFFmarque.csv', '名.csv', '\u{1F5BC}.csv'])(
  'a name in UTF-8 is its own key: %s',
  (name) => {
    expect(keyOfName(Buffer.from(name))).toBe(name)
    expect(nameOfKey(name).equals(Buffer.from(name))).toBe(true)
  },
)

test('a name in another encoding is readable, and leads back to its bytes', () => {
  const name = Buffer.from('musées_été.csv', 'latin1')
  expect(keyOfName(name)).toBe('mus\uFFFDE9es_\uFFFDE9t\uFFFDE9.csv')
  expect(nameOfKey(keyOfName(name)).equals(name)).toBe(true)
})

test('every byte comes back, and two names never have one key', () => {
  const every = Buffer.from(Array.from({ length: 255 }, (_, i) => i + 1))
  expect(nameOfKey(keyOfName(every)).equals(every)).toBe(true)
  // A name that has the mark itself, and the bytes that its escape stands for.
  const marked = Buffer.from('a\uFFFDE9.csv')
  expect(nameOfKey(keyOfName(marked)).equals(marked)).toBe(true)
  expect(keyOfName(marked)).not.toBe(keyOfName(Buffer.from('aé.csv', 'latin1')))
})

test.each(['', '.', '..', '../a', 'a/../b', 'a//b', '/a', 'a/', 'a/./b', 'a\0b'])('%j does not stay below', (key) => {
  expect(staysBelow(key)).toBe(false)
})

test.each(['a', 'a/b', '..a', 'a..', '...', 'a\\..\\b'])('%j stays below', (key) => {
  expect(staysBelow(key)).toBe(true)
})
