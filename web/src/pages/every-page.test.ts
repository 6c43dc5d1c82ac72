/** What holds on every public page, whatever is in it. */
import { expect, test } from 'vitest'
import { PUBLIC_PAGES } from './testing/every-page.ts'
import { lookAt } from './testing/markup.ts'

test.each(PUBLIC_PAGES)('%s: one h1, no level skipped, landmarks, labels, no id twice', async (_, page, props) => {
  const { html, headings, fields, labelled, ids } = await lookAt(page, props)
  expect(headings.filter((level) => level === 1)).toEqual([1])
  expect(headings[0]).toBe(1)
  headings.forEach((level, index) => expect(level - (headings[index - 1] ?? 0)).toBeLessThanOrEqual(1))
  for (const landmark of ['<html lang="fr">', '<header', '<main id="contenu"', '<footer', 'href="#contenu"'])
    expect(html).toContain(landmark)
  for (const nav of html.match(/<nav[^>]*>/g) ?? []) expect(nav).toContain('aria-label="')
  expect(labelled).toEqual(expect.arrayContaining(fields))
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(PUBLIC_PAGES)('%s: no script, no handler, no style of its own', async (_, page, props) => {
  const { html, scripts } = await lookAt(page, props)
  expect(scripts.filter((attributes) => attributes !== ' type="application/ld+json"')).toEqual([])
  // What stands in quotes, or outside of tags, is text: the hostile words are there.
  expect(html.replace(/"[^"]*"/g, '""')).not.toMatch(/<[a-z][^<>]*\s(on[a-z]+|style)=/)
  expect(html).not.toMatch(/<img|<style/)
  expect(html).not.toMatch(/\[object Object\]|undefined|NaN/)
})

test.each(PUBLIC_PAGES)('%s: a title, a description, our own sheet and font', async (_, page, props) => {
  const { html, title } = await lookAt(page, props)
  expect(title).toContain('Cimaise')
  expect(html).toMatch(/<meta name="description" content="[^"]{10,}">/)
  expect(html).toContain('<link rel="stylesheet" href="/assets/index-A1.css">')
  expect(html).toContain('<link rel="preload" href="/assets/serif-E5.woff2" as="font"')
  expect(html).not.toContain('main-C3.css')
})
