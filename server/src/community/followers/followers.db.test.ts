import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, statusesOf, type World } from '../../../../conformance/world.ts'

let world: World
let dataset: { id: string; slug: string }
beforeAll(async () => {
  world = await startWorld()
  dataset = await newDataset('Suivi')
})
afterAll(() => world.close())

const newDataset = async (title: string, body: object = {}) =>
  (
    await world.as.admin.call('POST', '/api/1/datasets/', {
      title,
      description: 'Entrées.',
      organization: world.organization.id,
      ...body,
    })
  ).json
const thisMonth = new Date().toISOString().slice(0, 7)

test('following says how many follow, once; so does stopping', async () => {
  const path = `/api/1/datasets/${dataset.id}/followers/`
  const first = await world.as.outsider.call('POST', path)
  expect([first.status, first.json]).toEqual([201, { followers: 1 }])
  const again = await world.as.outsider.call('POST', path)
  expect([again.status, again.json]).toEqual([200, { followers: 1 }])
  expect((await world.as.editor.call('POST', path)).json).toEqual({ followers: 2 })
  const page = (await world.as.anonymous.call('GET', path)).json
  expect(page).toMatchObject({ total: 2, page: 1, page_size: 20, next_page: null })
  expect(page.data[1]).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    follower: expect.objectContaining({ class: 'User', id: world.people.outsider.user.id, first_name: 'Olive' }),
    since: expect.stringMatching(/^\d{4}-.*\+00:00$/),
  })
  const asked = async (person: keyof World['people']) =>
    (await world.as.anonymous.call('GET', `${path}?user=${world.people[person].user.id}`)).json.total
  expect([await asked('outsider'), await asked('owner')]).toEqual([1, 0])
  const stopped = await world.as.outsider.call('DELETE', path)
  expect([stopped.status, stopped.json]).toEqual([200, { followers: 1 }])
  expect((await world.as.outsider.call('DELETE', path)).status).toBe(404)
  expect(await asked('outsider')).toBe(0)
  expect((await world.as.outsider.call('POST', path)).json).toEqual({ followers: 2 })
})

test('an organization carries its counters', async () => {
  const path = `/api/1/organizations/${world.organization.id}`
  expect((await world.as.outsider.call('POST', `${path}/followers/`)).status).toBe(201)
  const { metrics } = (await world.as.anonymous.call('GET', `${path}/`)).json
  expect(metrics.followers).toBe(1)
  expect(Object.keys(metrics.followers_by_months)).toHaveLength(13)
  expect(metrics.followers_by_months[thisMonth]).toBe(1)
  expect(Object.values(metrics.followers_by_months).slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 0))
})

test('people follow people, but not themselves', async () => {
  const path = `/api/1/users/${world.people.owner.user.id}/followers/`
  expect((await world.as.outsider.call('POST', path)).status).toBe(201)
  expect((await world.as.owner.call('POST', path)).status).toBe(403)
  expect((await world.as.owner.call('GET', '/api/1/me/')).json.metrics.followers).toBe(1)
  expect((await world.as.outsider.call('GET', '/api/1/me/')).json.metrics.following).toBeGreaterThan(0)
})

test('two people who follow each other at the same moment never block each other', async () => {
  const { partial, editor } = world.people
  for (let round = 0; round < 5; round++) {
    for (const method of ['POST', 'DELETE']) {
      const statuses = await Promise.all([
        partial.call(method, `/api/1/users/${editor.user.id}/followers/`),
        editor.call(method, `/api/1/users/${partial.user.id}/followers/`),
      ])
      for (const { status } of statuses) expect(status).toBeLessThan(300)
    }
  }
})

test('the same person twice at once is one follower', async () => {
  const { id } = await newDataset('Deux fois')
  const path = `/api/1/datasets/${id}/followers/`
  const statuses = await Promise.all([1, 2, 3].map(async () => (await world.as.owner.call('POST', path)).status))
  expect(statuses.sort()).toEqual([200, 200, 201])
  expect((await world.as.anonymous.call('GET', path)).json.total).toBe(1)
})

test('whoever is signed in follows', async () => {
  const { id } = await newDataset('Pour tous')
  const statuses = await statusesOf(world, (caller) => caller.call('POST', `/api/1/datasets/${id}/followers/`))
  expect(statuses).toEqual({
    ...{ anonymous: 401, outsider: 201, owner: 201, partial: 201, editor: 201, admin: 201, siteAdmin: 201 },
  })
})

test.each(['datasets', 'reuses', 'dataservices', 'organizations', 'users'])(
  '%s that aren’t there are 404',
  async (words) => {
    for (const id of ['pas-un-id', '0'.repeat(24), dataset.id.replace(/^./, 'f')])
      for (const method of ['GET', 'POST', 'DELETE'])
        expect((await world.as.outsider.call(method, `/api/1/${words}/${id}/followers/`)).status).toBe(404)
  },
)

test('a dataset isn’t followed under another class', async () => {
  expect((await world.as.outsider.call('POST', `/api/1/organizations/${dataset.id}/followers/`)).status).toBe(404)
})

test('a private dataset is followed by those who see it; who followed it may stop', async () => {
  const { id } = await newDataset('Bientôt privé')
  const path = `/api/1/datasets/${id}/followers/`
  await world.as.outsider.call('POST', path)
  await world.as.admin.call('PUT', `/api/1/datasets/${id}/`, { private: true })
  const seen = await statusesOf(world, (caller) => caller.call('GET', path))
  expect(seen).toEqual({
    anonymous: 404,
    outsider: 404,
    owner: 404,
    partial: 200,
    editor: 200,
    admin: 200,
    siteAdmin: 200,
  })
  expect((await world.as.owner.call('POST', path)).status).toBe(404)
  expect((await world.as.outsider.call('DELETE', path)).json).toEqual({ followers: 0 })
  await world.as.admin.call('PUT', `/api/1/datasets/${id}/`, { private: false })
  await world.as.admin.call('DELETE', `/api/1/datasets/${id}/`)
  expect((await world.as.owner.call('POST', path)).status).toBe(410)
})

test('lists refuse what they don’t understand', async () => {
  const path = `/api/1/datasets/${dataset.id}/followers/`
  for (const query of ['user=olive', 'page=x', 'page_size=0'])
    expect((await world.as.anonymous.call('GET', `${path}?${query}`)).status).toBe(400)
  expect((await world.as.anonymous.call('GET', `${path}?page=9`)).status).toBe(404)
})
