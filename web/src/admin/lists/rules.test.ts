import type { Holding } from '@cimaise/client'
import { expect, test } from 'vitest'
import { addressIn, addressOf, filtersOf, queryIn, textOf } from './query.rules.ts'
import { useSelection } from './use-selection.ts'

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

test('rows are chosen one by one, in a row with the shift key, or all that the filter finds', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id })) as Holding[]
  const selection = useSelection(
    () => rows,
    () => 120,
  )
  selection.toggle('b', { shiftKey: false })
  selection.toggle('d', { shiftKey: true })
  expect([...selection.ids.value]).toEqual(['b', 'c', 'd'])
  selection.toggle('c', { shiftKey: false })
  expect(selection.count.value).toBe(2)
  selection.toggleShown()
  expect([selection.allShown.value, selection.count.value]).toEqual([true, 4])
  selection.chooseWhole()
  expect(selection.count.value).toBe(120)
  // Of all, one is left out: what is in sight stays, and no more than that.
  selection.toggle('a', { shiftKey: false })
  expect([...selection.ids.value]).toEqual(['b', 'c', 'd'])
  selection.clear()
  expect(selection.count.value).toBe(0)
})
