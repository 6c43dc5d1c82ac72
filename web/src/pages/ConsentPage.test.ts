import { expect, test } from 'vitest'
import type { ConsentPageProps } from '../props.ts'
import { portalAt } from './testing/story.ts'
import { lookAt, render } from './testing/markup.ts'

const asked: ConsentPageProps = {
  portal: portalAt('/oauth/authorize?client_id=1'),
  lang: 'fr',
  client: { name: 'Portail culture', destination: 'portail.example' },
  scopes: ['default'],
  person: 'Camille Perrin',
  action: '/oauth/authorize?client_id=1&state=a',
}

test('it says who asks, for whom, for what, and where one goes next', async () => {
  const { text, html, title } = await lookAt('consent', asked)
  for (const words of ['Portail culture', 'Camille Perrin', 'portail.example', 'publier']) expect(text).toContain(words)
  expect(text).not.toContain('administrer')
  expect(title).toBe('Autoriser Portail culture - Cimaise')
  expect(html).toContain('<form class="hero" method="post" action="/oauth/authorize?client_id=1&amp;state=a">')
  expect(html).toContain('<meta name="robots" content="noindex">')
  expect((await lookAt('consent', { ...asked, scopes: ['default', 'admin'] })).text).toContain('administrer Cimaise')
})

test('it offers two buttons, told apart by their name', async () => {
  const buttons = [...(await render('consent', asked)).matchAll(/<button[^>]* name="([^"]*)"/g)].map(([, name]) => name)
  expect(buttons).toEqual(['accept', 'decline'])
})

test('it speaks English to who reads English', async () => {
  const { html, text, title } = await lookAt('consent', { ...asked, lang: 'en' })
  expect(html).toContain('<html lang="en">')
  expect(text).toContain('Allow “Portail culture” to act on your behalf?')
  expect(title).toBe('Authorize Portail culture - Cimaise')
})
