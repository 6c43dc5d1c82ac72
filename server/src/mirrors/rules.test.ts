import { expect, test } from 'vitest'
import { orderOf } from './order.rules.ts'
import { fileNameOf, linkWordsOf } from './resource-words.rules.ts'
import { changesOf, writtenAfter } from './words.rules.ts'

test.each([
  ['nothing to do', 'a b c', 'a b c', 'a b c', null],
  ['a new one comes where it is there', 'd a b c', 'a b d c', 'a b c', 'a b d c'],
  ['their order changed', 'a b c', 'c b a', 'a b c', 'c b a'],
  ['what people put first stays first', 'x a b', 'b a', 'a b', 'x b a'],
  ['what people put after stays after', 'a x b', 'b a', 'a b', 'b a x'],
  ['what people put last stays last, whatever comes', 'n a b x', 'a b n', 'a b', 'a b n x'],
  ['a first time', 'b a', 'a b', '', 'a b'],
  ['what is deleted here is in no order', 'a c', 'c b a', 'a b c', 'c a'],
  ['people moved them', 'b a c', 'a b c', 'a b c', 'theirs'],
  ['people moved them, and a new one comes', 'n b a', 'a b n', 'a b', 'theirs'],
  ['what vanished there stays after the others', 'v a b', 'a b', 'v a b', 'a b v'],
])('order: %s', (_, now, mirrored, before, wanted) => {
  const ids = (text: string) => text.split(' ').filter(Boolean)
  expect(orderOf(ids(now), ids(mirrored), ids(before))).toEqual(
    wanted === null || wanted === 'theirs' ? wanted : ids(wanted),
  )
})

test('a field is written while it is what was last written, and no longer once a person changed it', () => {
  const before = { title: 'A', tags: ['x'], license: null }
  const wanted = { title: 'B', tags: ['y'], license: null }
  expect(changesOf(wanted, before, before)).toEqual({ title: 'B', tags: ['y'] })
  const edited = { ...before, title: 'Notre titre' }
  expect(changesOf(wanted, edited, before)).toEqual({ tags: ['y'] })
  const written = writtenAfter(wanted, { tags: ['y'] }, { ...edited, tags: ['y'] }, before)
  // Who puts back what is there gives the field back.
  expect(changesOf({ ...wanted, title: 'C' }, { ...wanted, title: 'B' }, written)).toEqual({ title: 'C' })
  expect(changesOf({ ...wanted, title: 'C' }, { ...wanted, title: 'Notre titre' }, written)).toEqual({})
})

const FILE = {
  ...{ id: 'r', title: 'Les musées', description: null, type: 'main', hosted: true, format: 'csv', mime: null },
  ...{ url: 'https://a.example/b/mus%C3%A9es.csv?x=1', latest: 'https://a.example/r', checksum: null },
  ...{ sizeBytes: null, schema: null, lastModified: null },
}

test('a file is called as at its address, or else after its title with its format', () => {
  const isAllowed = (name: string) => name.endsWith('.csv')
  const nameOf = (change: object) => fileNameOf({ ...FILE, ...change }, isAllowed)
  expect(nameOf({})).toBe('musées.csv')
  expect(nameOf({ url: 'https://a.example/export/', title: 'a.csv' })).toBe('a.csv')
  expect(nameOf({ url: 'https://a.example/export' })).toBe('export.csv')
  expect(nameOf({ url: 'https://a.example/' })).toBe('Les musées.csv')
  expect(nameOf({ url: 'rien', title: '', format: null })).toBe('fichier')
  expect(nameOf({ url: 'https://a.example/%E9.csv' })).toBe('%E9.csv')
})

test('a link to a file that is hosted there leads to the address that never changes', () => {
  expect(linkWordsOf(FILE).url).toBe('https://a.example/r')
  expect(linkWordsOf({ ...FILE, hosted: false }).url).toBe(FILE.url)
})
