/** udata-api.md §1.7 and §1.9: values, references, ids and slugs in addresses. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, newDataset, newLink, rawCall, read, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
let dataset: { id: string; slug: string }
let link: { id: string }

beforeAll(async () => {
  dataset = await newDataset(world.as.editor, { title: 'Œuvres & élèves', organization: world.organization.id })
  link = await newLink(world.as.editor, dataset.id)
})

test('dates carry their offset and microseconds, or none', async () => {
  const object = await read(visitor(), `/api/1/datasets/${dataset.id}/`)
  const { created_at, last_modified, last_update, internal, resources } = object
  for (const date of [created_at, last_modified, last_update, ...Object.values(internal)])
    expect(date).toMatch(DATE_TIME)
  for (const date of [resources[0].created_at, resources[0].last_modified, ...Object.values(resources[0].internal)])
    expect(date).toMatch(DATE_TIME)
  const archived = '2024-05-17T09:12:33Z'
  const put = world.as.editor.call('PUT', `/api/1/datasets/${dataset.id}/`, { archived })
  expect((await bodyOf(put)).archived).toBe('2024-05-17T09:12:33+00:00')
  await bodyOf(world.as.editor.call('PUT', `/api/1/datasets/${dataset.id}/`, { archived: null }))
})

test('the reference to an organization has all its keys, and the rights of who asks', async () => {
  const keys = [
    'acronym',
    'badges',
    'class',
    'id',
    'logo',
    'logo_thumbnail',
    'name',
    'page',
    'permissions',
    'slug',
    'uri',
  ]
  const { organization } = await read(visitor(), `/api/1/datasets/${dataset.id}/`)
  expect(Object.keys(organization).sort()).toEqual(keys)
  expect(organization).toMatchObject({
    class: 'Organization',
    id: world.organization.id,
    uri: `${world.url}/api/1/organizations/${world.organization.slug}/`,
    page: `${world.url}/organizations/${world.organization.slug}`,
    permissions: { delete: false, edit: false, harvest: false, members: false, private: false },
  })
  const own = await read(world.as.admin, `/api/1/datasets/${dataset.id}/`)
  expect(own.organization.permissions).toMatchObject({ delete: true, edit: true, members: true, private: true })
})

test('the reference to a person has all its keys, and no address of theirs', async () => {
  const { owner } = await newDataset(world.as.owner)
  const keys = ['avatar', 'avatar_thumbnail', 'class', 'first_name', 'id', 'last_name', 'page', 'slug', 'uri']
  expect(Object.keys(owner).sort()).toEqual(keys)
  expect(owner).toMatchObject({ class: 'User', first_name: 'Octave', last_name: 'Proprio', avatar: null })
  expect(owner.uri).toBe(`${world.url}/api/1/users/${owner.slug}/`)
})

test('uri and page are absolute, with the slug', async () => {
  expect(await read(visitor(), `/api/1/datasets/${dataset.id}/`)).toMatchObject({
    slug: 'oeuvres-eleves',
    uri: `${world.url}/api/1/datasets/oeuvres-eleves/`,
    page: `${world.url}/datasets/oeuvres-eleves`,
  })
})

test.each(['/api/1', '/api/2'])('under %s a dataset is found by its id and by its slug', async (base) => {
  for (const name of [dataset.id, dataset.slug])
    expect((await read(visitor(), `${base}/datasets/${name}/`)).id).toBe(dataset.id)
})

test.each(['Oeuvres-Eleves', 'OEUVRES-ELEVES', '%C5%93uvres-%C3%A9l%C3%A8ves', 'oeuvres_eleves'])(
  'the spelling %s leads to the slug, without the query string',
  async (spelling) => {
    for (const base of ['/api/1', '/api/2']) {
      const answer = await get(visitor(), `${base}/datasets/${spelling}/?lang=fr`)
      expect(answer.status).toBe(308)
      const location = new URL(answer.headers.get('location') ?? '', world.url)
      expect(location.pathname + location.search).toBe(`${base}/datasets/oeuvres-eleves/`)
    }
  },
)

test('an old slug leads to the new one, whatever the method', async () => {
  const { id } = await newDataset(world.as.owner, { title: 'Premier nom' })
  for (const title of ['Deuxième nom', 'Troisième nom'])
    await bodyOf(world.as.owner.call('PUT', `/api/1/datasets/${id}/`, { title }))
  for (const method of ['GET', 'PUT', 'DELETE'])
    for (const old of ['premier-nom', 'deuxieme-nom']) {
      const body = method === 'PUT' ? { title: 'Autre' } : undefined
      const answer = await world.as.owner.call(method, `/api/1/datasets/${old}/`, body)
      const location = new URL(answer.headers.get('location') ?? '', world.url)
      expect([method, answer.status, location.pathname]).toEqual([method, 308, '/api/1/datasets/troisieme-nom/'])
    }
})

test('a slug inside a longer path is corrected in its place', async () => {
  const answer = await get(visitor(), `/api/1/datasets/OEUVRES-ELEVES/resources/${link.id}/`)
  const location = new URL(answer.headers.get('location') ?? '', world.url)
  expect([answer.status, location.pathname]).toEqual([308, `/api/1/datasets/oeuvres-eleves/resources/${link.id}/`])
})

test.each([
  ['GET', '/api/1/datasets'],
  ['GET', '/api/2/datasets'],
  ['GET', '/api/1/datasets/oeuvres-eleves'],
  ['GET', '/api/1/organizations'],
  ['GET', '/api/1/datasets/frequencies'],
  ['PUT', '/api/1/datasets/oeuvres-eleves'],
])('%s %s, without its final slash, does the same', async (method, path) => {
  const answer = await rawCall(`${world.url}${path}`, {
    method,
    redirect: 'follow',
    headers: { 'X-API-KEY': world.people.editor.key, 'Content-Type': 'application/json' },
    body: method === 'PUT' ? '{}' : undefined,
  })
  expect(answer.status).toBe(200)
})

test('a resource is found by any spelling of its UUID; what is no UUID is not there', async () => {
  const at = async (rid: string) => (await get(visitor(), `/api/1/datasets/${dataset.id}/resources/${rid}/`)).status
  expect(await at(link.id)).toBe(200)
  expect(await at(link.id.toUpperCase())).toBe(200)
  expect(await at(link.id.replaceAll('-', ''))).toBe(200)
  expect(await at('pas-un-uuid')).toBe(404)
  expect((await get(visitor(), '/api/1/datasets/r/pas-un-uuid')).status).toBe(404)
})

test('absent values are null, or what udata renders by default', async () => {
  expect(await newDataset(world.as.owner)).toMatchObject({
    harvest: null,
    organization: null,
    spatial: null,
    temporal_coverage: null,
    schema: null,
    deleted: null,
    archived: null,
    acronym: null,
    description_short: null,
    frequency: 'unknown',
    frequency_date: null,
    license: 'notspecified',
    access_type: 'open',
  })
  expect(link).toMatchObject({ checksum: null, harvest: null, schema: null, preview_url: null, description: null })
})
