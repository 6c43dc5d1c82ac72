/** udata-api.md §3.3, §3.4: topics, what they show and to whom. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, idsOf, newDataset, OBJECT_ID, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { datasetRef, newDataservice, newReuse, newTopic, next, SENTENCE } from './world-b.ts'
import { ROLES, statusesOf } from './world.ts'

const world = worldOfFile()
const BASE = '/api/2/topics/'
const KEYS =
  'id name slug description tags color featured private extras spatial created_at last_modified owner organization uri ' +
  'elements'
const named = (page: { data: { name: string }[] }): string[] => page.data.map(({ name }) => name).sort()
const list = async (query: string, role: (typeof ROLES)[number] = 'anonymous') =>
  named(await read(world.as[role], `${BASE}?page_size=100&${encodeURI(query)}`))

test('a topic has every key of udata’s', async () => {
  const made = await newTopic(world.as.owner, {
    name: 'Clés et serrures',
    description: 'Tout ouvre.',
    tags: ['Univers', 'ma clé'],
    color: 3,
    extras: { cle: 1 },
    spatial: { zones: ['fr:region:11'], granularity: 'fr:region' },
  })
  expect(Object.keys(made)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(made).toMatchObject({
    name: 'Clés et serrures',
    slug: 'cles-et-serrures',
    description: 'Tout ouvre.',
    color: 3,
    extras: { cle: 1 },
    spatial: { zones: ['fr:region:11'], granularity: 'fr:region' },
    organization: null,
    owner: { class: 'User', id: world.people.owner.user.id },
    uri: `${world.url}/api/2/topics/cles-et-serrures/`,
    elements: {
      rel: 'subsection',
      href: expect.stringContaining(`/api/2/topics/${made.id}/elements/?page=1&page_size=20`),
      type: 'GET',
      total: 0,
    },
  })
  expect([...made.tags].sort()).toEqual(['Univers', 'ma clé'])
  expect([made.id, made.created_at, made.last_modified]).toEqual([
    expect.stringMatching(OBJECT_ID),
    expect.stringMatching(DATE_TIME),
    expect.stringMatching(DATE_TIME),
  ])
  // Never set: udata may say null.
  expect([made.private, made.featured].every((value) => !value)).toBe(true)
})

test('there are no topics in version 1', async () => {
  expect([404, 410]).toContain((await get(world.as.anonymous, '/api/1/topics/')).status)
})

test.each([
  ['no name', { name: undefined }, 'name'],
  ['a name of spaces', { name: ' ' }, 'name'],
  ['a colour that is no number', { color: 'rouge' }, 'color'],
  ['an unknown organization', { organization: UNKNOWN_ID }, 'organization'],
  ['an unknown zone', { spatial: { zones: ['fr:commune:99999'] } }, 'spatial'],
])('%s is refused on its field', async (_, changes, field) => {
  const answer = await world.as.owner.call('POST', BASE, { name: 'Refusé', ...changes })
  expect([answer.status, Object.keys(answer.json.errors ?? {})]).toEqual([400, [field]])
  expect(answer.json.message).toMatch(SENTENCE)
})

test('it is made with its elements; a wrong one makes nothing at all', async () => {
  const dataset = await newDataset(world.as.owner)
  const elements = [{ element: datasetRef(dataset), tags: ['une'] }, { title: 'À trouver' }]
  expect((await newTopic(world.as.owner, { elements })).elements.total).toBe(2)
  const name = `Jamais né ${next()}`
  for (const wrong of [
    {},
    { element: { class: 'Dataset', id: UNKNOWN_ID } },
    { element: { class: 'User', id: UNKNOWN_ID } },
  ]) {
    const answer = await world.as.owner.call('POST', BASE, { name, elements: [...elements, wrong] })
    expect([wrong, answer.status]).toEqual([wrong, 400])
  }
  expect(await list(`q=${name}`, 'owner')).toEqual([])
})

test('a PUT changes what it says and keeps the rest', async () => {
  const made = await newTopic(world.as.owner, { tags: ['univers'], elements: [{ title: 'Un' }] })
  const changed = await bodyOf(world.as.owner.call('PUT', `${BASE}${made.id}/`, { description: 'Après.' }))
  expect(changed).toMatchObject({ name: made.name, description: 'Après.', tags: ['univers'], elements: { total: 1 } })
  expect((await world.as.owner.call('PUT', `${BASE}${made.id}/`, { name: null })).status).toBe(400)
})

test('a PUT with elements replaces them all; a wrong one changes nothing', async () => {
  const { id } = await newTopic(world.as.owner, { elements: [{ title: 'Un' }, { title: 'Deux' }] })
  const put = (body: object) => world.as.owner.call('PUT', `${BASE}${id}/`, body)
  expect((await bodyOf(put({ elements: [{ title: 'Trois' }] }))).elements.total).toBe(1)
  const { data } = await read(world.as.anonymous, `${BASE}${id}/elements/`)
  expect(data.map(({ title }: { title: string }) => title)).toEqual(['Trois'])
  expect((await put({ name: 'Changé', elements: [{}] })).status).toBe(400)
  const { name, elements } = await read(world.as.anonymous, `${BASE}${id}/`)
  expect([name, elements.total]).toEqual(['Les musées', 1])
})

test('what is read only is ignored', async () => {
  const { id, slug } = await newTopic(world.as.owner)
  const changed = await bodyOf(world.as.owner.call('PUT', `${BASE}${id}/`, { slug: 'choisi', featured: true }))
  expect([changed.slug, Boolean(changed.featured)]).toEqual([slug, false])
})

test('its producer does not change by a PUT, unless the site’s administrator says so', async () => {
  const { id } = await newTopic(world.as.editor)
  const body = { organization: world.organization.id }
  const refused = await world.as.editor.call('PUT', `${BASE}${id}/`, body)
  expect([refused.status, refused.json.errors?.organization]).toEqual([400, expect.stringMatching(SENTENCE)])
  expect((await bodyOf(world.as.siteAdmin.call('PUT', `${BASE}${id}/`, body))).organization.id).toBe(body.organization)
})

test('a new name gives a new slug; the old one leads to it', async () => {
  const { id, slug } = await newTopic(world.as.owner, { name: 'Ancien thème' })
  await bodyOf(world.as.owner.call('PUT', `${BASE}${id}/`, { name: 'Nouveau thème' }))
  expect((await read(world.as.anonymous, `${BASE}nouveau-theme/`)).id).toBe(id)
  const answer = await get(world.as.anonymous, `${BASE}${slug}/`)
  expect([answer.status, answer.headers.get('location')]).toEqual([308, expect.stringContaining('/nouveau-theme/')])
})

test('private, it is there for its producer’s people, with its elements', async () => {
  const own = await newTopic(world.as.owner, { private: true })
  const org = await newTopic(world.as.editor, { private: true, organization: world.organization.id })
  const statuses = (id: string, path = '') => statusesOf(world, (caller) => get(caller, `${BASE}${id}/${path}`))
  const table = (may: string[]) => Object.fromEntries(ROLES.map((role) => [role, may.includes(role) ? 200 : 404]))
  for (const path of ['', 'elements/']) {
    expect(await statuses(own.id, path)).toEqual(table(['owner', 'siteAdmin']))
    expect(await statuses(org.id, path)).toEqual(table(['partial', 'editor', 'admin', 'siteAdmin']))
  }
})

test('private, it is listed for its producer’s people', async () => {
  const name = `Fanfare cachée ${next()}`
  await newTopic(world.as.owner, { name, private: true })
  const shown = `Fanfare montrée ${next()}`
  await newTopic(world.as.owner, { name: shown })
  expect(await list('q=fanfare')).toEqual([shown])
  expect(await list('q=fanfare', 'outsider')).toEqual([shown])
  expect(await list('q=fanfare', 'owner')).toEqual([name, shown])
  expect(await list('q=fanfare&private=true', 'owner')).toEqual([name])
  expect((await get(world.as.anonymous, `${BASE}?private=true`)).status).toBe(401)
})

test('deleted, it is no more, nor its discussions', async () => {
  const { id } = await newTopic(world.as.owner)
  const body = { title: 'Une question', comment: 'Pourquoi ?', subject: { class: 'Topic', id } }
  const discussion = await bodyOf(world.as.outsider.call('POST', '/api/1/discussions/', body), 201)
  expect((await world.as.owner.call('DELETE', `${BASE}${id}/`)).status).toBe(204)
  expect((await get(world.as.siteAdmin, `${BASE}${id}/`)).status).toBe(404)
  expect((await world.as.owner.call('DELETE', `${BASE}${id}/`)).status).toBe(404)
  expect((await get(world.as.anonymous, `/api/1/discussions/${discussion.id}/`)).status).toBe(404)
})

test('the list: by words, of elements too, tags and producers', async () => {
  const dataset = await newDataset(world.as.owner)
  await newTopic(world.as.owner, { name: 'Orgues', tags: ['musique', 'patrimoine'] })
  await newTopic(world.as.editor, {
    name: 'Cloches',
    tags: ['musique'],
    organization: world.organization.id,
    spatial: { zones: ['fr:region:93'], granularity: 'fr:region' },
    elements: [{ title: 'Un carillon', element: datasetRef(dataset) }],
  })
  expect(await list('q=orgues')).toEqual(['Orgues'])
  expect(await list('q=carillon')).toEqual(['Cloches'])
  expect(await list('tag=musique')).toEqual(['Cloches', 'Orgues'])
  expect(await list('tag=musique&tag=patrimoine')).toEqual(['Orgues'])
  expect(await list(`tag=musique&organization=${world.organization.id}`)).toEqual(['Cloches'])
  expect(await list(`tag=musique&owner=${world.people.owner.user.id}`)).toEqual(['Orgues'])
  expect(await list('tag=musique&geozone=fr:region:93')).toEqual(['Cloches'])
  expect(await list('tag=musique&granularity=fr:region')).toEqual(['Cloches'])
  expect(await list(`dataset=${dataset.id}`)).toEqual(['Cloches'])
  expect(await list(`dataset=${UNKNOWN_ID}`)).toEqual([])
})

test('by reuse and by API', async () => {
  const reuse = await newReuse(world.as.owner)
  const dataservice = await newDataservice(world.as.owner)
  const elements = [
    { element: { class: 'Reuse', id: reuse.id } },
    { element: { class: 'Dataservice', id: dataservice.id } },
  ]
  const { id } = await newTopic(world.as.owner, { elements })
  for (const query of [`reuse=${reuse.id}`, `dataservice=${dataservice.id}`])
    expect([query, idsOf(await read(world.as.anonymous, `${BASE}?${query}`))]).toEqual([query, [id]])
})

test.each(['dataset=un-nom', 'owner=un-nom', 'organization=un-nom', 'sort=color', 'featured=maybe', 'page=0'])(
  '%s is refused',
  async (query) => {
    expect((await get(world.as.anonymous, `${BASE}?${query}`)).status).toBe(400)
  },
)

test('featured, then no longer; sorted in every way', async () => {
  const { id } = await newTopic(world.as.owner, { name: 'En une' })
  await bodyOf(world.as.siteAdmin.call('POST', `${BASE}${id}/featured/`), 200, 201)
  expect(await list('featured=true')).toEqual(['En une'])
  await bodyOf(world.as.siteAdmin.call('DELETE', `${BASE}${id}/featured/`), 200, 204)
  expect(await list('featured=true')).toEqual([])
  for (const sort of ['name', '-name', 'created', '-created', 'last_modified', '-last_modified'])
    expect([sort, (await get(world.as.anonymous, `${BASE}?sort=${sort}`)).status]).toEqual([sort, 200])
})

test('my topics and those of my organizations', async () => {
  const mine = await newTopic(world.as.partial, { private: true })
  const ours = await newTopic(world.as.admin, { organization: world.organization.id })
  const path = '/api/2/me/org_topics/'
  const page = await read(world.as.partial, `${path}?page_size=100`)
  expect(idsOf(page)).toEqual(expect.arrayContaining([mine.id, ours.id]))
  expect(idsOf(await read(world.as.outsider, `${path}?page_size=100`))).not.toContain(ours.id)
  expect((await get(world.as.anonymous, path)).status).toBe(401)
})
