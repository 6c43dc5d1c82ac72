import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../db/index.ts'
import { publish, type Fact } from '../../events/index.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
let camille: Person
let sacha: Person
let ministry: string
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  const organization = { name: 'Ministère', description: 'Un ministère.' }
  ministry = (await camille.call('POST', '/api/1/organizations/', organization)).json.id
})
afterAll(() => app.close())

const newDataset = async (title = 'Suivi') =>
  (await camille.call('POST', '/api/1/datasets/', { title, description: 'Entrées.', organization: ministry })).json
const activity = async (query: string, by: Pick<Person, 'call'> = anonymous(app.url)) =>
  (await by.call('GET', `/api/1/activity/?${query}`)).json
/** As the catalog tells it. */
const tell = (id: string, type: string, more: Partial<Fact> = {}) =>
  inTransaction(app.database.db, (tx) =>
    publish(tx, {
      ...{ type, actorId: camille.user.id, subject: { class: 'Dataset', id }, organizationId: ministry },
      ...more,
    }),
  )
const keysOf = (page: { data: { key: string }[] }) => page.data.map(({ key }) => key)

test('what happens is kept, newest first, in udata’s shape', async () => {
  const { id, slug } = await newDataset()
  await tell(id, 'dataset:updated', { changes: ['title', 'tags'] })
  await sacha.call('POST', `/api/1/datasets/${id}/followers/`)
  const page = await activity(`related_to=${id}&page_size=2`)
  expect(keysOf(page)).toEqual(['dataset:followed', 'dataset:updated'])
  expect(page).toMatchObject({ page: 1, page_size: 2, total: expect.any(Number) })
  expect(page.data[1]).toEqual({
    actor: expect.objectContaining({ class: 'User', id: camille.user.id, first_name: 'Camille' }),
    organization: expect.objectContaining({ class: 'Organization', id: ministry }),
    related_to: 'Suivi',
    related_to_id: id,
    related_to_kind: 'Dataset',
    related_to_url: `${app.url}/datasets/${slug}`,
    created_at: expect.stringMatching(/^\d{4}-.*\+00:00$/),
    label: 'a modifié un jeu de données',
    key: 'dataset:updated',
    icon: 'pencil',
    changes: ['title', 'tags'],
    extras: {},
  })
  expect((await activity(`related_to=${id}&lang=en`)).data[0].label).toBe('followed a dataset')
})

test('files, discussions and organizations are told of too', async () => {
  const { id } = await newDataset()
  await tell(id, 'dataset:resource:added', { extras: { resource_id: 'abc' } })
  await tell(id, 'dataset:deleted', { actorId: null })
  const discussion = { title: 'Q', comment: 'C', subject: { class: 'Dataset', id } }
  const talk = (await sacha.call('POST', '/api/1/discussions/', discussion)).json
  await sacha.call('POST', `/api/1/discussions/${talk.id}/`, { close: true })
  const page = await activity(`related_to=${id}`)
  expect(keysOf(page).slice(0, 4)).toEqual([
    ...['dataset:discussed', 'dataset:discussed', 'dataset:deleted', 'dataset:resource:added'],
  ])
  expect(page.data[1].extras).toEqual({ discussion_id: talk.id, message_id: talk.discussion[0].id })
  expect(page.data[2].actor).toMatchObject({ class: null, id: null, first_name: null })
  expect(page.data[3].extras).toEqual({ resource_id: 'abc' })
  await camille.call('PUT', `/api/1/organizations/${ministry}/`, { description: 'Un grand ministère.' })
  expect(keysOf(await activity(`related_to=${ministry}`))).toEqual(['organization:updated', 'organization:created'])
})

test('an update that changed nothing isn’t told', async () => {
  const { id } = await newDataset()
  const before = (await activity(`related_to=${id}`)).total
  await tell(id, 'dataset:updated', { changes: [] })
  expect((await activity(`related_to=${id}`)).total).toBe(before)
})

test('by whom, and of which organization', async () => {
  const { id } = await newDataset()
  await sacha.call('POST', `/api/1/users/${camille.user.id}/followers/`)
  const his = await activity(`user=${sacha.user.id}`)
  expect(keysOf(his)[0]).toBe('user:followed')
  expect(his.data.every((it: { actor: { id: string } }) => it.actor.id === sacha.user.id)).toBe(true)
  await tell(id, 'dataset:updated')
  const theirs = await activity(`organization=${ministry}`)
  expect(theirs.data[0]).toMatchObject({ key: 'dataset:updated', related_to_id: id })
})

test('whose hands did it, and what is mine', async () => {
  const { id } = await newDataset()
  await camille.call('PUT', `/api/1/datasets/${id}/`, { description: 'Autre chose.' })
  await tell(id, 'dataset:resource:updated', { extras: { via: 'flow' } })
  await sacha.call('POST', `/api/1/datasets/${id}/followers/`)
  const by = async (hands: string) => keysOf(await activity(`related_to=${id}&by=${hands}`))
  expect(await by('flow')).toEqual(['dataset:resource:updated'])
  expect(await by('api')).toEqual(['dataset:updated', 'dataset:created'])
  expect(await by('people')).toEqual(['dataset:followed'])
  expect((await camille.call('GET', '/api/1/activity/?by=nobody')).status).toBe(400)
  const mine = await activity('mine=true', camille)
  expect(mine.data[0]).toMatchObject({ key: 'dataset:followed', related_to_id: id })
  const his = await activity('mine=true&page_size=100', sacha)
  expect(his.data.every((it: { actor: { id: string } }) => it.actor.id === sacha.user.id)).toBe(true)
  expect((await anonymous(app.url).call('GET', '/api/1/activity/?mine=true')).status).toBe(401)
})

test('what can’t be read is taken out of the page, which may be empty', async () => {
  const { id } = await newDataset()
  for (let i = 0; i < 3; i++) await tell(id, 'dataset:updated')
  await camille.call('PUT', `/api/1/datasets/${id}/`, { private: true })
  const seen = await activity(`related_to=${id}`, camille)
  expect(seen.data).toHaveLength(seen.total)
  const hidden = await activity(`related_to=${id}&page_size=2&page=2`, sacha)
  expect(hidden).toMatchObject({ data: [], page: 2, total: seen.total })
  expect((await activity('page_size=500')).data.some((it: { related_to_id: string }) => it.related_to_id === id)).toBe(
    false,
  )
})

test('what goes away for good takes everything about it along', async () => {
  const { id } = await newDataset()
  await tell(id, 'dataset:updated')
  await sacha.call('POST', `/api/1/datasets/${id}/followers/`)
  await sacha.call('POST', '/api/1/discussions/', { title: 'Q', comment: 'C', subject: { class: 'Dataset', id } })
  const offer = { subject: { class: 'Dataset', id }, recipient: { class: 'User', id: sacha.user.id } }
  await camille.call('POST', '/api/1/transfer/', offer)
  await tell(id, 'dataset:purged', { actorId: null })
  expect((await activity(`related_to=${id}`)).total).toBe(0)
  expect((await camille.call('GET', `/api/1/datasets/${id}/followers/`)).json.total).toBe(0)
  expect((await camille.call('GET', `/api/1/discussions/?for=${id}`)).json.total).toBe(0)
  expect((await camille.call('GET', `/api/1/transfer/?subject=${id}`)).json).toEqual([])
  for (const person of [camille, sacha])
    expect((await person.call('GET', '/api/1/notifications/')).text).not.toContain(id)
})

test('lists refuse what they don’t understand', async () => {
  for (const query of ['related_to=musees', 'user=camille', 'organization=x', 'page=-1'])
    expect([query, (await camille.call('GET', `/api/1/activity/?${query}`)).status]).toEqual([query, 400])
  expect((await camille.call('GET', '/api/1/activity/?page=999')).status).toBe(404)
  expect(
    (await camille.call('GET', `/api/1/activity/?related_to=${'0'.repeat(24)}&sort=-created_at`)).json.data,
  ).toEqual([])
})

test('the page of one object is read from an index, whatever else happened', async () => {
  const { rows } = await app.database.pool
    .query(
      `set local enable_seqscan = off; explain (format json) select * from activities where related_id = 'x' order by created_at desc, id desc limit 1`,
    )
    .then((answers) => (answers as unknown as { rows: unknown[] }[])[1] as { rows: Record<string, unknown>[] })
  const plan = JSON.stringify(rows)
  expect(plan).toContain('activities_related')
  expect(plan).not.toContain('Sort')
})
