/** udata-api.md §2.1.5 and §2.1.6: what a PUT changes and keeps, deletion and restoration. */
import { expect, test } from 'vitest'
import {
  bodyOf,
  deleteDataset,
  get,
  LINK,
  newDataset,
  newLink,
  read,
  UNKNOWN_UUID,
  worldOfFile,
} from './datasets.kit.ts'

const world = worldOfFile()
const put = (id: string, body: unknown, caller = world.as.editor) => caller.call('PUT', `/api/1/datasets/${id}/`, body)
const titles = (resources: { title: string }[]) => resources.map(({ title }) => title)
const full = () =>
  newDataset(world.as.editor, {
    title: 'Complet',
    organization: world.organization.id,
    acronym: 'CPT',
    description_short: 'En bref',
    license: 'lov2',
    frequency: 'annual',
    tags: ['musees', 'culture'],
    temporal_coverage: { start: '2020-01-01', end: '2021-12-31' },
    spatial: { zones: ['country:fr'] },
    extras: { premier: 1 },
    resources: [LINK, { ...LINK, title: 'Deux', description: 'Le deuxième' }],
  })
/** What a PUT that changes nothing may still move. */
const still = (dataset: Record<string, unknown>) => {
  const { last_modified: _m, last_update: _u, internal: _i, quality: _q, ...same } = dataset
  return same
}

test('the whole object can be sent back as it was read: nothing changes', async () => {
  const before = await full()
  const read1 = await read(world.as.editor, `/api/1/datasets/${before.id}/`)
  const after = await bodyOf(put(before.id, read1))
  expect(still(after)).toEqual({
    ...still(read1),
    resources: read1.resources.map((resource: object) =>
      expect.objectContaining({ ...resource, last_modified: expect.any(String), internal: expect.any(Object) }),
    ),
  })
})

test('an empty body changes nothing', async () => {
  const before = await full()
  expect(still(await bodyOf(put(before.id, {})))).toEqual(still(before))
})

test('a key that is absent keeps its value, tags and coverage too', async () => {
  const before = await full()
  const after = await bodyOf(put(before.id, { description: 'Autre.' }))
  expect(still(after)).toEqual(still({ ...before, description: 'Autre.' }))
})

test.each([
  ['title', 'Un autre titre'],
  ['acronym', 'AUT'],
  ['acronym', null],
  ['description', 'Une autre description.'],
  ['description_short', null],
  ['license', 'odc-odbl'],
  ['frequency', 'weekly'],
  ['tags', []],
  ['tags', ['autre']],
  ['private', true],
  ['temporal_coverage', null],
  ['temporal_coverage', { start: '2023-01-01', end: null }],
  ['spatial', { geom: null, granularity: 'poi', zones: [] }],
  ['extras', { second: 2 }],
] as const)('a PUT of %s changes it to %j', async (key, value) => {
  const before = await full()
  expect((await bodyOf(put(before.id, { [key]: value })))[key]).toEqual(value)
  expect((await read(world.as.editor, `/api/1/datasets/${before.id}/`))[key]).toEqual(value)
})

test.each([
  ['spatial', { geom: null, granularity: 'other', zones: ['country:fr'] }],
  ['private', false],
  ['frequency', 'unknown'],
  ['license', 'notspecified'],
])('%s: null leaves %j', async (key, value) => {
  const before = await full()
  expect((await bodyOf(put(before.id, { [key]: null })))[key]).toEqual(value)
})

test.each([
  ['a blank title', { title: ' ' }, 'title'],
  ['no description', { description: null }, 'description'],
  ['a title of 351 characters', { title: 'a'.repeat(351) }, 'title'],
  ['tags that are too short', { tags: ['a'] }, 'tags'],
])('%s is refused and nothing is changed', async (_, change, field) => {
  const before = await full()
  const answer = await put(before.id, { acronym: 'PERDU', ...change })
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, [field]])
  expect((await read(world.as.editor, `/api/1/datasets/${before.id}/`)).acronym).toBe('CPT')
})

test('a change moves the modification date, and the creation date never', async () => {
  const before = await full()
  const after = await bodyOf(put(before.id, { description: 'Plus tard.' }))
  expect(Date.parse(after.internal.last_modified_internal)).toBeGreaterThan(
    Date.parse(before.internal.last_modified_internal),
  )
  expect(after.last_modified).toBe(after.internal.last_modified_internal)
  expect(after.created_at).toBe(before.created_at)
})

test('resources: absent or empty, the list stays', async () => {
  const { id } = await full()
  expect(titles((await bodyOf(put(id, { resources: [] }))).resources)).toEqual([LINK.title, 'Deux'])
})

test('resources: the list that is sent becomes the list, in its order, known ones partly changed', async () => {
  const before = await full()
  const [first, second] = before.resources
  const resources = [
    { id: second.id, title: 'Deux bis' },
    { ...LINK, title: 'Trois' },
  ]
  const after = await bodyOf(put(before.id, { resources }))
  expect(titles(after.resources)).toEqual(['Deux bis', 'Trois'])
  expect(after.resources[0]).toMatchObject({ id: second.id, description: 'Le deuxième', url: LINK.url })
  expect((await get(world.as.anonymous, `/api/1/datasets/r/${first.id}`)).status).toBe(404)
})

test('resources: an id that is not of this dataset gives a new one', async () => {
  const [mine, other] = [await full(), await full()]
  for (const id of [UNKNOWN_UUID, other.resources[0].id]) {
    const { resources } = await bodyOf(put(mine.id, { resources: [{ ...LINK, id }] }))
    expect(resources).toHaveLength(1)
    expect(resources[0].id).not.toBe(id)
  }
  expect((await read(world.as.anonymous, `/api/1/datasets/${other.id}/`)).resources).toHaveLength(2)
})

test('resources: an id that is none, or twice the same, is refused', async () => {
  const { id, resources } = await full()
  expect((await put(id, { resources: [{ ...LINK, id: 'pas-un-uuid' }] })).status).toBe(400)
  expect((await put(id, { resources: [{ id: resources[0].id }, { id: resources[0].id }] })).status).toBe(400)
  expect((await read(world.as.anonymous, `/api/1/datasets/${id}/`)).resources).toHaveLength(2)
})

test('one’s own dataset may move into one’s organization, which then owns it', async () => {
  const { id } = await newDataset(world.as.editor)
  const moved = await bodyOf(put(id, { organization: world.organization.id }))
  expect([moved.owner, moved.organization.id]).toEqual([null, world.organization.id])
})

test('a dataset changes hands in no other way, but for a site’s administrator', async () => {
  const organization = world.organization.id
  const { id } = await full()
  const elsewhere = await bodyOf(
    world.as.admin.call('POST', '/api/1/organizations/', { name: 'Autre', description: 'x' }),
    201,
  )
  for (const body of [{ organization: elsewhere.id }, { organization: null }, { owner: world.people.admin.user.id }])
    expect([body, (await put(id, body, world.as.admin)).status]).toEqual([body, 400])
  expect((await bodyOf(put(id, { organization, owner: null }, world.as.admin))).organization.id).toBe(organization)
  const moved = await bodyOf(put(id, { organization: elsewhere.id }, world.as.siteAdmin))
  expect(moved.organization.id).toBe(elsewhere.id)
})

test('a person gives their dataset neither to another nor to an organization of others', async () => {
  const { id } = await newDataset(world.as.owner)
  for (const body of [{ owner: world.people.outsider.user.id }, { organization: world.organization.id }])
    expect((await put(id, body, world.as.owner)).status).toBe(400)
  expect((await bodyOf(put(id, { owner: world.people.owner.user.id }, world.as.owner))).title).toBeTruthy()
})

test('a deletion hides it, a second one is 410', async () => {
  const { id } = await full()
  await deleteDataset(world.as.editor, id)
  expect((await world.as.editor.call('DELETE', `/api/1/datasets/${id}/`)).status).toBe(410)
  expect((await get(world.as.anonymous, `/api/1/datasets/${id}/`)).status).toBe(410)
  expect((await read(world.as.editor, `/api/1/datasets/${id}/`)).deleted).toEqual(expect.any(String))
})

test('a deleted dataset is written again only by its restoration', async () => {
  const { id } = await full()
  await deleteDataset(world.as.editor, id)
  for (const body of [{ title: 'Autre' }, {}, { deleted: '2024-01-01' }]) expect((await put(id, body)).status).toBe(410)
  expect((await put(id, { title: 'Autre' }, world.as.outsider)).status).toBe(410)
  expect((await put(id, { deleted: null }, world.as.outsider)).status).toBe(403)
  const restored = await bodyOf(put(id, { deleted: null, title: 'De retour' }))
  expect(restored).toMatchObject({ deleted: null, title: 'De retour' })
  expect((await get(world.as.anonymous, `/api/1/datasets/${id}/`)).status).toBe(200)
})

test('a deleted dataset can be restored with the whole object that was read', async () => {
  const { id } = await full()
  await deleteDataset(world.as.editor, id)
  const object = await read(world.as.editor, `/api/1/datasets/${id}/`)
  expect((await bodyOf(put(id, { ...object, deleted: null }))).deleted).toBeNull()
})

test('archiving hides from lists, and can be undone', async () => {
  const { id } = await newDataset(world.as.owner, { tags: ['rangement'] })
  const total = async () => (await read(world.as.anonymous, '/api/1/datasets/?tag=rangement')).total
  expect(await total()).toBe(1)
  await bodyOf(put(id, { archived: new Date().toISOString() }, world.as.owner))
  expect(await total()).toBe(0)
  expect((await bodyOf(put(id, { archived: null }, world.as.owner))).archived).toBeNull()
  expect(await total()).toBe(1)
})

test('access that is no longer open takes the licence away', async () => {
  const { id } = await full()
  expect(await bodyOf(put(id, { access_type: 'restricted' }))).toMatchObject({
    access_type: 'restricted',
    license: 'notspecified',
  })
})

test('contacts: null removes them all', async () => {
  const { id } = await full()
  const contact = {
    name: 'Accueil',
    email: 'accueil@example.org',
    role: 'contact',
    organization: world.organization.id,
  }
  const { id: contactId } = await bodyOf(world.as.editor.call('POST', '/api/1/contacts/', contact), 201)
  expect((await bodyOf(put(id, { contact_points: [contactId] }))).contact_points).toHaveLength(1)
  expect((await bodyOf(put(id, { title: 'Autre' }))).contact_points).toHaveLength(1)
  expect((await bodyOf(put(id, { contact_points: null }))).contact_points).toEqual([])
})

test('links of a dataset are changed by its own PUT as by theirs', async () => {
  const { id } = await newDataset(world.as.owner)
  const link = await newLink(world.as.owner, id, { extras: { a: 1 } })
  const resources = [{ id: link.id, url: 'https://www.example.org/b.csv', format: ' CSV ' }]
  const after = await bodyOf(put(id, { resources }, world.as.owner))
  expect(after.resources[0]).toMatchObject({ url: 'https://www.example.org/b.csv', format: 'csv', extras: { a: 1 } })
})
