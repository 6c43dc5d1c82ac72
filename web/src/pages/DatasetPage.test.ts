import { expect, test } from 'vitest'
import type { DatasetPageProps, FileProps } from '../props.ts'
import { lookAt } from './testing/markup.ts'
import { datasetPage, HOSTILE, museumFile, portalAt } from './testing/story.ts'

const withFiles = (files: FileProps[], change: Partial<DatasetPageProps['dataset']> = {}): DatasetPageProps => ({
  ...datasetPage(change),
  groups: [{ type: 'main', files }],
})

test('above the fold: producer, age and freshness, licence in plain words, the main file to download', async () => {
  const { text, links } = await lookAt('dataset', datasetPage())
  expect(text).toMatch(/Ministère de la Culture ?mis à jour il y a 3 jours à jour ?réutilisation libre, source à citer/)
  expect(text).toContain('Télécharger Liste des musées de France, CSV, 3,4 Mo')
  expect(links).toContain('/api/1/datasets/r/musees')
})

test('the title is alone in its heading, but for an acronym', async () => {
  expect((await lookAt('dataset', datasetPage())).html).toMatch(
    /<h1[^>]*>Liste des musées de France(<!--.*?-->)*<\/h1>/,
  )
  expect((await lookAt('dataset', datasetPage({ acronym: 'MDF' }))).text).toContain('Liste des musées de France MDF')
})

test('files hang by type, in order, each with its size, its rows, its age', async () => {
  const { text } = await lookAt('dataset', datasetPage())
  const order = ['Fichiers principaux', 'Éditions de 2003 à 2020', 'Documentation', 'Dictionnaire des colonnes', 'API']
  const places = order.map((words) => text.indexOf(words, text.indexOf('Fichiers principaux')))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(text).toContain('1 223 lignes × 9 colonnes')
  expect(text).toContain('Cette archive contient plusieurs fichiers : il n’y a pas de table à montrer.')
})

test('the first table is open, the others wait; numbers to the right, codes in fixed width', async () => {
  const { html, text } = await lookAt('dataset', datasetPage())
  expect(html.match(/<details class="file__more"[^>]*>/g)).toEqual([
    '<details class="file__more" open>',
    '<details class="file__more">',
    '<details class="file__more">',
  ])
  expect(html).toContain('role="region" tabindex="0" aria-label="Aperçu de Liste des musées de France"')
  expect(html).toMatch(/<th scope="col" class="is-number">frequentation<small>nombre entier<\/small>/)
  expect(html).toContain('<td class="is-code">2A004</td>')
  expect(text).toContain('Les 20 premières lignes sur 1 223.')
})

test('versions are listed when there are several, the one in use marked', async () => {
  const several = await lookAt('dataset', withFiles([museumFile]))
  expect(several.text).toContain('3 versions')
  expect(several.text).toContain('Version 3 (en cours)')
  expect(several.links).toContain('/files/musees/2/liste-musees-2025.csv')
  const one = await lookAt('dataset', withFiles([{ ...museumFile, versions: museumFile.versions.slice(0, 1) }]))
  expect(one.text).not.toContain('Version 3')
})

test('a draft and an archived dataset say so, to people and to search engines', async () => {
  const draft = await lookAt('dataset', datasetPage({ private: true, archived: true }))
  expect(draft.text).toContain('Brouillon : seuls les membres')
  expect(draft.text).toContain('Ce jeu de données est archivé')
  expect(draft.html).toContain('<meta name="robots" content="noindex">')
  expect(draft.jsonLd).toBeNull()
  const open = await lookAt('dataset', datasetPage())
  expect(open.text).not.toMatch(/Brouillon|archivé/)
  expect(open.html).not.toContain('noindex')
})

test('the link to edit is there for those who may', async () => {
  expect((await lookAt('dataset', datasetPage({ editHref: '/admin/jeux/1' }))).links).toContain('/admin/jeux/1')
  expect((await lookAt('dataset', datasetPage())).text).not.toContain('Modifier')
})

test('late is said in words, an unknown promise says nothing', async () => {
  expect((await lookAt('dataset', datasetPage({ freshness: 'late' }))).text).toContain('en retard')
  expect((await lookAt('dataset', datasetPage({ freshness: null }))).text).not.toMatch(/en retard|jours à jour/)
})

test('an empty dataset says what it waits for', async () => {
  const { text, html } = await lookAt('dataset', { ...datasetPage(), groups: [] })
  expect(text).toContain('Aucun fichier pour l’instant')
  expect(html).not.toContain('button--primary download')
})

test('an address that runs is not a link', async () => {
  const link: FileProps = { ...museumFile, filetype: 'remote', href: 'javascript:alert(1)', versions: [] }
  const license = { title: 'Libre', url: ' JavaScript:alert(1)' }
  const { html, text } = await lookAt('dataset', withFiles([link], { license }))
  expect(html).not.toMatch(/href="\s*javascript/i)
  expect(text).toContain('Libre')
})

test('a link says whether it answers, or since when it does not', async () => {
  const link: FileProps = { ...museumFile, filetype: 'remote', preview: null, versions: [] }
  const state = { checkedAt: '2026-03-05T10:00:00Z', downSince: null, status: null }
  const said = async (linkState: FileProps['linkState']) =>
    (await lookAt('dataset', withFiles([{ ...link, linkState }]))).text
  expect(await said(null)).not.toMatch(/répond/)
  expect(await said({ ...state, available: true, status: 200 })).toContain('répond, vérifié')
  const downSince = '2026-03-03T10:00:00Z'
  expect(await said({ ...state, available: false, downSince, status: 404 })).toContain(
    'Ne répond plus depuis le 3 mars 2026 (erreur 404).',
  )
  expect(await said({ ...state, available: false })).toContain('Ne répond pas (le site est injoignable).')
})

test('schema.org describes the dataset and its files, and cannot end its own script', async () => {
  const { html, jsonLd } = await lookAt('dataset', withFiles([{ ...museumFile, title: HOSTILE }], { title: HOSTILE }))
  expect(jsonLd).toMatchObject({
    '@type': 'Dataset',
    name: HOSTILE,
    url: 'https://portail.example/datasets/liste-des-musees-de-france',
    temporalCoverage: '2024-01-01/2025-12-31',
    creator: { url: 'https://portail.example/organizations/ministere-de-la-culture' },
    distribution: [
      { name: HOSTILE, contentUrl: 'https://portail.example/api/1/datasets/r/musees', contentSize: '3440000 B' },
    ],
  })
  expect(html.match(/<script/g)).toHaveLength(1)
})

test('the canonical address stays on our host whatever was asked for', async () => {
  const portal = { ...portalAt('/'), pageUrl: 'https://ailleurs.example//ailleurs.example/x?utm=1' }
  const { canonical } = await lookAt('dataset', { ...datasetPage(), portal })
  expect(canonical).toBe('https://portail.example/ailleurs.example/x')
})

test('a file that comes by itself says so, when it changed, when the next one is due', async () => {
  const now = Date.now()
  const fedBy = { lastChangeAt: new Date(now - 3 * 86_400_000).toISOString(), nextRunAt: null, lateSince: null }
  const fed = await lookAt('dataset', withFiles([{ ...museumFile, fedBy }]))
  expect(fed.text).toMatch(/alimenté automatiquement ?dernier changement il y a 3 jours/)
  expect(fed.text).not.toMatch(/prochain passage|attendue depuis/)
  const late = { ...fedBy, nextRunAt: new Date(now + 60_000).toISOString(), lateSince: '2026-11-19T05:00:00.000Z' }
  const { text } = await lookAt('dataset', withFiles([{ ...museumFile, fedBy: late }]))
  expect(text).toContain('prochain passage')
  expect(text).toContain('Mise à jour attendue depuis le 19 novembre 2026.')
  expect((await lookAt('dataset', withFiles([museumFile]))).text).not.toContain('alimenté')
})
