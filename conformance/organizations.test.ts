/** udata-api.md §2.3, §5.5: an organization, what it shows and to whom. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, idsOf, OBJECT_ID, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { newOrganization, next, orgDataset, SENTENCE, soon } from './world-b.ts'

const world = worldOfFile()
const BASE = '/api/1/organizations/'
const KEYS =
  'id name acronym slug description url image_url logo logo_thumbnail business_number_id badges members teams zone ext ' +
  'extras metrics created_at last_modified deleted presentation_blocs_published_at permissions uri page'
const METRICS =
  'dataservices dataservices_by_months datasets datasets_by_months datasets_followers_by_months ' +
  'datasets_reuses_by_months members reuses reuses_by_months reuses_followers_by_months followers views'

test('an organization has every key of udata’s', async () => {
  const made = await newOrganization(world.as.owner, { name: 'Musée de la Clé', acronym: 'MC' })
  expect(Object.keys(made)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(made).toMatchObject({
    name: 'Musée de la Clé',
    acronym: 'MC',
    slug: 'musee-de-la-cle',
    badges: [],
    teams: [],
    extras: {},
    logo: null,
    logo_thumbnail: null,
    deleted: null,
    url: null,
  })
  expect(made.id).toMatch(OBJECT_ID)
  expect(made.created_at).toMatch(DATE_TIME)
  expect(made.last_modified).toMatch(DATE_TIME)
  expect(made.uri).toBe(`${world.url}/api/1/organizations/musee-de-la-cle/`)
})

test('its metrics are there from the start', async () => {
  const { metrics } = await newOrganization(world.as.owner)
  expect(Object.keys(metrics)).toEqual(expect.arrayContaining(METRICS.split(' ')))
  expect(metrics).toMatchObject({ datasets: 0, reuses: 0, dataservices: 0, followers: 0, views: 0 })
})

test('who creates it administers it', async () => {
  const made = await newOrganization(world.as.owner)
  expect(made.members).toHaveLength(1)
  expect(made.members[0]).toMatchObject({ role: 'admin', user: { class: 'User', id: world.people.owner.user.id } })
  expect(made.members[0].label).toMatch(SENTENCE)
  expect(made.members[0].since).toMatch(DATE_TIME)
  expect(made.permissions).toEqual({ delete: true, edit: true, harvest: true, members: true, private: true })
})

test('requests to join are never a part of it, even when asked for', async () => {
  const path = `${BASE}${world.organization.id}/`
  expect(await read(world.as.admin, path)).not.toHaveProperty('requests')
  expect(await read(world.as.siteAdmin, path, { 'X-Fields': 'id,requests' })).toEqual({ id: world.organization.id })
})

test.each([
  ['no name', { name: undefined }, 'name'],
  ['a name of spaces', { name: '  ' }, 'name'],
  ['no description', { description: undefined }, 'description'],
  ['a description of nothing', { description: null }, 'description'],
  ['an acronym that is too long', { acronym: 'A'.repeat(129) }, 'acronym'],
  ['an address that is none', { url: 'pas une adresse' }, 'url'],
  ['an address of this machine', { url: 'http://localhost/' }, 'url'],
  ['a business number that is too short', { business_number_id: '130025265' }, 'business_number_id'],
  ['a business number with letters', { business_number_id: '1300252650001A' }, 'business_number_id'],
  ['a business number whose sum is wrong', { business_number_id: '13002526600013' }, 'business_number_id'],
])('%s is refused on its field', async (_, change, field) => {
  const body = { name: 'Refusée', description: 'Refusée.', ...change }
  const answer = await world.as.owner.call('POST', BASE, body)
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, [field]])
  expect(answer.json.errors[field]).toMatch(SENTENCE)
  expect(answer.json.message).toMatch(SENTENCE)
})

test.each(['13002526500013', '35600000000048'])('the business number %s is accepted', async (business_number_id) => {
  expect(await newOrganization(world.as.owner, { business_number_id })).toMatchObject({ business_number_id })
})

test('what is read only is ignored on creation', async () => {
  const made = await newOrganization(world.as.owner, {
    id: UNKNOWN_ID,
    slug: 'choisi',
    deleted: '2020-01-01T00:00:00+00:00',
    badges: [{ kind: 'certified' }],
    metrics: { views: 100 },
    members: [],
  })
  expect(made).toMatchObject({ deleted: null, badges: [] })
  expect(made.members).toHaveLength(1)
  expect([made.id, made.slug, made.metrics.views]).not.toContain(UNKNOWN_ID)
  expect([made.slug, made.metrics.views]).toEqual([expect.not.stringMatching('choisi'), 0])
})

test('a PUT changes what it says and keeps the rest', async () => {
  const { id } = await newOrganization(world.as.owner, { acronym: 'AVANT', extras: { cle: 'valeur' } })
  const changed = await bodyOf(world.as.owner.call('PUT', `${BASE}${id}/`, { description: 'Après.' }))
  expect(changed).toMatchObject({ acronym: 'AVANT', description: 'Après.', extras: { cle: 'valeur' } })
  expect(await bodyOf(world.as.owner.call('PUT', `${BASE}${id}/`, { acronym: null }))).toMatchObject({ acronym: null })
  expect((await world.as.owner.call('PUT', `${BASE}${id}/`, { name: null })).status).toBe(400)
})

test('what was read can be sent back whole', async () => {
  const made = await newOrganization(world.as.owner, { url: 'https://www.example.org/', acronym: 'TOUR' })
  const sent = { ...made, description: 'De retour.' }
  const changed = await bodyOf(world.as.owner.call('PUT', `${BASE}${made.id}/`, sent))
  for (const moving of [made, changed]) {
    delete moving.last_modified
    delete moving.metrics
  }
  expect(changed).toEqual({ ...made, description: 'De retour.' })
})

test('a PUT cannot name members, badges or a slug', async () => {
  const { id, slug } = await newOrganization(world.as.owner)
  const body = { slug: 'autre', members: [], badges: [{ kind: 'certified' }], logo: 'https://www.example.org/a.png' }
  const changed = await bodyOf(world.as.owner.call('PUT', `${BASE}${id}/`, body))
  expect(changed).toMatchObject({ slug, badges: [], logo: null })
  expect(changed.members).toHaveLength(1)
})

test('it is found by its slug; an unknown one is 404, with a message', async () => {
  const { id, slug } = world.organization
  expect((await read(world.as.anonymous, `${BASE}${slug}/`)).id).toBe(id)
  for (const unknown of [UNKNOWN_ID, 'inconnue']) {
    const answer = await get(world.as.anonymous, `${BASE}${unknown}/`)
    expect([answer.status, answer.json.message]).toEqual([404, expect.stringMatching(SENTENCE)])
  }
})

test('a new name gives a new slug; the old one leads to it', async () => {
  const { id, slug } = await newOrganization(world.as.owner)
  const renamed = await bodyOf(world.as.owner.call('PUT', `${BASE}${id}/`, { name: `Renommée ${next()}` }))
  expect(renamed.slug).not.toBe(slug)
  const answer = await get(world.as.anonymous, `${BASE}${slug}/`)
  expect([answer.status, answer.headers.get('location')]).toEqual([308, expect.stringContaining(renamed.slug)])
})

test('deleted, it is gone for the public, not for its members, and its datasets stay', async () => {
  const { id } = await newOrganization(world.as.owner)
  const dataset = await bodyOf(
    world.as.owner.call('POST', '/api/1/datasets/', { title: 'Reste', description: 'Reste.', organization: id }),
    201,
  )
  await bodyOf(world.as.owner.call('DELETE', `${BASE}${id}/`), 204)
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(410)
  expect((await get(world.as.outsider, `${BASE}${id}/`)).status).toBe(410)
  expect((await read(world.as.owner, `${BASE}${id}/`)).deleted).toMatch(DATE_TIME)
  expect((await read(world.as.siteAdmin, `${BASE}${id}/`)).deleted).toMatch(DATE_TIME)
  expect((await get(world.as.anonymous, `/api/1/datasets/${dataset.id}/`)).status).toBe(200)
  expect(idsOf(await read(world.as.anonymous, `${BASE}?page_size=100`))).not.toContain(id)
})

test('deleted, it can be neither deleted nor changed, and null does not bring it back', async () => {
  const { id } = await newOrganization(world.as.owner)
  await bodyOf(world.as.owner.call('DELETE', `${BASE}${id}/`), 204)
  expect((await world.as.owner.call('DELETE', `${BASE}${id}/`)).status).toBe(410)
  expect((await world.as.owner.call('PUT', `${BASE}${id}/`, { acronym: 'X' })).status).toBe(410)
  // udata says 200 and does nothing; saying that it is gone is as good.
  expect([200, 410]).toContain((await world.as.owner.call('PUT', `${BASE}${id}/`, { deleted: null })).status)
  expect((await get(world.as.anonymous, `${BASE}${id}/`)).status).toBe(410)
})

test('addresses of members are starred, the less the nearer the reader', async () => {
  const emailFor = async (role: 'anonymous' | 'outsider' | 'partial' | 'siteAdmin') => {
    const { members } = await read(world.as[role], `${BASE}${world.organization.id}/`)
    return members.find(({ user }: { user: { id: string } }) => user.id === world.people.admin.user.id).user.email
  }
  expect(await emailFor('siteAdmin')).toBe(world.people.admin.user.email)
  expect(await emailFor('partial')).toMatch(/^ad\*+@culture\.example$/)
  expect(await emailFor('outsider')).toMatch(/^\*+@culture\.example$/)
  expect(await emailFor('anonymous')).toMatch(/^\*+@culture\.example$/)
})

test('in lists, addresses are starred for members too', async () => {
  const { data } = await read(world.as.partial, `${BASE}?page_size=100`)
  const found = data.find(({ id }: { id: string }) => id === world.organization.id)
  for (const { user } of found.members) {
    expect(user.email).toMatch(/^\*+@/)
    expect(user.last_login_at).toBeNull()
  }
})

test('permissions are those of the caller', async () => {
  const permissionsOf = async (role: 'anonymous' | 'outsider' | 'editor' | 'siteAdmin') =>
    (await read(world.as[role], `${BASE}${world.organization.id}/`)).permissions
  const none = { delete: false, edit: false, harvest: false, members: false, private: false }
  const all = { delete: true, edit: true, harvest: true, members: true, private: true }
  expect(await permissionsOf('anonymous')).toEqual(none)
  expect(await permissionsOf('outsider')).toEqual(none)
  expect(await permissionsOf('editor')).toMatchObject({ delete: false, edit: false, members: false, private: true })
  expect(await permissionsOf('siteAdmin')).toEqual(all)
})

test('counters follow what is published', async () => {
  const before = (await read(world.as.anonymous, `${BASE}${world.organization.id}/`)).metrics.datasets
  await orgDataset(world)
  await soon(async () => {
    const { metrics } = await read(world.as.anonymous, `${BASE}${world.organization.id}/`)
    expect(metrics.datasets).toBe(before + 1)
  })
})
