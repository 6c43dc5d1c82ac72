/** udata-api.md §2.6, §5.8: a reuse, what it shows, how it changes. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, newDataset, OBJECT_ID, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { newAddress, newDataservice, newReuse, PICTURE, REUSE, SENTENCE } from './world-b.ts'

const world = worldOfFile()
const BASE = '/api/1/reuses/'
const KEYS =
  'id title slug description type url image image_thumbnail datasets dataservices tags topic private featured extras ' +
  'badges metrics created_at last_modified deleted archived owner organization permissions uri page'
const TYPES = ['api', 'application', 'idea', 'news_article', 'paper', 'post', 'visualization', 'hardware']
const TOPICS = [
  'health',
  'transport_and_mobility',
  'housing_and_development',
  'food_and_agriculture',
  'culture_and_recreation',
  'economy_and_business',
  'environment_and_energy',
  'work_and_training',
  'politics_and_public_life',
  'safety_and_security',
  'education_and_research',
  'society_and_demography',
  'law_and_justice',
  'open_data_tools',
  'others',
]
const idsIn = (list: { id: string }[]): string[] => list.map(({ id }) => id)
const put = (id: string, body: object) => world.as.owner.call('PUT', `${BASE}${id}/`, body)

test('a reuse has every key of udata’s', async () => {
  const made = await newReuse(world.as.owner, { title: 'Carte des clés', tags: ['Musées', 'carte'] })
  expect(Object.keys(made)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(made).toMatchObject({
    title: 'Carte des clés',
    slug: 'carte-des-cles',
    type: 'visualization',
    topic: 'culture_and_recreation',
    tags: ['carte', 'musees'],
    datasets: [],
    dataservices: [],
    badges: [],
    extras: {},
    image: null,
    image_thumbnail: null,
    deleted: null,
    archived: null,
    organization: null,
    owner: { class: 'User', id: world.people.owner.user.id },
    permissions: { delete: true, edit: true },
  })
  expect(made.id).toMatch(OBJECT_ID)
  expect([made.created_at, made.last_modified]).toEqual([
    expect.stringMatching(DATE_TIME),
    expect.stringMatching(DATE_TIME),
  ])
  expect(made.uri).toBe(`${world.url}/api/1/reuses/carte-des-cles/`)
  // Never set: udata may say null.
  expect([made.private, made.featured].every((value) => !value)).toBe(true)
})

test('its metrics are there from the start', async () => {
  const { metrics } = await newReuse(world.as.owner)
  const names = ['discussions', 'discussions_open', 'datasets', 'followers', 'followers_by_months', 'views']
  expect(Object.keys(metrics)).toEqual(expect.arrayContaining(names))
  expect(metrics).toMatchObject({ discussions: 0, followers: 0, views: 0 })
})

test.each(['title', 'description', 'type', 'topic', 'url'])('without %s, it is refused', async (field) => {
  const body = { ...REUSE, url: newAddress(), [field]: undefined }
  const answer = await world.as.owner.call('POST', BASE, body)
  expect([answer.status, Object.keys(answer.json.errors ?? {})]).toEqual([400, [field]])
  expect([answer.json.errors[field], answer.json.message]).toEqual([
    expect.stringMatching(SENTENCE),
    expect.stringMatching(SENTENCE),
  ])
})

test.each([
  ['title', '   '],
  ['type', 'sculpture'],
  ['topic', 'musees'],
  ['url', 'pas une adresse'],
  ['url', 'http://127.0.0.1/'],
  ['tags', ['a']],
  ['datasets', [UNKNOWN_ID]],
  ['dataservices', [UNKNOWN_ID]],
  ['organization', UNKNOWN_ID],
])('a wrong %s (%j) is refused on its field', async (field, value) => {
  const answer = await world.as.owner.call('POST', BASE, { ...REUSE, url: newAddress(), [field]: value })
  expect([answer.status, Object.keys(answer.json.errors ?? {})]).toEqual([400, [field]])
})

test('an address is the address of one reuse', async () => {
  const { url } = await newReuse(world.as.owner)
  const again = await world.as.outsider.call('POST', BASE, { ...REUSE, url })
  expect([again.status, again.json.errors?.url]).toEqual([400, expect.stringMatching(SENTENCE)])
  const other = await newReuse(world.as.owner)
  const moved = await put(other.id, { url })
  expect([moved.status, moved.json.errors?.url]).toEqual([400, expect.stringMatching(SENTENCE)])
  expect((await put(other.id, { url: other.url })).status).toBe(200)
})

test('it holds whole datasets, and APIs as references', async () => {
  const dataset = await newDataset(world.as.owner)
  const dataservice = await newDataservice(world.as.owner)
  const made = await newReuse(world.as.owner, { datasets: [dataset.id], dataservices: [{ id: dataservice.id }] })
  const seen = await read(world.as.anonymous, `${BASE}${made.id}/`)
  expect(seen.datasets).toEqual([expect.objectContaining({ id: dataset.id, resources: [], license: 'notspecified' })])
  expect(seen.dataservices).toEqual([
    expect.objectContaining({ class: 'Dataservice', id: dataservice.id, title: dataservice.title }),
  ])
})

test('a PUT changes what it says and keeps the rest; null clears', async () => {
  const dataset = await newDataset(world.as.owner)
  const made = await newReuse(world.as.owner, { datasets: [dataset.id], tags: ['musees'], extras: { cle: 1 } })
  const changed = await bodyOf(put(made.id, { description: 'Après.', private: true }))
  expect(changed).toMatchObject({ description: 'Après.', private: true, tags: ['musees'], extras: { cle: 1 } })
  expect(idsIn(changed.datasets)).toEqual([dataset.id])
  expect(await bodyOf(put(made.id, { datasets: [], tags: null }))).toMatchObject({ datasets: [], tags: [] })
  expect((await put(made.id, { title: null })).status).toBe(400)
})

test('what was read can be sent back whole', async () => {
  const organization = world.organization.id
  const dataset = await newDataset(world.as.owner)
  const made = await newReuse(world.as.editor, { organization, datasets: [dataset.id], tags: ['musees'] })
  const seen = await read(world.as.editor, `${BASE}${made.id}/`)
  const sent = await world.as.editor.call('PUT', `${BASE}${made.id}/`, { ...seen, title: 'De retour' })
  expect([sent.status, sent.json]).toMatchObject([200, { title: 'De retour', url: made.url, tags: ['musees'] }])
  expect([idsIn(sent.json.datasets), sent.json.organization.id]).toEqual([[dataset.id], organization])
})

test('what is read only is ignored', async () => {
  const { id, slug } = await newReuse(world.as.owner)
  const body = { slug: 'choisi', featured: true, badges: [{ kind: 'x' }], metrics: { views: 9 }, image: 'a.png' }
  const changed = await bodyOf(put(id, body))
  expect(changed).toMatchObject({ slug, badges: [], image: null, metrics: { views: 0 } })
  expect(changed.featured).toBeFalsy()
})

test('its producer does not change by a PUT, unless the site’s administrator says so', async () => {
  const { id } = await newReuse(world.as.editor)
  const body = { organization: world.organization.id }
  const refused = await world.as.editor.call('PUT', `${BASE}${id}/`, body)
  expect([refused.status, refused.json.errors?.organization]).toEqual([400, expect.stringMatching(SENTENCE)])
  const moved = await bodyOf(world.as.siteAdmin.call('PUT', `${BASE}${id}/`, body))
  expect([moved.organization.id, moved.owner]).toEqual([world.organization.id, null])
})

test('a new title gives a new slug; the old one leads to it', async () => {
  const { id, slug } = await newReuse(world.as.owner, { title: 'Ancien titre' })
  expect((await bodyOf(put(id, { title: 'Nouveau titre' }))).slug).toBe('nouveau-titre')
  const answer = await get(world.as.anonymous, `${BASE}${slug}/`)
  expect([answer.status, answer.headers.get('location')]).toEqual([308, expect.stringContaining('/nouveau-titre/')])
})

test('a dataset or an API is added, once', async () => {
  const { id } = await newReuse(world.as.owner)
  const things = { datasets: await newDataset(world.as.owner), dataservices: await newDataservice(world.as.owner) }
  for (const [name, thing] of Object.entries(things)) {
    const add = (body: object) => world.as.owner.call('POST', `${BASE}${id}/${name}/`, body)
    const added = await add({ id: thing.id })
    expect([name, added.status, idsIn(added.json[name])]).toEqual([name, 201, [thing.id]])
    const again = await add({ id: thing.id })
    expect([name, again.status]).toEqual([name, 200])
    expect([name, (await add({})).status, (await add({ id: UNKNOWN_ID })).status]).toEqual([name, 400, 404])
  }
  expect((await read(world.as.anonymous, `${BASE}${id}/`)).datasets).toHaveLength(1)
})

test('deleted, it is gone for the public, still there for its owner, and can come back', async () => {
  const { id } = await newReuse(world.as.owner)
  expect((await world.as.owner.call('DELETE', `${BASE}${id}/`)).status).toBe(204)
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(410)
  expect((await get(world.as.outsider, `${BASE}${id}/`)).status).toBe(410)
  expect((await read(world.as.owner, `${BASE}${id}/`)).deleted).toMatch(DATE_TIME)
  expect((await world.as.owner.call('DELETE', `${BASE}${id}/`)).status).toBe(410)
  expect((await put(id, { title: 'Encore' })).status).toBe(410)
  expect((await bodyOf(put(id, { deleted: null }))).deleted).toBeNull()
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(200)
})

test('private, it is for its producer’s people', async () => {
  const own = await newReuse(world.as.owner, { private: true })
  const org = await newReuse(world.as.editor, { private: true, organization: world.organization.id })
  const statuses = async (id: string) => {
    const roles = ['anonymous', 'outsider', 'owner', 'partial', 'editor', 'siteAdmin'] as const
    return Promise.all(roles.map(async (role) => (await get(world.as[role], `${BASE}${id}/`)).status))
  }
  expect(await statuses(own.id)).toEqual([404, 404, 200, 404, 404, 200])
  expect(await statuses(org.id)).toEqual([404, 404, 404, 200, 200, 200])
  await bodyOf(world.as.owner.call('DELETE', `${BASE}${own.id}/`), 204)
  expect((await get(world.as.anonymous, `${BASE}${own.id}/`)).status).toBe(404)
})

test('archived, it is still readable', async () => {
  const { id } = await newReuse(world.as.owner)
  expect((await bodyOf(put(id, { archived: '2025-01-01T00:00:00+00:00' }))).archived).toBe('2025-01-01T00:00:00+00:00')
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(200)
})

test('an unknown reuse is 404', async () => {
  for (const path of [UNKNOWN_ID, 'inconnue']) expect((await get(world.as.owner, `${BASE}${path}/`)).status).toBe(404)
  expect((await put(UNKNOWN_ID, {})).status).toBe(404)
})

test('a picture is kept and shown', async () => {
  const { id } = await newReuse(world.as.owner)
  const sent = await bodyOf(world.as.owner.upload(`${BASE}${id}/image/`, 'carte.png', PICTURE))
  expect(sent).toMatchObject({ success: true, image: expect.stringMatching(/^http/) })
  const { image, image_thumbnail } = await read(world.as.anonymous, `${BASE}${id}/`)
  for (const address of [image, image_thumbnail]) expect((await fetch(address)).status).toBe(200)
  const wrong = await world.as.owner.upload(`${BASE}${id}/image/`, 'carte.png', 'du texte')
  expect([wrong.status, wrong.json.success]).toEqual([400, false])
})

test('featured, then no longer', async () => {
  const { id } = await newReuse(world.as.owner)
  expect((await bodyOf(world.as.siteAdmin.call('POST', `${BASE}${id}/featured/`))).featured).toBe(true)
  expect((await bodyOf(world.as.siteAdmin.call('DELETE', `${BASE}${id}/featured/`))).featured).toBe(false)
})

test('there are no badges to give', async () => {
  const { id } = await newReuse(world.as.owner)
  expect(await read(world.as.anonymous, `${BASE}badges/`)).toEqual({})
  expect((await world.as.siteAdmin.call('POST', `${BASE}${id}/badges/`, { kind: 'inconnu' })).status).toBe(400)
  expect((await world.as.siteAdmin.call('DELETE', `${BASE}${id}/badges/inconnu/`)).status).toBe(404)
})

test.each([
  ['types', TYPES],
  ['topics', TOPICS],
])('%s have labels', async (name, ids) => {
  const found: { id: string; label: string }[] = await read(world.as.anonymous, `${BASE}${name}/`)
  expect(idsIn(found).sort()).toEqual([...ids].sort())
  for (const { label } of found) expect(label).toMatch(SENTENCE)
})
