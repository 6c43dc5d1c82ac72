/** udata-api.md §2.12: what happened, to whom it concerns. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, deleteDataset, get, newDataset, newLink, read, worldOfFile } from './datasets.kit.ts'
import {
  datasetRef,
  newDataservice,
  newDiscussion,
  newOrganization,
  newReuse,
  newTopic,
  next,
  orgDataset,
  SENTENCE,
  soon,
} from './world-b.ts'
import type { Caller } from './world.ts'

const world = worldOfFile()
const BASE = '/api/1/activity/'
const KEYS =
  'actor organization related_to related_to_id related_to_kind related_to_url created_at label key icon changes extras'
interface Item {
  key: string
  related_to_id: string
  changes: string[]
  extras: Record<string, unknown>
}
const about = async (id: string, caller: Caller = world.as.siteAdmin): Promise<Item[]> =>
  (await read(caller, `${BASE}?related_to=${id}&page_size=100`)).data
/** The item of this key about this object, as soon as it is there. */
const told = (id: string, key: string): Promise<Item> =>
  soon(async () => {
    const found = (await about(id)).find((item) => item.key === key)
    if (!found) throw new Error(`nothing says ${key}`)
    return found
  })

test('an item has every key of udata’s', async () => {
  const { id, title } = await orgDataset(world)
  const item = await told(id, 'dataset:created')
  expect(Object.keys(item)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(item).toMatchObject({
    actor: { class: 'User', id: world.people.editor.user.id },
    organization: { class: 'Organization', id: world.organization.id },
    related_to: title,
    related_to_id: id,
    related_to_kind: 'Dataset',
    key: 'dataset:created',
    label: expect.stringMatching(SENTENCE),
    created_at: expect.stringMatching(DATE_TIME),
  })
})

test('a dataset: created, changed (which fields), deleted', async () => {
  const { id } = await newDataset(world.as.owner)
  await told(id, 'dataset:created')
  await bodyOf(world.as.owner.call('PUT', `/api/1/datasets/${id}/`, { description: 'Autre.', acronym: 'ABC' }))
  const { changes } = await told(id, 'dataset:updated')
  expect([...changes].sort()).toEqual(['acronym', 'description'])
  await deleteDataset(world.as.owner, id)
  await told(id, 'dataset:deleted')
})

test('a file of a dataset: added, changed, deleted, by its id', async () => {
  const { id } = await newDataset(world.as.owner)
  const link = await newLink(world.as.owner, id)
  const path = `/api/1/datasets/${id}/resources/${link.id}/`
  expect((await told(id, 'dataset:resource:added')).extras).toMatchObject({ resource_id: link.id })
  await bodyOf(world.as.owner.call('PUT', path, { title: 'Autrement' }))
  expect((await told(id, 'dataset:resource:updated')).extras).toMatchObject({ resource_id: link.id })
  await bodyOf(world.as.owner.call('DELETE', path), 204)
  expect((await told(id, 'dataset:resource:deleted')).extras).toMatchObject({ resource_id: link.id })
})

test.each([
  ['reuse', '/api/1/reuses/', 'PUT', newReuse],
  ['dataservice', '/api/1/dataservices/', 'PATCH', newDataservice],
] as const)('a %s: created, changed, deleted', async (kind, path, method, make) => {
  const { id } = await make(world.as.owner)
  await told(id, `${kind}:created`)
  await bodyOf(world.as.owner.call(method, `${path}${id}/`, { description: 'Autre.' }))
  await told(id, `${kind}:updated`)
  await bodyOf(world.as.owner.call('DELETE', `${path}${id}/`), 204)
  await told(id, `${kind}:deleted`)
})

test('an organization: created, changed', async () => {
  const { id } = await newOrganization(world.as.owner)
  await told(id, 'organization:created')
  await bodyOf(world.as.owner.call('PUT', `/api/1/organizations/${id}/`, { description: 'Autre.' }))
  await told(id, 'organization:updated')
})

test('a topic and its elements: created, changed, deleted', async () => {
  const { id } = await newTopic(world.as.owner)
  const path = `/api/2/topics/${id}/`
  await told(id, 'topic:created')
  await bodyOf(world.as.owner.call('PUT', path, { description: 'Autre.' }))
  await told(id, 'topic:updated')
  const [element] = await bodyOf(world.as.owner.call('POST', `${path}elements/`, [{ title: 'Un' }]), 201)
  await told(id, 'topic:element:created')
  await bodyOf(world.as.owner.call('PUT', `${path}elements/${element.id}/`, { title: 'Deux' }))
  await told(id, 'topic:element:updated')
  await bodyOf(world.as.owner.call('DELETE', `${path}elements/${element.id}/`), 204)
  await told(id, 'topic:element:deleted')
})

test.each([
  ['dataset', newDataset],
  ['reuse', newReuse],
  ['dataservice', newDataservice],
] as const)('a %s: discussed, followed', async (kind, make) => {
  const { id } = await make(world.as.owner)
  await newDiscussion(world.as.outsider, { class: kind[0]!.toUpperCase() + kind.slice(1), id })
  await told(id, `${kind}:discussed`)
  await bodyOf(world.as.outsider.call('POST', `/api/1/${kind}s/${id}/followers/`), 201)
  await told(id, `${kind}:followed`)
})

test('an organization, a person: followed', async () => {
  const { id } = await newOrganization(world.as.owner)
  await bodyOf(world.as.outsider.call('POST', `/api/1/organizations/${id}/followers/`), 201)
  await told(id, 'organization:followed')
  const person = await world.person(`Suivi${next()} Perrin`)
  await bodyOf(world.as.outsider.call('POST', `/api/1/users/${person.user.id}/followers/`), 201)
  await told(person.user.id, 'user:followed')
})

test('a page, the newest first', async () => {
  const { id } = await newDataset(world.as.owner)
  await bodyOf(world.as.owner.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'ABC' }))
  await told(id, 'dataset:updated')
  const page = await read(world.as.anonymous, `${BASE}?related_to=${id}&page_size=1`)
  expect(page).toMatchObject({ page: 1, page_size: 1, previous_page: null })
  expect(page.data.map(({ key }: Item) => key)).toEqual(['dataset:updated'])
  const rest = await read(world.as.anonymous, `${BASE}?related_to=${id}&page_size=1&page=2`)
  expect(rest.data.map(({ key }: Item) => key)).toEqual(['dataset:created'])
})

test('by person and by organization', async () => {
  const mine = await newDataset(world.as.partial)
  const ours = await orgDataset(world, 'admin')
  await told(mine.id, 'dataset:created')
  await told(ours.id, 'dataset:created')
  const ids = async (query: string) =>
    (await read(world.as.anonymous, `${BASE}?page_size=100&${query}`)).data.map((item: Item) => item.related_to_id)
  expect(await ids(`user=${world.people.partial.user.id}`)).toContain(mine.id)
  expect(await ids(`user=${world.people.partial.user.id}`)).not.toContain(ours.id)
  expect(await ids(`organization=${world.organization.id}`)).toContain(ours.id)
  expect(await ids(`organization=${world.organization.id}`)).not.toContain(mine.id)
})

test.each(['related_to=un-nom', 'page=0', 'page_size=non'])('%s is refused', async (query) => {
  expect((await get(world.as.anonymous, `${BASE}?${query}`)).status).toBe(400)
})

test('what is private is told to those who may read it only', async () => {
  const { id } = await orgDataset(world, 'editor', { private: true })
  await told(id, 'dataset:created')
  for (const role of ['anonymous', 'outsider', 'owner'] as const)
    expect([role, await about(id, world.as[role])]).toEqual([role, []])
  for (const role of ['partial', 'admin', 'siteAdmin'] as const)
    expect([role, (await about(id, world.as[role])).length > 0]).toEqual([role, true])
})

test('what was deleted is no longer told to the public', async () => {
  const { id } = await newDataset(world.as.owner)
  await newDiscussion(world.as.outsider, datasetRef({ id }))
  await deleteDataset(world.as.owner, id)
  await told(id, 'dataset:deleted')
  expect(await about(id, world.as.anonymous)).toEqual([])
})
