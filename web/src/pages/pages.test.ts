/** The list, the home page, producers, errors, and the document of the back-office. */
import { expect, test } from 'vitest'
import type { DatasetsPageProps } from '../props.ts'
import { lookAt } from './testing/markup.ts'
import { cards, portalAt } from './testing/story.ts'

const list = (path: string, change: Partial<DatasetsPageProps> = {}): DatasetsPageProps => ({
  portal: portalAt(path),
  query: '',
  sort: 'last_update',
  tag: null,
  datasets: cards,
  total: 128,
  page: 1,
  pageCount: 7,
  ...change,
})

test('the list says in a sentence what it shows, each word can be taken away', async () => {
  const path = '/datasets?q=mus%C3%A9e&tag=patrimoine&sort=title&page=2'
  const { text, links, html } = await lookAt('datasets', list(path, { query: 'musée', tag: 'patrimoine', page: 2 }))
  expect(text).toContain('128 jeux de données pour Retirer « musée » avec le mot-clé Retirer patrimoine')
  expect(links).toContain('/datasets?tag=patrimoine&sort=title')
  expect(links).toContain('/datasets?q=mus%C3%A9e&sort=title')
  expect(html).toContain('value="musée"')
  expect(html).toContain('<input type="hidden" name="tag" value="patrimoine">')
})

test('orders are links that keep the search; relevance only with words', async () => {
  const searched = await lookAt('datasets', list('/datasets?q=a&page=3', { query: 'a', sort: 'relevance' }))
  expect(searched.links).toContain('/datasets?q=a&sort=title')
  expect(searched.html).toMatch(/aria-current="true">pertinence/)
  const all = await lookAt('datasets', list('/datasets'))
  expect(all.text).not.toContain('pertinence')
})

test('paging keeps the search and ends at both ends', async () => {
  const middle = await lookAt('datasets', list('/datasets?q=a&page=2', { query: 'a', page: 2 }))
  expect(middle.links).toEqual(
    expect.arrayContaining(['/datasets?q=a', '/datasets?q=a&page=3', '/datasets?q=a&page=7']),
  )
  expect((await lookAt('datasets', list('/datasets'))).html).not.toContain('rel="prev"')
  expect((await lookAt('datasets', list('/datasets?page=7', { page: 7 }))).html).not.toContain('rel="next"')
  expect((await lookAt('datasets', list('/datasets', { pageCount: 1 }))).html).not.toContain('pagination')
})

test('search engines keep each page of the list, and no search', async () => {
  expect((await lookAt('datasets', list('/datasets?page=3&sort=title', { page: 3 }))).canonical).toBe(
    'https://portail.example/datasets?page=3',
  )
  expect((await lookAt('datasets', list('/datasets?q=a', { query: 'a' }))).html).toContain('content="noindex"')
})

test('no answer: what to try, and the way to everything', async () => {
  const { text, links } = await lookAt('datasets', list('/datasets?q=x', { query: 'x', datasets: [], total: 0 }))
  expect(text).toContain('Aucun jeu de données pour')
  expect(text).toContain('Essayez un mot plus court')
  expect(links).toContain('/datasets')
})

test('a card: title, producer, age, formats, count; what is missing leaves no hole', async () => {
  const { text, html } = await lookAt('datasets', list('/datasets', { datasets: cards }))
  expect(text).toContain('Inventaires d’archives numérisées json html csv xml +2')
  expect(html).toContain('title="pdf, zip"')
  expect(text).toMatch(/Bibliothèques et points de lecture ?mis à jour il y a 12 jours/)
})

test('home: figures with the spaces of French numbers, none at zero', async () => {
  const home = { portal: portalAt('/'), figures: { datasets: 1, files: 2, organizations: 0, rows: 12_500 }, latest: [] }
  const { text } = await lookAt('home', home)
  expect(text).toContain('jeu de données 1 fichiers 2 lignes consultables 12 500')
  expect(text).not.toContain('producteurs')
  expect(text).toContain('Rien n’est encore publié')
})

test('a producer: since when, its site unless it runs, its name not said again on each card', async () => {
  const organization = {
    id: '1',
    name: 'Ministère de la Culture',
    acronym: 'MC',
    descriptionHtml: '<p>Un ministère : imaginaire.</p>',
    url: 'javascript:alert(1)',
    createdAt: '2024-03-01T08:00:00.000Z',
  }
  const props = {
    portal: portalAt('/organizations/m'),
    organization,
    datasets: cards.slice(0, 1),
    total: 1,
    page: 1,
    pageCount: 1,
  }
  const { text, html, links } = await lookAt('organization', props)
  expect(text).toContain('Ministère de la Culture MC')
  expect(text).toContain('inscrit le 1er mars 2024')
  expect(html).toContain('Un ministère\u202f: imaginaire.')
  expect(text).not.toContain('Site web')
  expect(links).not.toContain('/organizations/ministere-de-la-culture')
})

test.each([
  [404, 'Cette page n’existe pas', '/datasets'],
  [410, 'Ce contenu a été retiré', '/datasets'],
  [403, 'Cette page ne vous est pas ouverte', '/admin'],
  [500, 'rien n’a été perdu', '/rien?q=1'],
  [503, 'momentanément indisponible', '/rien?q=1'],
] as const)('error %i says %j and leads to %s', async (status, words, next) => {
  const { text, links, html } = await lookAt('error', { portal: portalAt('/rien?q=1'), status, message: null })
  expect(text).toContain(words)
  expect(links).toContain(next)
  expect(html).toContain('role="search"')
  expect(html).toContain('content="noindex"')
})

test('an error with more to say says it, as text', async () => {
  const { text } = await lookAt('error', {
    portal: portalAt('/'),
    status: 400,
    message: '<b>Page trop lointaine</b> !',
  })
  expect(text).toContain('<b>Page trop lointaine</b> !')
})

test('the back-office: its application and its sheet, and words without JavaScript', async () => {
  const { html, scripts, text } = await lookAt('admin', { lang: 'fr', portal: portalAt('/admin') })
  expect(scripts).toEqual([' type="module" src="/assets/main-B2.js"'])
  expect(html).toContain('<link rel="stylesheet" href="/assets/main-C3.css">')
  expect(html).toContain('<link rel="modulepreload" href="/assets/words-D4.js">')
  expect(html).toContain('<div id="app"></div>')
  expect(text).toContain('a besoin de JavaScript')
})
