/** udata-api.md §2.10: people follow datasets, reuses, organizations, people and APIs. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, newDataset, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { newDataservice, newOrganization, newReuse, next, SIGNED_IN, soon, tableOf } from './world-b.ts'
import { statusesOf } from './world.ts'

const world = worldOfFile()
const MAKERS = {
  datasets: () => newDataset(world.as.owner),
  reuses: () => newReuse(world.as.owner),
  organizations: () => newOrganization(world.as.owner),
  dataservices: () => newDataservice(world.as.owner),
  users: async () => ({ id: (await world.person(`Suivi${next()} Perrin`)).user.id }),
}
type Kind = keyof typeof MAKERS
const TYPES = Object.keys(MAKERS) as Kind[]
const followersOf = async (kind: Kind) => `/api/1/${kind}/${(await MAKERS[kind]()).id}/followers/`

test.each(TYPES)('%s: followed, said again, no longer, said again', async (kind) => {
  const path = await followersOf(kind)
  const sent = async (method: string) => {
    const { status, json } = await world.as.outsider.call(method, path)
    return [status, json.followers]
  }
  expect(await sent('POST')).toEqual([201, 1])
  expect(await sent('POST')).toEqual([200, 1])
  expect(await sent('DELETE')).toEqual([200, 0])
  expect((await sent('DELETE'))[0]).toBe(404)
  expect(await sent('POST')).toEqual([201, 1])
})

test.each(TYPES)('%s: a page of who follows, since when', async (kind) => {
  const path = await followersOf(kind)
  expect(await read(world.as.anonymous, path)).toMatchObject({ data: [], total: 0, page: 1 })
  await bodyOf(world.as.outsider.call('POST', path), 201)
  const page = await read(world.as.anonymous, path)
  expect(page).toMatchObject({ total: 1, page_size: 20 })
  expect(page.data[0]).toMatchObject({ follower: { class: 'User', id: world.people.outsider.user.id } })
  expect(Object.keys(page.data[0]).sort()).toEqual(['follower', 'id', 'since'])
  expect(page.data[0].since).toMatch(DATE_TIME)
  expect(JSON.stringify(page)).not.toContain(world.people.outsider.user.email)
})

test.each(TYPES)('%s: does this person follow?', async (kind) => {
  const path = await followersOf(kind)
  await bodyOf(world.as.outsider.call('POST', path), 201)
  const totalFor = async (id: string) => (await read(world.as.anonymous, `${path}?user=${id}`)).total
  expect(await totalFor(world.people.outsider.user.id)).toBe(1)
  expect(await totalFor(world.people.owner.user.id)).toBe(0)
  await bodyOf(world.as.outsider.call('DELETE', path))
  expect(await totalFor(world.people.outsider.user.id)).toBe(0)
})

test.each(TYPES)('%s: everybody who is signed in may follow', async (kind) => {
  const path = await followersOf(kind)
  expect(await statusesOf(world, (caller) => caller.call('POST', path))).toEqual(tableOf(201, SIGNED_IN))
  expect(await statusesOf(world, (caller) => caller.call('DELETE', path))).toEqual(tableOf(200, SIGNED_IN))
})

test.each(TYPES)('%s: what is not there can’t be followed', async (kind) => {
  for (const id of ['pas-un-identifiant', UNKNOWN_ID])
    expect([id, (await world.as.outsider.call('POST', `/api/1/${kind}/${id}/followers/`)).status]).toEqual([id, 404])
  expect((await world.as.outsider.call('DELETE', `/api/1/${kind}/${UNKNOWN_ID}/followers/`)).status).toBe(404)
})

test('nobody follows themselves', async () => {
  const path = `/api/1/users/${world.people.outsider.user.id}/followers/`
  expect((await world.as.outsider.call('POST', path)).status).toBe(403)
})

test.each(['datasets', 'reuses', 'organizations', 'dataservices'] as const)(
  '%s: the object counts its followers',
  async (kind) => {
    const { id } = await MAKERS[kind]()
    const path = `/api/1/${kind}/${id}/`
    const counted = (total: number) =>
      soon(async () => expect((await read(world.as.anonymous, path)).metrics.followers).toBe(total))
    await bodyOf(world.as.outsider.call('POST', `${path}followers/`), 201)
    await counted(1)
    await bodyOf(world.as.outsider.call('DELETE', `${path}followers/`))
    await counted(0)
  },
)

test('datasets are found by who follows them', async () => {
  const { id } = await newDataset(world.as.owner)
  await bodyOf(world.as.editor.call('POST', `/api/1/datasets/${id}/followers/`), 201)
  const page = await read(world.as.anonymous, `/api/1/datasets/?followed_by=${world.people.editor.user.id}`)
  expect(page.data.map((dataset: { id: string }) => dataset.id)).toEqual([id])
})

test('what is private has no followers to show to others', async () => {
  const { id } = await newDataset(world.as.owner, { private: true })
  const path = `/api/1/datasets/${id}/followers/`
  expect((await world.as.outsider.call('POST', path)).status).toBe(404)
  expect((await get(world.as.outsider, path)).status).toBe(404)
})
