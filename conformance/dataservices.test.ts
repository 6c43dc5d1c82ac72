/** udata-api.md §2.7, §5.7, §5.9: an API that is described, what it shows, how it changes. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, idsOf, newDataset, OBJECT_ID, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { newContact, newDataservice, SENTENCE } from './world-b.ts'

const world = worldOfFile()
const BASE = '/api/1/dataservices/'
const KEYS =
  'id title acronym slug description base_api_url machine_documentation_url technical_documentation_url ' +
  'business_documentation_url rate_limiting rate_limiting_url availability availability_url format license tags private ' +
  'featured extras access_type access_audiences authorization_request_url access_type_reason_category ' +
  'access_type_reason contact_points badges metrics created_at metadata_modified_at deleted_at archived_at datasets ' +
  'harvest owner organization permissions self_api_url self_web_url'
const HARVEST =
  'backend domain source_id source_url remote_id remote_url uri created_at issued_at modified_at last_update ' +
  'archived_at archived_reason'
const AUDIENCE = { role: 'private', condition: 'under_condition' }
const patch = (id: string, body: object) => world.as.owner.call('PATCH', `${BASE}${id}/`, body)

test('an API has every key of udata’s', async () => {
  const made = await newDataservice(world.as.owner, { title: 'Clés du musée', tags: ['Musées', 'carte'] })
  expect(Object.keys(made)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(made).toMatchObject({
    title: 'Clés du musée',
    slug: 'cles-du-musee',
    acronym: null,
    base_api_url: null,
    tags: ['carte', 'musees'],
    license: null,
    access_type: 'open',
    access_audiences: [],
    contact_points: [],
    badges: [],
    extras: {},
    deleted_at: null,
    archived_at: null,
    organization: null,
    owner: { class: 'User', id: world.people.owner.user.id },
    permissions: { delete: true, edit: true },
    self_api_url: `${world.url}/api/1/dataservices/cles-du-musee/`,
  })
  expect(made.id).toMatch(OBJECT_ID)
  expect([made.created_at, made.metadata_modified_at]).toEqual([
    expect.stringMatching(DATE_TIME),
    expect.stringMatching(DATE_TIME),
  ])
})

test('its metrics are there from the start; its harvest is an object of nothing', async () => {
  const { metrics, harvest } = await newDataservice(world.as.owner)
  const names = ['discussions', 'discussions_open', 'followers', 'followers_by_months', 'reuses', 'views']
  expect(Object.keys(metrics)).toEqual(expect.arrayContaining(names))
  expect(harvest).toEqual(Object.fromEntries(HARVEST.split(' ').map((name) => [name, null])))
})

test.each([
  ['title', undefined],
  ['title', '  '],
  ['acronym', 'A'.repeat(129)],
  ['base_api_url', 'pas une adresse'],
  ['machine_documentation_url', 'pas une adresse'],
  ['availability', 101],
  ['availability', -1],
  ['format', 'SOAP'],
  ['license', 'inconnue'],
  ['access_type', 'secret'],
  ['tags', ['a']],
  ['datasets', [UNKNOWN_ID]],
  ['contact_points', [UNKNOWN_ID]],
  ['organization', UNKNOWN_ID],
])('a wrong %s (%j) is refused on its field', async (field, value) => {
  const answer = await world.as.owner.call('POST', BASE, { title: 'Refusée', [field]: value })
  expect([answer.status, Object.keys(answer.json.errors ?? {})]).toEqual([400, [field]])
  expect(answer.json.message).toMatch(SENTENCE)
})

test('everything it can say is kept', async () => {
  const contact = await newContact(world.as.owner)
  const said = {
    acronym: 'IM',
    description: 'Les musées.',
    base_api_url: 'https://api.example.org/musees',
    machine_documentation_url: 'https://api.example.org/openapi.json',
    technical_documentation_url: 'https://api.example.org/doc',
    business_documentation_url: 'https://api.example.org/metier',
    rate_limiting: '10 par seconde',
    rate_limiting_url: 'https://api.example.org/limites',
    availability: 99.5,
    availability_url: 'https://api.example.org/etat',
    format: 'REST',
    license: 'lov2',
    authorization_request_url: 'https://api.example.org/acces',
    extras: { cle: 'valeur' },
  }
  const { id } = await newDataservice(world.as.owner, { ...said, contact_points: [contact.id] })
  const seen = await read(world.as.anonymous, `${BASE}${id}/`)
  expect(seen).toMatchObject(said)
  expect(seen.contact_points).toEqual([expect.objectContaining({ id: contact.id, name: contact.name })])
})

test('audiences: one condition a role, for restricted access only', async () => {
  const restricted = { access_type: 'restricted', access_audiences: [AUDIENCE] }
  expect((await newDataservice(world.as.owner, restricted)).access_audiences).toEqual([AUDIENCE])
  expect((await newDataservice(world.as.owner, { access_audiences: [AUDIENCE] })).access_audiences).toEqual([])
  for (const access_audiences of [
    [AUDIENCE, { ...AUDIENCE, condition: 'no' }],
    [{ ...AUDIENCE, role: 'tous' }],
    [{ ...AUDIENCE, condition: 'peut-être' }],
  ]) {
    const answer = await world.as.owner.call('POST', BASE, { title: 'Refusée', ...restricted, access_audiences })
    expect([access_audiences, answer.status]).toEqual([access_audiences, 400])
  }
})

test('a PATCH changes what it says, keeps the rest, and moves the date', async () => {
  const made = await newDataservice(world.as.owner, { acronym: 'AVANT', tags: ['musees'], extras: { cle: 1 } })
  const changed = await bodyOf(patch(made.id, { description: 'Après.' }))
  expect(changed).toMatchObject({ description: 'Après.', acronym: 'AVANT', tags: ['musees'], extras: { cle: 1 } })
  expect(changed.metadata_modified_at > made.metadata_modified_at).toBe(true)
  expect(changed.created_at).toBe(made.created_at)
  expect(await bodyOf(patch(made.id, { acronym: null }))).toMatchObject({ acronym: null })
  expect((await patch(made.id, { title: null })).status).toBe(400)
})

test('there is no PUT', async () => {
  const { id } = await newDataservice(world.as.owner)
  const answer = await world.as.owner.call('PUT', `${BASE}${id}/`, { title: 'Autre' })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, expect.stringContaining('PATCH')])
})

test('what was read can be sent back', async () => {
  const organization = world.organization.id
  const contact = await newContact(world.as.editor, { organization })
  const made = await newDataservice(world.as.editor, { organization, contact_points: [contact.id], tags: ['musees'] })
  const { datasets: _, ...seen } = await read(world.as.editor, `${BASE}${made.id}/`)
  const sent = await world.as.editor.call('PATCH', `${BASE}${made.id}/`, { ...seen, title: 'De retour' })
  expect([sent.status, sent.json]).toMatchObject([200, { title: 'De retour', tags: ['musees'], slug: 'de-retour' }])
  expect(idsOf({ data: sent.json.contact_points })).toEqual([contact.id])
})

test('what is read only is ignored', async () => {
  const { id, slug } = await newDataservice(world.as.owner)
  const body = { slug: 'choisi', featured: true, badges: [{ kind: 'hvd' }], metrics: { views: 9 } }
  const changed = await bodyOf(patch(id, body))
  expect(changed).toMatchObject({ slug, badges: [], metrics: { views: 0 } })
  expect(changed.featured).toBeFalsy()
})

test('its producer does not change by a PATCH, unless the site’s administrator says so', async () => {
  const { id } = await newDataservice(world.as.editor)
  const body = { organization: world.organization.id }
  const refused = await world.as.editor.call('PATCH', `${BASE}${id}/`, body)
  expect([refused.status, refused.json.errors?.organization]).toEqual([400, expect.stringMatching(SENTENCE)])
  const moved = await bodyOf(world.as.siteAdmin.call('PATCH', `${BASE}${id}/`, body))
  expect([moved.organization.id, moved.owner]).toEqual([world.organization.id, null])
})

test('its datasets are a link, to the list of them', async () => {
  const dataset = await newDataset(world.as.owner)
  const { id, datasets } = await newDataservice(world.as.owner, { datasets: [dataset.id] })
  expect(datasets).toEqual({
    rel: 'subsection',
    href: expect.stringContaining(`/api/1/datasets/?dataservice=${id}`),
    type: 'GET',
    total: 1,
  })
  expect(idsOf(await read(world.as.anonymous, `/api/1/datasets/?dataservice=${id}`))).toEqual([dataset.id])
})

test('datasets are added and removed', async () => {
  const dataset = await newDataset(world.as.owner)
  const { id } = await newDataservice(world.as.owner)
  const path = `${BASE}${id}/datasets/`
  const total = async () => (await read(world.as.anonymous, `${BASE}${id}/`)).datasets.total
  await bodyOf(world.as.owner.call('POST', path, [{ id: dataset.id }, { id: UNKNOWN_ID }]), 201)
  expect(await total()).toBe(1)
  await bodyOf(world.as.owner.call('POST', path, [{ id: dataset.id }]), 201)
  expect(await total()).toBe(1)
  expect((await world.as.owner.call('POST', path, { id: dataset.id })).status).toBe(400)
  expect((await world.as.owner.call('POST', path, [{ id: 'un-nom' }])).status).toBe(400)
  expect((await world.as.owner.call('DELETE', `${path}${dataset.id}/`)).status).toBe(204)
  expect(await total()).toBe(0)
  expect((await world.as.owner.call('DELETE', `${path}${dataset.id}/`)).status).toBe(404)
})

test('deleted, it is gone for the public, still there for its owner, and can come back', async () => {
  const { id } = await newDataservice(world.as.owner)
  expect((await world.as.owner.call('DELETE', `${BASE}${id}/`)).status).toBe(204)
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(410)
  expect((await read(world.as.owner, `${BASE}${id}/`)).deleted_at).toMatch(DATE_TIME)
  expect((await world.as.owner.call('DELETE', `${BASE}${id}/`)).status).toBe(410)
  expect((await patch(id, { title: 'Encore' })).status).toBe(410)
  expect((await bodyOf(patch(id, { deleted_at: null }))).deleted_at).toBeNull()
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(200)
})

test('private, it is for its producer’s people', async () => {
  const own = await newDataservice(world.as.owner, { private: true })
  const org = await newDataservice(world.as.editor, { private: true, organization: world.organization.id })
  const statuses = async (id: string) => {
    const roles = ['anonymous', 'outsider', 'owner', 'partial', 'editor', 'siteAdmin'] as const
    return Promise.all(roles.map(async (role) => (await get(world.as[role], `${BASE}${id}/`)).status))
  }
  expect(await statuses(own.id)).toEqual([404, 404, 200, 404, 404, 200])
  expect(await statuses(org.id)).toEqual([404, 404, 404, 200, 200, 200])
})

test('featured, then no longer', async () => {
  const { id } = await newDataservice(world.as.owner)
  for (const [method, featured] of [
    ['POST', true],
    ['DELETE', false],
  ] as const) {
    await bodyOf(world.as.siteAdmin.call(method, `${BASE}${id}/featured/`))
    expect((await read(world.as.anonymous, `${BASE}${id}/`)).featured).toBe(featured)
  }
})
