/** udata-api.md §2.9: news and pages, which the site's administrators write. */
import { expect, test } from 'vitest'
import {
  bodyOf,
  DATE_TIME,
  get,
  idsOf,
  newDataset,
  OBJECT_ID,
  read,
  UNKNOWN_ID,
  UUID,
  worldOfFile,
} from './datasets.kit.ts'
import { newPost, newReuse, next, PICTURE, publishedPost, SENTENCE, SITE_ADMIN, tableOf } from './world-b.ts'
import { ROLES, statusesOf } from './world.ts'

const world = worldOfFile()
const BASE = '/api/1/posts/'
const KEYS =
  'id name slug headline content blocs image_url image image_thumbnail credit_to credit_url tags datasets reuses owner ' +
  'published body_type kind created_at last_modified uri page'
const make = (changes: object = {}) => newPost(world.as.siteAdmin, changes)

test('a post has every key of udata’s, and starts as a draft', async () => {
  const made = await make({ name: 'Une clé retrouvée', headline: 'Enfin', tags: ['musées'] })
  expect(Object.keys(made)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(made).toMatchObject({
    name: 'Une clé retrouvée',
    slug: 'une-cle-retrouvee',
    headline: 'Enfin',
    content: 'Du nouveau.',
    published: null,
    body_type: 'markdown',
    kind: 'news',
    image: null,
    image_thumbnail: null,
    tags: ['musées'],
    datasets: [],
    reuses: [],
    owner: { class: 'User', id: world.people.siteAdmin.user.id },
  })
  expect(made.id).toMatch(OBJECT_ID)
  expect([made.created_at, made.last_modified]).toEqual([
    expect.stringMatching(DATE_TIME),
    expect.stringMatching(DATE_TIME),
  ])
  expect(made.uri).toBe(`${world.url}/api/1/posts/une-cle-retrouvee/`)
})

test.each([
  ['no name', { name: undefined }, 'name'],
  ['a name of spaces', { name: ' ' }, 'name'],
  ['a name that is too long', { name: 'n'.repeat(256) }, 'name'],
  ['no content', { content: undefined }, 'content'],
  ['an unknown body', { body_type: 'pdf' }, 'body_type'],
  ['an unknown kind', { kind: 'roman' }, 'kind'],
  ['a credit that is no address', { credit_url: 'pas une adresse' }, 'credit_url'],
  ['an unknown dataset', { datasets: [UNKNOWN_ID] }, 'datasets'],
])('%s is refused on its field', async (_, changes, field) => {
  const answer = await world.as.siteAdmin.call('POST', BASE, { name: 'Refusé', content: 'Refusé.', ...changes })
  expect([answer.status, Object.keys(answer.json.errors ?? {})]).toEqual([400, [field]])
  expect(answer.json.message).toMatch(SENTENCE)
})

test('a draft is there for the site’s administrators only', async () => {
  const { id, slug } = await make()
  for (const path of [id, slug]) {
    const statuses = await statusesOf(world, (caller) => get(caller, `${BASE}${path}/`))
    expect(statuses).toEqual(tableOf(200, SITE_ADMIN, Object.fromEntries(ROLES.map((role) => [role, 404]))))
  }
})

test('published, it is for everybody; then no longer', async () => {
  const { id } = await make()
  const path = `${BASE}${id}/publish/`
  await bodyOf(world.as.siteAdmin.call('POST', path), 200, 201)
  expect((await read(world.as.anonymous, `${BASE}${id}/`)).published).toMatch(DATE_TIME)
  await bodyOf(world.as.siteAdmin.call('DELETE', path), 200, 204)
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(404)
  expect((await read(world.as.siteAdmin, `${BASE}${id}/`)).published).toBeNull()
})

test('the list: what is published, the latest first, without blocs', async () => {
  const first = await publishedPost(world.as.siteAdmin, { name: 'Première exposition' })
  const second = await publishedPost(world.as.siteAdmin, { name: 'Seconde exposition', kind: 'page' })
  const draft = await make({ name: 'Exposition à venir' })
  const page = await read(world.as.anonymous, `${BASE}?page_size=100&q=exposition`)
  expect(idsOf(page).sort()).toEqual([first.id, second.id].sort())
  const latest = await read(world.as.anonymous, `${BASE}?page_size=2`)
  expect(idsOf(latest)).toEqual([second.id, first.id])
  expect(latest.data[0]).not.toHaveProperty('blocs')
  expect(idsOf(await read(world.as.anonymous, `${BASE}?kind=page`))).toEqual([second.id])
  expect(idsOf(await read(world.as.siteAdmin, BASE))).not.toContain(draft.id)
})

test('drafts are listed for the site’s administrators who want them', async () => {
  const { id } = await make()
  expect(idsOf(await read(world.as.siteAdmin, `${BASE}?with_drafts=true&page_size=100`))).toContain(id)
  for (const role of ['anonymous', 'outsider', 'admin'] as const) {
    const answer = await get(world.as[role], `${BASE}?with_drafts=true&page_size=100`)
    expect([role, answer.text.includes(id)]).toEqual([role, false])
  }
})

test.each(['created', 'created_at', 'modified', 'last_modified', 'name', 'headline', 'published'])(
  '%s sorts both ways',
  async (key) => {
    for (const sort of [key, `-${key}`])
      expect((await get(world.as.anonymous, `${BASE}?sort=${sort}`)).status).toBe(200)
  },
)

test('an unknown sort or kind is refused', async () => {
  expect((await get(world.as.anonymous, `${BASE}?sort=owner`)).status).toBe(400)
  expect((await get(world.as.anonymous, `${BASE}?kind=roman`)).status).toBe(400)
})

test('a PUT changes what it says; the slug follows the name', async () => {
  const { id, slug } = await publishedPost(world.as.siteAdmin, { name: 'Avant', headline: 'Gardé' })
  const changed = await bodyOf(world.as.siteAdmin.call('PUT', `${BASE}${id}/`, { name: 'Après', published: null }))
  expect(changed).toMatchObject({ name: 'Après', slug: 'apres', headline: 'Gardé' })
  expect(changed.published).toMatch(DATE_TIME)
  expect((await get(world.as.anonymous, `${BASE}${slug}/`)).status).toBe(308)
})

test('it shows datasets whole and reuses short', async () => {
  const dataset = await newDataset(world.as.owner)
  const reuse = await newReuse(world.as.owner)
  const { id } = await publishedPost(world.as.siteAdmin, { datasets: [dataset.id], reuses: [{ id: reuse.id }] })
  const seen = await read(world.as.anonymous, `${BASE}${id}/`)
  expect(seen.datasets).toEqual([expect.objectContaining({ id: dataset.id, title: dataset.title })])
  expect(seen.reuses).toEqual([expect.objectContaining({ class: 'Reuse', id: reuse.id, title: reuse.title })])
})

test('made of blocs, it needs no content, and each bloc has an id', async () => {
  const blocs = [
    { class: 'HeroBloc', title: 'Bienvenue', color: 'green' },
    { class: 'MarkdownBloc', content: 'Du **texte**.' },
    { class: 'LinksListBloc', title: 'Liens', links: [{ title: 'Ici', url: 'https://www.example.org/' }] },
    { class: 'AccordionListBloc', items: [{ title: 'Plus', content: [{ class: 'MarkdownBloc', content: 'Suite.' }] }] },
  ]
  const made = await make({ content: undefined, body_type: 'blocs', blocs })
  expect(made.blocs).toMatchObject(blocs)
  for (const { id } of made.blocs) expect(id).toMatch(UUID)
})

test('blocs of datasets, reuses and APIs show cards', async () => {
  const dataset = await newDataset(world.as.owner, { title: 'En vitrine' })
  const blocs = [{ class: 'DatasetsListBloc', title: 'Vitrine', datasets: [dataset.id] }]
  const made = await make({ content: undefined, body_type: 'blocs', blocs })
  expect(made.blocs[0]).toMatchObject({ title: 'Vitrine', datasets: [{ id: dataset.id, title: 'En vitrine' }] })
})

test.each([
  ['an unknown class', [{ class: 'VideoBloc', title: 'Film' }]],
  ['a list without a title', [{ class: 'DatasetsListBloc', datasets: [] }]],
  ['a text of nothing', [{ class: 'MarkdownBloc' }]],
  ['an unknown colour', [{ class: 'HeroBloc', title: 'Bienvenue', color: 'mauve' }]],
  ['an unknown dataset', [{ class: 'DatasetsListBloc', title: 'Vitrine', datasets: [UNKNOWN_ID] }]],
  [
    'a hero in an accordion',
    [{ class: 'AccordionListBloc', items: [{ title: 'Plus', content: [{ class: 'HeroBloc', title: 'Non' }] }] }],
  ],
])('a bloc with %s is refused', async (_, blocs) => {
  const answer = await world.as.siteAdmin.call('POST', BASE, { name: 'Refusé', body_type: 'blocs', blocs })
  expect(answer.status).toBe(400)
})

test('deleted, it is no more', async () => {
  const { id } = await publishedPost(world.as.siteAdmin)
  expect((await world.as.siteAdmin.call('DELETE', `${BASE}${id}/`)).status).toBe(204)
  expect((await get(world.as.siteAdmin, `${BASE}${id}/`)).status).toBe(404)
  expect((await world.as.siteAdmin.call('DELETE', `${BASE}${id}/`)).status).toBe(404)
})

test('a picture is kept and shown', async () => {
  const { id } = await publishedPost(world.as.siteAdmin)
  const sent = await bodyOf(world.as.siteAdmin.upload(`${BASE}${id}/image/`, 'une.png', PICTURE))
  expect(sent).toMatchObject({ success: true, image: expect.stringMatching(/^http/) })
  const { image, image_thumbnail } = await read(world.as.anonymous, `${BASE}${id}/`)
  for (const address of [image, image_thumbnail]) expect((await fetch(address)).status).toBe(200)
})

test('the feed: the last news, no page, no draft', async () => {
  const news = await publishedPost(world.as.siteAdmin, { name: `Dépêche ${next()}` })
  const page = await publishedPost(world.as.siteAdmin, { name: `Mentions ${next()}`, kind: 'page' })
  const draft = await make({ name: `Brouillon ${next()}` })
  const answer = await get(world.as.anonymous, `${BASE}recent.atom`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^application\/atom\+xml/),
  ])
  expect(answer.text).toContain(news.name)
  for (const { name } of [page, draft]) expect(answer.text).not.toContain(name)
})

test('only the site’s administrators write', async () => {
  const { id } = await publishedPost(world.as.siteAdmin)
  const on = (method: string, path: string, body?: object) =>
    statusesOf(world, (caller) => caller.call(method, `${BASE}${path}`, body))
  expect(await on('POST', '', { name: 'Une', content: 'Une.' })).toEqual(tableOf(201, SITE_ADMIN))
  expect(await on('PUT', `${id}/`, { headline: 'Écrit' })).toEqual(tableOf(200, SITE_ADMIN))
  const pictures = await statusesOf(world, (caller) => caller.upload(`${BASE}${id}/image/`, 'une.png', PICTURE))
  expect(pictures).toEqual(tableOf(200, SITE_ADMIN))
  for (const method of ['POST', 'DELETE']) {
    const statuses = await on(method, `${(await publishedPost(world.as.siteAdmin)).id}/publish/`)
    expect([200, 201, 204]).toContain(statuses.siteAdmin)
    expect(statuses).toEqual(tableOf(statuses.siteAdmin, SITE_ADMIN))
  }
  expect(await on('DELETE', `${id}/`)).toEqual(tableOf(204, SITE_ADMIN))
})
