/** udata-api.md §2.1.2 and §2.1.3: the creation of a dataset, and the whole of its object. */
import { beforeAll, expect, test } from 'vitest'
import {
  bodyOf,
  DATE_TIME,
  get,
  LINK,
  newDataset,
  OBJECT_ID,
  read,
  UNKNOWN_ID,
  UNKNOWN_UUID,
  UUID,
  WORDS,
  worldOfFile,
} from './datasets.kit.ts'

const world = worldOfFile()
const SENTENCE = expect.stringMatching(/\S/)
let organization: string
beforeAll(() => {
  organization = world.organization.id
})

const create = (body: object, caller = world.as.editor) =>
  caller.call('POST', '/api/1/datasets/', { ...WORDS, ...body })

const DATASET_KEYS = `access_audiences access_type access_type_reason access_type_reason_category acronym archived
  authorization_request_url badges contact_points created_at deleted description description_short extras featured
  frequency frequency_date harvest id internal last_modified last_update license metrics organization owner page
  permissions private quality resources schema slug spatial tags temporal_coverage title uri`.split(/\s+/)
const METRICS = `dataservices discussions discussions_open followers followers_by_months resources_downloads reuses
  reuses_by_months views`.split(/\s+/)

test('a dataset has all of udata’s keys and no other, created or read', async () => {
  const made = await newDataset(world.as.owner)
  expect(Object.keys(made).sort()).toEqual(DATASET_KEYS)
  const object = await read(world.as.anonymous, `/api/1/datasets/${made.id}/`)
  expect(Object.keys(object).sort()).toEqual(DATASET_KEYS)
  const [listed] = (await read(world.as.anonymous, '/api/1/datasets/')).data
  expect(Object.keys(listed).sort()).toEqual(DATASET_KEYS)
})

test('two words make a dataset: the rest has its default', async () => {
  const made = await newDataset(world.as.owner)
  expect(made).toMatchObject({
    ...WORDS,
    id: expect.stringMatching(OBJECT_ID),
    tags: [],
    badges: [],
    extras: {},
    resources: [],
    contact_points: [],
    access_audiences: [],
    authorization_request_url: null,
    access_type_reason: null,
    access_type_reason_category: null,
    featured: false,
    private: false,
    owner: { class: 'User', id: world.people.owner.user.id },
    permissions: { delete: true, edit: true, edit_resources: true },
  })
  expect(Object.keys(made.metrics).sort()).toEqual(METRICS)
  for (const name of ['discussions', 'followers', 'reuses', 'views', 'resources_downloads', 'dataservices'])
    expect(made.metrics[name]).toBe(0)
  for (const date of [made.created_at, made.last_modified, made.last_update]) expect(date).toMatch(DATE_TIME)
})

test('everything that can be said of a dataset is kept', async () => {
  const body = {
    acronym: 'LDM',
    description_short: 'En bref.',
    license: 'lov2',
    frequency: 'annual',
    tags: ['musees', 'culture'],
    private: true,
    temporal_coverage: { start: '2020-01-01', end: '2021-12-31' },
    spatial: { zones: ['country:fr'], granularity: 'country' },
    extras: { texte: 'a', nombre: 1.5, vrai: true, liste: [1, 'b'], objet: { clef: 'valeur' } },
    access_type: 'open',
  }
  const made = await bodyOf(create({ ...body, organization }), 201)
  expect(made).toMatchObject({
    ...body,
    tags: ['culture', 'musees'],
    spatial: { zones: ['country:fr'], granularity: 'country', geom: null },
    organization: { class: 'Organization', id: organization },
    owner: null,
  })
  const dated = await newDataset(world.as.owner, { frequency_date: '2030-06-01T00:00:00+00:00' })
  expect(dated.frequency_date).toBe('2030-06-01T00:00:00+00:00')
})

test('an organization and an owner are ids, or what was read of them', async () => {
  const made = await bodyOf(create({ organization: { id: organization, name: 'Autre', class: 'Organization' } }), 201)
  expect(made.organization).toMatchObject({ id: organization, name: world.organization.name })
  const own = await bodyOf(create({ owner: world.people.owner.user.id }, world.as.owner), 201)
  expect(own.owner.id).toBe(world.people.owner.user.id)
})

test('zones of older data are understood', async () => {
  const zones = ['fr/region/93', 'fr:departement:13@1942-01-01', { id: 'country:fr' }]
  const made = await bodyOf(create({ spatial: { zones } }), 201)
  expect(made.spatial.zones).toEqual(['fr:region:93', 'fr:departement:13', 'country:fr'])
})

test('the owner is dropped when an organization is given', async () => {
  const made = await bodyOf(create({ organization, owner: world.people.editor.user.id }), 201)
  expect([made.owner, made.organization.id]).toEqual([null, organization])
})

test.each([
  ['a title of 351 characters', { title: 'a'.repeat(351) }, 'title'],
  ['a title of spaces', { title: '   ' }, 'title'],
  ['a description of 100,001 characters', { description: 'a'.repeat(100_001) }, 'description'],
  ['a short description of 201 characters', { description_short: 'a'.repeat(201) }, 'description_short'],
  ['a tag of one letter', { tags: ['a'] }, 'tags'],
  ['an organization that nobody knows', { organization: UNKNOWN_ID }, 'organization'],
  ['an owner that nobody knows', { owner: UNKNOWN_ID }, 'owner'],
  ['a coverage that is no date', { temporal_coverage: { start: 'hier', end: null } }, 'temporal_coverage'],
  ['a zone that nobody knows', { spatial: { zones: ['fr:commune:99999'] } }, 'spatial'],
  ['a granularity that nobody knows', { spatial: { granularity: 'fr:quartier' } }, 'spatial'],
  ['an unknown access', { access_type: 'secret' }, 'access_type'],
  [
    'an unknown reason',
    { access_type: 'restricted', access_type_reason_category: 'caprice' },
    'access_type_reason_category',
  ],
  [
    'an address that is none',
    { access_type: 'restricted', authorization_request_url: 'ici' },
    'authorization_request_url',
  ],
  ['extras that are a list', { extras: [1] }, 'extras'],
  ['an extra that is null', { extras: { vide: null } }, 'extras'],
  ['a contact that nobody knows', { contact_points: [UNKNOWN_ID] }, 'contact_points'],
])('%s is refused on its field', async (_, change, field) => {
  const answer = await create(change)
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.json.errors)).toEqual([field])
  expect(answer.json.message).toBeUndefined()
})

test('titles and descriptions may be as long as udata’s', async () => {
  const made = await bodyOf(create({ title: 'é'.repeat(350), description: 'a'.repeat(100_000) }), 201)
  expect([made.title.length, made.description.length]).toEqual([350, 100_000])
})

test.each(['outsider', 'owner'] as const)('%s publishes nothing for an organization of others', async (role) => {
  const answer = await create({ organization }, world.as[role])
  expect([answer.status, answer.json]).toEqual([400, { errors: { organization: [SENTENCE] } }])
})

test('only a site’s administrator creates in somebody’s name', async () => {
  const owner = world.people.outsider.user.id
  const refused = await create({ owner }, world.as.owner)
  expect([refused.status, Object.keys(refused.json.errors)]).toEqual([400, ['owner']])
  expect((await bodyOf(create({ owner }, world.as.siteAdmin), 201)).owner.id).toBe(owner)
})

test('an unknown licence is silently none', async () => {
  expect((await bodyOf(create({ license: 'wtfpl-9' }), 201)).license).toBe('notspecified')
})

test.each([
  ['realtime', 'continuous'],
  ['fourTimesADay', 'severalTimesADay'],
  ['fourTimesAWeek', 'other'],
  ['fortnighly', 'biweekly'],
  ['biannual', 'semiannual'],
])('the older frequency %s is read as %s', async (older, newer) => {
  expect((await bodyOf(create({ frequency: older }), 201)).frequency).toBe(newer)
})

test('what is not open has no licence, and says for whom and why', async () => {
  const access = {
    access_type: 'restricted',
    access_audiences: [{ role: 'private', condition: 'under_condition' }],
    authorization_request_url: 'https://www.example.org/demande',
    access_type_reason_category: 'confidentiality_of_personal_data',
    access_type_reason: 'Données personnelles.',
  }
  expect(await bodyOf(create({ ...access, license: 'lov2' }), 201)).toMatchObject({
    ...access,
    license: 'notspecified',
  })
})

test.each([
  ['an unknown role', [{ role: 'martien', condition: 'yes' }]],
  ['an unknown condition', [{ role: 'private', condition: 'peut-être' }]],
])('an audience with %s is refused', async (_, audiences) => {
  const answer = await create({ access_type: 'restricted', access_audiences: audiences })
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, ['access_audiences']])
})

test.each([
  ['a text', '2020-01-01 - 2021-12-31', { start: '2020-01-01', end: '2021-12-31' }],
  [
    'date-times',
    { start: '2020-01-01T00:00:00.000Z', end: '2021-12-31T00:00:00.000Z' },
    { start: '2020-01-01', end: '2021-12-31' },
  ],
  ['reversed dates', { start: '2021-12-31', end: '2020-01-01' }, { start: '2020-01-01', end: '2021-12-31' }],
  ['an open end', { start: '2020-01-01', end: null }, { start: '2020-01-01', end: null }],
])('a temporal coverage may be %s', async (_, sent, kept) => {
  expect((await bodyOf(create({ temporal_coverage: sent }), 201)).temporal_coverage).toEqual(kept)
})

test('a place is zones or a geometry, never both', async () => {
  const geom = { type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 0]]]] } // prettier-ignore
  const made = await bodyOf(create({ spatial: { geom } }), 201)
  expect(made.spatial).toEqual({ geom, zones: [], granularity: 'other' })
  const answer = await create({ spatial: { geom, zones: ['country:fr'] } })
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, ['spatial']])
})

test('files may come with it: their ids are given by the server', async () => {
  const made = await bodyOf(
    create({
      resources: [
        { ...LINK, id: UNKNOWN_UUID },
        { ...LINK, title: 'Deux' },
      ],
    }),
    201,
  )
  expect(made.resources.map(({ title }: { title: string }) => title)).toEqual([LINK.title, 'Deux'])
  for (const { id } of made.resources) expect(id).toMatch(UUID)
  expect(made.resources[0].id).not.toBe(UNKNOWN_UUID)
})

test('a draft of cdata: blank values, a reason to be private', async () => {
  const body = { acronym: '', license: '', description_short: undefined, contact_points: null, private: true }
  expect(
    await bodyOf(create({ ...body, organization, spatial: { zones: null, granularity: 'other' } }), 201),
  ).toMatchObject({
    acronym: null,
    license: 'notspecified',
    contact_points: [],
    private: true,
  })
})

test('contacts are those of the producer', async () => {
  const contact = { name: 'Service des publics', email: 'publics@example.org', role: 'contact' }
  const mine = await bodyOf(world.as.editor.call('POST', '/api/1/contacts/', { ...contact, organization }), 201)
  const made = await bodyOf(create({ organization, contact_points: [mine.id] }), 201)
  expect(made.contact_points).toEqual([expect.objectContaining({ ...contact, id: mine.id, contact_form: null })])
  const answer = await create({ contact_points: [{ id: mine.id }] }, world.as.owner)
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, ['contact_points']])
})

test('extras that an organization describes are checked against it', async () => {
  const custom = [{ title: 'salles', description: 'Nombre de salles', type: 'int' }]
  await bodyOf(world.as.admin.call('PUT', `/api/1/organizations/${organization}/`, { extras: { custom } }))
  const made = await bodyOf(create({ organization, extras: { 'custom:salles': 12 } }), 201)
  expect(made.extras).toMatchObject({ 'custom:salles': 12 })
  for (const extras of [{ 'custom:salles': 'douze' }, { 'custom:inconnu': 1 }])
    expect((await create({ organization, extras })).status).toBe(400)
})

test('what is archived at its creation is in no list, and is read at its address', async () => {
  const made = await bodyOf(create({ archived: '2024-05-17T09:12:33.123Z', tags: ['rangement'] }), 201)
  expect(made.archived).toBe('2024-05-17T09:12:33.123000+00:00')
  expect((await read(world.as.anonymous, '/api/1/datasets/?tag=rangement')).total).toBe(0)
  expect((await get(world.as.anonymous, `/api/1/datasets/${made.id}/`)).status).toBe(200)
})
