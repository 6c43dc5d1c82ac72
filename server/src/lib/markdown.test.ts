import { expect, test } from 'vitest'
import { excerptOf, renderMarkdown } from './markdown.ts'

test('titles start below those of the page, links don’t vouch for their target', () => {
  expect(renderMarkdown('# Titre')).toBe('<h3>Titre</h3>\n')
  expect(renderMarkdown('## Un\n### Deux')).toBe('<h3>Un</h3>\n<h4>Deux</h4>\n')
  expect(renderMarkdown('[site](https://example.org)')).toContain('rel="nofollow noopener"')
})

test.each([
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](data:text/html,x)',
  '<script>alert(1)</script>',
])('%s stays text', (text) => {
  const html = renderMarkdown(text)
  expect(html).not.toMatch(/<(img|script|a )/)
})

test('an excerpt is plain words, cut at one', () => {
  expect(excerptOf('**Liste** des [musées](https://x.example)\nde `France`')).toBe('Liste des musées de France')
  const cut = excerptOf('mot '.repeat(100), 20)
  expect(cut).toBe('mot mot mot mot…')
})
