/** udata-api.md §2.2.3: what others add to a dataset. */
import { beforeAll, expect, test } from 'vitest'
import {
  bodyOf,
  get,
  idsOf,
  LINK,
  newDataset,
  newLink,
  read,
  UNKNOWN_ID,
  UNKNOWN_UUID,
  worldOfFile,
} from './datasets.kit.ts'
import { statusesOf, type Caller } from './world.ts'

const world = worldOfFile()
const PATH = '/api/1/datasets/community_resources/'
const KEYS = `checksum created_at dataset description extras filesize filetype format harvest id internal last_modified
  latest metrics mime organization owner permissions preview_url schema title type url`.split(/\s+/)
let dataset: { id: string }
let other: { id: string }

beforeAll(async () => {
  dataset = await newDataset(world.as.editor, { organization: world.organization.id })
  other = await newDataset(world.as.editor, { title: 'Autre' })
})

const add = (caller: Caller, changes: object = {}) =>
  bodyOf(caller.call('POST', PATH, { ...LINK, dataset: dataset.id, ...changes }), 201)

test('a community resource is a resource, with its dataset and whose it is', async () => {
  const made = await add(world.as.owner)
  for (const object of [made, await read(world.as.anonymous, `${PATH}${made.id}/`)])
    expect(Object.keys(object).sort()).toEqual(KEYS)
  expect(made).toMatchObject({
    ...LINK,
    dataset: { class: 'Dataset', id: dataset.id, uri: expect.any(String), page: expect.any(String) },
    owner: { class: 'User', id: world.people.owner.user.id },
    organization: null,
    permissions: { delete: true, edit: true },
    latest: `${world.url}/api/1/datasets/r/${made.id}`,
  })
  expect(Object.keys(made.dataset).sort()).toEqual(['acronym', 'class', 'id', 'page', 'title', 'uri'])
})

test('it may be an organization’s, and its dataset an object', async () => {
  const made = await add(world.as.editor, { organization: world.organization.id, dataset: { id: dataset.id } })
  expect([made.owner, made.organization.id]).toEqual([null, world.organization.id])
})

test.each([
  ['no dataset', { dataset: undefined }, 'dataset'],
  ['a dataset that nobody knows', { dataset: UNKNOWN_ID }, 'dataset'],
  ['no address', { url: undefined }, 'url'],
  ['no title', { title: undefined }, 'title'],
])('%s is refused on its field', async (_, change, field) => {
  const answer = await world.as.owner.call('POST', PATH, { ...LINK, dataset: dataset.id, ...change })
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, [field]])
})

test('a file has its own route, and an organization of others is refused', async () => {
  const post = (body: object) => world.as.owner.call('POST', PATH, { ...LINK, dataset: dataset.id, ...body })
  expect((await post({ filetype: 'file' })).status).toBe(400)
  expect((await post({ organization: world.organization.id })).status).toBe(400)
})

test('the list, by dataset, by owner, by organization', async () => {
  const mine = await add(world.as.outsider, { dataset: other.id })
  const ours = await add(world.as.editor, { dataset: other.id, organization: world.organization.id })
  const ids = async (query: string) => idsOf(await read(world.as.anonymous, `${PATH}?${query}`))
  expect(await ids(`dataset=${other.id}`)).toEqual([ours.id, mine.id])
  expect(await ids(`dataset=${other.id}&sort=created_at_internal`)).toEqual([mine.id, ours.id])
  expect(await ids(`owner=${world.people.outsider.user.id}`)).toEqual([mine.id])
  expect(await ids(`dataset=${other.id}&organization=${world.organization.id}`)).toEqual([ours.id])
  expect((await get(world.as.anonymous, `${PATH}?dataset=autre`)).status).toBe(400)
})

test('they are no resources of the dataset, which counts them in version 2', async () => {
  const target = await newDataset(world.as.owner)
  const made = await add(world.as.outsider, { dataset: target.id })
  const v1 = await read(world.as.anonymous, `/api/1/datasets/${target.id}/`)
  expect(v1.resources).toEqual([])
  const masked = await read(world.as.anonymous, `/api/1/datasets/${target.id}/`, {
    'X-Fields': 'community_resources{id}',
  })
  expect(masked).toEqual({ community_resources: [{ id: made.id }] })
  const { community_resources: link } = await read(world.as.anonymous, `/api/2/datasets/${target.id}/`)
  expect(link).toMatchObject({ rel: 'subsection', type: 'GET', total: 1 })
  const page = await read(world.as.anonymous, link.href.replace(world.url, ''))
  expect(idsOf(page)).toEqual([made.id])
})

test('a PUT changes what it holds; a deletion is for good', async () => {
  const made = await add(world.as.owner, { format: 'csv' })
  const path = `${PATH}${made.id}/`
  expect(await bodyOf(world.as.owner.call('PUT', path, { title: 'Autre' }))).toMatchObject({
    title: 'Autre',
    format: 'csv',
  })
  expect((await world.as.owner.call('PUT', path, { title: ' ' })).status).toBe(400)
  expect((await world.as.owner.call('DELETE', path)).status).toBe(204)
  expect((await get(world.as.owner, path)).status).toBe(404)
  expect((await get(world.as.owner, `${PATH}${UNKNOWN_UUID}/`)).status).toBe(404)
})

test('permalinks and the search by id alone find them too', async () => {
  const made = await add(world.as.owner)
  const answer = await get(world.as.anonymous, `/api/1/datasets/r/${made.id}`)
  expect([answer.status, answer.headers.get('location')]).toEqual([302, LINK.url])
  expect((await read(world.as.anonymous, `/api/2/datasets/resources/${made.id}/`)).resource.id).toBe(made.id)
})

test('a file: uploaded by anybody who is signed in, replaced by its owner', async () => {
  const path = `/api/1/datasets/${dataset.id}/upload/community/`
  expect((await world.as.anonymous.upload(path, 'a.csv', 'a;b\n1;2\n')).status).toBe(401)
  const made = await bodyOf(world.as.owner.upload(path, 'Ajout.csv', 'a;b\n1;2\n'), 201)
  expect(made).toMatchObject({
    success: true,
    filetype: 'file',
    title: 'ajout.csv',
    dataset: { id: dataset.id },
    owner: { id: world.people.owner.user.id },
  })
  const replace = `${PATH}${made.id}/upload/`
  expect((await world.as.outsider.upload(replace, 'b.csv', 'a;b\n3;4\n')).status).toBe(403)
  const after = await bodyOf(world.as.owner.upload(replace, 'b.csv', 'a;b\n3;4\n'))
  expect(after).toMatchObject({ id: made.id, success: true, title: 'b.csv' })
  expect(after.url).not.toBe(made.url)
  const kept = await bodyOf(
    world.as.owner.call('PUT', `${PATH}${made.id}/`, { title: 'Ajout', url: LINK.url, filesize: 1 }),
  )
  expect(kept).toMatchObject({ title: 'Ajout', url: after.url, filesize: after.filesize })
})

test('who may write: the owner, the organization, never the dataset’s producer', async () => {
  const mine = await add(world.as.owner)
  const ours = await add(world.as.editor, { organization: world.organization.id })
  const write = (id: string) => statusesOf(world, (caller) => caller.call('PUT', `${PATH}${id}/`, { title: 'Autre' }))
  const refused = { anonymous: 401, outsider: 403 }
  expect(await write(mine.id)).toEqual({
    ...refused,
    owner: 200,
    partial: 403,
    editor: 403,
    admin: 403,
    siteAdmin: 200,
  })
  expect(await write(ours.id)).toEqual({
    ...refused,
    owner: 403,
    partial: 403,
    editor: 200,
    admin: 200,
    siteAdmin: 200,
  })
})

test('deleting one follows the same table', async () => {
  const refused = { anonymous: 401, outsider: 403 }
  const statuses = await statusesOf(world, async (caller) => {
    const { id } = await add(world.as.owner)
    return caller.call('DELETE', `${PATH}${id}/`)
  })
  expect(statuses).toEqual({ ...refused, owner: 204, partial: 403, editor: 403, admin: 403, siteAdmin: 204 })
})

test('a resource of the dataset is none of the community’s', async () => {
  const link = await newLink(world.as.editor, other.id)
  expect((await get(world.as.anonymous, `${PATH}${link.id}/`)).status).toBe(404)
})
