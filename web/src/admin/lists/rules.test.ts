import { expect, test } from 'vitest'
import { addressIn, addressOf, filtersOf, queryIn, textOf } from './query.rules.ts'

test('an address says the filters, the sort and the page; what it doesn’t know is ignored', () => {
  const address = { q: 'musées', late: 'true', tag: ['a', 'b'], quality_below: '55', sort: '-quality', page: '3' }
  const query = { q: 'musées', late: true, tag: ['a', 'b'], quality_below: 55, sort: '-quality', page: 3 }
  expect(queryIn(address)).toEqual(query)
  expect(queryIn({ state: 'perdu', late: 'oui', sort: 'couleur', page: '0', quality_below: '900', x: '1' })).toEqual({})
  expect(queryIn(addressOf(query) as Record<string, string>)).toEqual(query)
})

test('a view keeps everything but the page, in one order', () => {
  expect(textOf({ sort: 'title', page: 4, late: true })).toBe('late=true&sort=title')
  expect(textOf({ late: true, sort: 'title' })).toBe('late=true&sort=title')
  expect(queryIn(addressIn('tag=a&tag=b&late=true') as Record<string, string[]>)).toEqual({
    tag: ['a', 'b'],
    late: true,
  })
})

test('what narrows is apart from how it is shown', () => {
  expect(filtersOf({ q: 'a', sort: 'title', page: 2, page_size: 50 })).toEqual({ q: 'a' })
})
