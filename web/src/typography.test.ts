import { expect, test } from 'vitest'
import { here, linkWith, safeHref } from './addresses.ts'
import { makeRender } from './document.ts'
import { portalAt } from './pages/testing/story.ts'
import { french, frenchHtml, plainText } from './typography.ts'
import { pageNumbers } from './ui/page-numbers.ts'
import { looksOf } from './ui/preview-columns.ts'

test.each([
  ['Musées : horaires', 'Musées\u202f: horaires'],
  ['« Musée de France » : liste', '«\u00a0Musée de France\u00a0»\u202f: liste'],
  ['Quoi ? Rien ; vraiment !', 'Quoi\u202f? Rien\u202f; vraiment\u202f!'],
  ['https://a.example/?q=1:2', 'https://a.example/?q=1:2'],
  ['a :b', 'a :b'],
])('%j is set as %j', (typed, set) => expect(french(typed)).toBe(set))

test('in HTML, code and tags are left as they are', () => {
  const html = '<p title="a : b">Ici : <code>x ? y : z</code> ;</p><pre><code>a : b\n</code></pre>'
  expect(frenchHtml(html)).toBe(
    '<p title="a : b">Ici\u202f: <code>x ? y : z</code>\u202f;</p><pre><code>a : b\n</code></pre>',
  )
})

test('plain text is cut at a word and has no entity left', () => {
  expect(plainText('<p>Arts &amp; <em>lettres</em></p>\n', 200)).toBe('Arts & lettres')
  expect(plainText('<p>un deux trois quatre</p>', 12)).toBe('un deux…')
})

test.each([
  ['https://a.example/x', 'https://a.example/x'],
  ['/api/1/x', '/api/1/x'],
  ['ftp://a.example/x', 'ftp://a.example/x'],
  ['javascript:alert(1)', undefined],
  [' JaVaScRiPt:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//a.example', undefined],
  ['', undefined],
])('%j may be followed as %j', (href, safe) => expect(safeHref(href)).toBe(safe))

test('a link to the same page never leaves the host', () => {
  expect(here('https://a.example//b.example/?x=1')).toBe('/b.example/?x=1')
  expect(linkWith('https://a.example/d?page=4&q=é', { sort: 'title' })).toBe('/d?q=%C3%A9&sort=title')
})

test.each([
  [1, 1, [1]],
  [1, 7, [1, 2, null, 7]],
  [4, 7, [1, 2, 3, 4, 5, 6, 7]],
  [5, 12, [1, null, 4, 5, 6, null, 12]],
])('on page %i of %i the numbers are %j', (page, pageCount, numbers) =>
  expect(pageNumbers(page, pageCount)).toEqual(numbers),
)

test('columns are set by what is in them', () => {
  const text = (name: string) => ({ name, type: 'text' as const })
  const columns = [text('code'), text('ville'), text('texte'), text('vide'), { name: 'n', type: 'number' as const }]
  const rows = [
    ['2A004', 'Nice', 'x'.repeat(41), null, '1,5'],
    ['06088', 'Œuilly', null, null, null],
  ]
  expect(looksOf({ columns, rows, rowCount: 2 })).toEqual(['code', 'text', 'long', 'text', 'number'])
})

test('a server built before its client says so', async () => {
  await expect(makeRender({})('admin', { lang: 'fr', portal: portalAt('/admin') })).rejects.toThrow('src/admin/main.ts')
})
