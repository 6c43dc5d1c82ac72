/** udata-api.md §2.2.1 and §2.2.2: resources that are links, their order, their object. */
import { beforeEach, expect, test } from 'vitest'
import {
  bodyOf,
  DATE_TIME,
  get,
  LINK,
  newDataset,
  newLink,
  read,
  UNKNOWN_UUID,
  UUID,
  worldOfFile,
} from './datasets.kit.ts'

const world = worldOfFile()
const RESOURCE_KEYS = `checksum created_at description extras filesize filetype format harvest id internal last_modified
  latest metrics mime preview_url schema title type url`.split(/\s+/)
let dataset: { id: string }
let base: string
const owner = () => world.as.owner
const resourcesNow = async () => (await read(owner(), `/api/1/datasets/${dataset.id}/`)).resources
const titlesNow = async () => (await resourcesNow()).map(({ title }: { title: string }) => title)
const put = (rid: string, body: unknown) => owner().call('PUT', `${base}${rid}/`, body)

beforeEach(async () => {
  dataset = await newDataset(owner())
  base = `/api/1/datasets/${dataset.id}/resources/`
})

test('a link has all of udata’s keys and no other', async () => {
  const link = await newLink(owner(), dataset.id)
  for (const object of [link, await read(world.as.anonymous, `${base}${link.id}/`), (await resourcesNow())[0]])
    expect(Object.keys(object).sort()).toEqual(RESOURCE_KEYS)
  expect(link).toMatchObject({
    ...LINK,
    id: expect.stringMatching(UUID),
    type: 'other',
    format: null,
    mime: null,
    filesize: null,
    checksum: null,
    description: null,
    extras: {},
    metrics: {},
    latest: `${world.url}/api/1/datasets/r/${link.id}`,
    created_at: expect.stringMatching(DATE_TIME),
  })
})

test('everything that can be said of a link is kept', async () => {
  const body = {
    title: 'Liste',
    description: 'La *liste*.',
    type: 'documentation',
    format: 'csv',
    mime: 'text/csv',
    filesize: 1234,
    checksum: { type: 'sha256', value: 'abc' },
    extras: { origine: 'atelier' },
    schema: { name: 'etalab/schema-musees', version: '1.0.0', url: null },
  }
  expect(await newLink(owner(), dataset.id, body)).toMatchObject(body)
})

test('a new link is the first of the list', async () => {
  for (const title of ['Un', 'Deux', 'Trois']) await newLink(owner(), dataset.id, { title })
  expect(await titlesNow()).toEqual(['Trois', 'Deux', 'Un'])
})

test('a format is trimmed and in lower case', async () => {
  expect((await newLink(owner(), dataset.id, { format: '  GeoJSON ' })).format).toBe('geojson')
})

test.each([
  ['no filetype: it would be a file', { filetype: undefined }],
  ['a file', { filetype: 'file' }],
  ['an unknown filetype', { filetype: 'nuage' }],
  ['no title', { title: undefined }],
  ['no address', { url: undefined }],
  ['a title of 351 characters', { title: 'a'.repeat(351) }],
  ['a description of 100,001 characters', { description: 'a'.repeat(100_001) }],
  ['an unknown type', { type: 'brouillon' }],
  ['an unknown checksum', { checksum: { type: 'rot13', value: 'x' } }],
  ['a checksum without a value', { checksum: { type: 'sha1' } }],
  ['a size that is no number', { filesize: 'gros' }],
  ['a schema with a version alone', { schema: { version: '1.0.0' } }],
  ['a schema whose address is none', { schema: { url: 'ici' } }],
])('a link with %s is refused', async (_, change) => {
  const answer = await owner().call('POST', base, { ...LINK, ...change })
  expect(answer.status).toBe(400)
  expect(answer.json.errors ?? answer.json.message).toBeTruthy()
  expect(await titlesNow()).toEqual([])
})

test('a list is no resource', async () => {
  expect((await owner().call('POST', base, [LINK])).status).toBe(400)
})

test('a PUT changes what it holds and keeps the rest', async () => {
  const link = await newLink(owner(), dataset.id, { format: 'csv', description: 'Avant', extras: { a: 1 } })
  const after = await bodyOf(put(link.id, { title: 'Après', type: 'update' }))
  expect(after).toMatchObject({
    id: link.id,
    title: 'Après',
    type: 'update',
    format: 'csv',
    description: 'Avant',
    extras: { a: 1 },
    url: LINK.url,
  })
  expect(Date.parse(after.last_modified)).toBeGreaterThan(Date.parse(link.last_modified))
  expect(after.created_at).toBe(link.created_at)
})

test('a resource can be sent back as it was read', async () => {
  const link = await newLink(owner(), dataset.id, {
    schema: { name: 'a/b', version: '1', url: null },
    mime: 'text/csv',
  })
  const { last_modified: _m, internal: _i, ...same } = link
  expect(await bodyOf(put(link.id, link))).toMatchObject(same)
})

test.each([
  ['schema', { name: 'a/b', version: '1', url: null }],
  ['checksum', { type: 'md5', value: 'abc' }],
  ['description', 'Un texte'],
])('null clears the %s of a link', async (key, value) => {
  const link = await newLink(owner(), dataset.id, { [key]: value })
  expect(link[key]).toEqual(value)
  expect((await bodyOf(put(link.id, { [key]: null })))[key]).toBeNull()
})

test.each([
  ['another filetype', { filetype: 'file' }],
  ['a blank title', { title: ' ' }],
  ['an address that is none', { url: 'ici' }],
  ['a schema with a version alone', { schema: { version: '2' } }],
])('%s is refused by the PUT, and nothing is changed', async (_, change) => {
  const link = await newLink(owner(), dataset.id)
  expect((await put(link.id, { description: 'perdu', ...change })).status).toBe(400)
  expect((await read(owner(), `${base}${link.id}/`)).description).toBeNull()
})

test('a deletion answers nothing, then the resource is gone from everywhere', async () => {
  const link = await newLink(owner(), dataset.id)
  const deleted = await owner().call('DELETE', `${base}${link.id}/`)
  expect([deleted.status, deleted.text]).toEqual([204, ''])
  for (const path of [`${base}${link.id}/`, `/api/1/datasets/r/${link.id}`, `/api/2/datasets/resources/${link.id}/`])
    expect([path, (await get(owner(), path)).status]).toEqual([path, 404])
  expect((await owner().call('DELETE', `${base}${link.id}/`)).status).toBe(404)
  expect(await titlesNow()).toEqual([])
})

test('what is not of this dataset is not there', async () => {
  const other = await newDataset(owner())
  const link = await newLink(owner(), other.id)
  for (const rid of [UNKNOWN_UUID, link.id])
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await owner().call(method, `${base}${rid}/`, method === 'PUT' ? { title: 'x' } : undefined)).status).toBe(
        404,
      )
})

const three = async (): Promise<string[]> => {
  const ids: string[] = []
  for (const title of ['Un', 'Deux', 'Trois']) ids.push((await newLink(owner(), dataset.id, { title })).id)
  return ids
}

test.each([
  ['ids', (ids: string[]) => ids],
  ['objects', (ids: string[]) => ids.map((id) => ({ id }))],
  ['ids and objects', (ids: string[]) => [ids[0], { id: ids[1] }, ids[2]]],
] as const)('the order is a list of %s, and the answer the list in that order', async (_, bodyFrom) => {
  const sorted = await bodyOf(owner().call('PUT', base, bodyFrom(await three())))
  expect(sorted.map(({ title }: { title: string }) => title)).toEqual(['Un', 'Deux', 'Trois'])
  expect(Object.keys(sorted[0]).sort()).toEqual(RESOURCE_KEYS)
  expect(await titlesNow()).toEqual(['Un', 'Deux', 'Trois'])
})

test('a reordering may change the resources it holds', async () => {
  const [a, b, c] = await three()
  const sorted = await bodyOf(owner().call('PUT', base, [{ id: b, title: 'Deux bis' }, { id: a }, { id: c }]))
  expect(sorted.map(({ title }: { title: string }) => title)).toEqual(['Deux bis', 'Un', 'Trois'])
  expect(sorted[0].url).toBe(LINK.url)
})

test('a reordering is no modification', async () => {
  const ids = await three()
  const path = `/api/1/datasets/${dataset.id}/`
  const before = await read(owner(), path)
  await bodyOf(owner().call('PUT', base, ids))
  const after = await read(owner(), path)
  expect([after.last_modified, after.last_update]).toEqual([before.last_modified, before.last_update])
})

test.each([
  ['one too few', (ids: string[]) => ids.slice(1)],
  ['one too many', (ids: string[]) => [...ids, UNKNOWN_UUID]],
  ['a stranger', (ids: string[]) => [...ids.slice(1), UNKNOWN_UUID]],
  ['the same twice', (ids: string[]) => [ids[0], ids[0], ids[1]]],
  ['an object without an id', (ids: string[]) => [{ title: 'x' }, ids[1], ids[2]]],
  ['no list', () => ({ id: UNKNOWN_UUID })],
] as const)('an order with %s is refused', async (_, bodyFrom) => {
  const answer = await owner().call('PUT', base, bodyFrom(await three()))
  expect(answer.status).toBe(400)
  expect(await titlesNow()).toEqual(['Trois', 'Deux', 'Un'])
})

test('the permalink leads to the address of the day', async () => {
  const link = await newLink(owner(), dataset.id)
  const location = async () => {
    const answer = await get(world.as.anonymous, `/api/1/datasets/r/${link.id}`)
    return [answer.status, answer.headers.get('location')]
  }
  expect(await location()).toEqual([302, LINK.url])
  await bodyOf(put(link.id, { url: 'https://www.example.org/autre.csv' }))
  expect(await location()).toEqual([302, 'https://www.example.org/autre.csv'])
})
