import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { countQueries } from '../testing/count-queries.ts'
import { purgeDeleted } from './index.ts'

let app: TestApp
let camille: Person
let outsider: Person
let admin: Person
let visitor: ReturnType<typeof anonymous>
let ministry: string

beforeAll(async () => {
  app = await startTestApp()
  visitor = anonymous(app.url)
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Sacha Morel')
  admin = await app.person('Ada Min', { siteAdmin: true })
  ministry = (await camille.call('POST', '/api/1/organizations/', { name: 'Ministère', description: 'Un ministère.' }))
    .json.id
})
afterAll(() => app.close())

const words = { title: 'Liste des musées', description: 'Les musées de France.' }
const create = async (body: object = {}, query = '') =>
  (await camille.call('POST', `/api/1/datasets/${query}`, { ...words, organization: ministry, ...body })).json
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/

test('a dataset has udata’s shape', async () => {
  const dataset = await create({
    frequency: 'annual',
    license: 'lov2',
    tags: ['Musées', 'culture'],
    temporal_coverage: { start: '2024-01-01', end: '2024-12-31' },
    spatial: { zones: ['country:fr'] },
  })
  expect(dataset).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    slug: expect.stringMatching(/^liste-des-musees/),
    frequency: 'annual',
    license: 'lov2',
    tags: ['culture', 'musees'],
    private: false,
    deleted: null,
    archived: null,
    resources: [],
    badges: [],
    extras: {},
    owner: null,
    harvest: null,
    temporal_coverage: { start: '2024-01-01', end: '2024-12-31' },
    spatial: { zones: ['country:fr'], granularity: 'other', geom: null },
    organization: { class: 'Organization', id: ministry, slug: 'ministere', permissions: { edit: true } },
    permissions: { delete: true, edit: true, edit_resources: true },
    quality: {
      license: true,
      temporal_coverage: true,
      spatial: true,
      update_frequency: true,
      update_fulfilled_in_time: true,
      dataset_description_quality: false,
      score: 5 / 9,
    },
    uri: `${app.url}/api/1/datasets/${dataset.slug}/`,
    page: `${app.url}/datasets/${dataset.slug}`,
  })
  for (const date of [
    dataset.created_at,
    dataset.last_modified,
    dataset.last_update,
    dataset.internal.created_at_internal,
  ])
    expect(date).toMatch(DATE)
})

test.each([
  ['no title', { title: undefined }, 'title'],
  ['a blank description', { description: '  ' }, 'description'],
  ['a title of 351 characters', { title: 'a'.repeat(351) }, 'title'],
  ['a short description of 201', { description_short: 'a'.repeat(201) }, 'description_short'],
  ['a tag of one letter', { tags: ['a'] }, 'tags'],
  ['an organization that is none', { organization: '0'.repeat(24) }, 'organization'],
  ['a coverage that is no date', { temporal_coverage: { start: '2024-13-01', end: null } }, 'temporal_coverage'],
  ['a title that is a number', { title: 12 }, 'title'],
  ['tags that are an object', { tags: {} }, 'tags'],
])('%s is refused on its field, in lists of sentences', async (_, change, field) => {
  const answer = await camille.call('POST', '/api/1/datasets/', { ...words, ...change })
  expect(answer.status).toBe(400)
  expect(answer.json.errors[field][0]).toMatch(/[a-z]/)
  expect(answer.json.message).toBeUndefined()
})

test('an unknown frequency is a message, an older one is understood, an unknown licence is none', async () => {
  const unknown = await camille.call('POST', '/api/1/datasets/', { ...words, frequency: 'sometimes' })
  expect([unknown.status, unknown.json.errors]).toEqual([400, undefined])
  expect(unknown.json.message).toContain('sometimes')
  expect((await create({ frequency: 'biannual' })).frequency).toBe('semiannual')
  expect((await create({ license: 'wtfpl' })).license).toBe('notspecified')
})

test('a PUT changes what it holds and nothing else; the whole object can be sent back', async () => {
  const before = await create({
    tags: ['musees'],
    temporal_coverage: { start: '2024-01-01', end: null },
    acronym: 'LM',
  })
  const after = (await camille.call('PUT', `/api/1/datasets/${before.id}/`, { description: 'Autre description.' })).json
  expect(after).toMatchObject({
    title: before.title,
    description: 'Autre description.',
    tags: ['musees'],
    acronym: 'LM',
    temporal_coverage: before.temporal_coverage,
  })
  const sentBack = await camille.call('PUT', `/api/1/datasets/${before.id}`, { ...after, title: 'Les musées' })
  expect(sentBack.status).toBe(200)
  const {
    slug: _slug,
    uri: _uri,
    page: _page,
    title: _title,
    last_modified: _m,
    last_update: _u,
    internal: _i,
    quality: _q,
    ...same
  } = after
  expect(sentBack.json).toMatchObject(same)
})

test('an old slug, another spelling and an id lead to the dataset', async () => {
  const dataset = await create({ title: 'Ancien titre' })
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/`, { title: 'Nouveau titre' })
  const old = await visitor.call('GET', '/api/1/datasets/ancien-titre/?x=1')
  expect([old.status, old.headers.get('location')]).toEqual([308, '/api/1/datasets/nouveau-titre/'])
  const spelt = await visitor.call('GET', '/api/1/datasets/Nouveau-Titre/')
  expect([spelt.status, spelt.headers.get('location')]).toEqual([308, '/api/1/datasets/nouveau-titre/'])
  expect((await visitor.call('GET', `/api/1/datasets/${dataset.id}/`)).json.slug).toBe('nouveau-titre')
  expect((await visitor.call('GET', '/datasets/ancien-titre')).headers.get('location')).toBe('/datasets/nouveau-titre')
})

test('a draft is saved from its first word, is seen by its members only, and needs its words to be published', async () => {
  const draft = (
    await camille.call('POST', '/api/1/datasets/?draft=true', { title: 'Brouillon', organization: ministry })
  ).json
  expect(draft).toMatchObject({ private: true, description: '' })
  for (const [person, status] of [
    [visitor, 404],
    [outsider, 404],
    [camille, 200],
    [admin, 200],
  ] as const) {
    expect((await person.call('GET', `/api/1/datasets/${draft.id}/`)).status).toBe(status)
    expect((await person.call('GET', `/datasets/${draft.slug}`)).status).toBe(status)
  }
  expect((await visitor.call('GET', '/api/1/datasets/?page_size=100')).text).not.toContain(draft.id)
  const early = await camille.call('PUT', `/api/1/datasets/${draft.id}/`, { private: false })
  expect([early.status, Object.keys(early.json.errors)]).toEqual([400, ['description']])
  expect(
    (await camille.call('PUT', `/api/1/datasets/${draft.id}/`, { private: false, description: 'Une description.' }))
      .json.private,
  ).toBe(false)
  expect((await visitor.call('GET', `/api/1/datasets/${draft.id}/`)).status).toBe(200)
})

test('without ?draft a private dataset needs its words too, as in udata', async () => {
  expect((await camille.call('POST', '/api/1/datasets/', { title: 'Sans description', private: true })).status).toBe(
    400,
  )
})

test('deleted: gone for the public, restored by its members, its purge told', async () => {
  const dataset = await create()
  const path = `/api/1/datasets/${dataset.id}/`
  expect((await camille.call('DELETE', path)).status).toBe(204)
  expect((await visitor.call('GET', path)).status).toBe(410)
  expect((await visitor.call('GET', `/datasets/${dataset.slug}`)).status).toBe(410)
  expect((await camille.call('DELETE', path)).status).toBe(410)
  expect((await camille.call('PUT', path, { title: 'Non' })).status).toBe(410)
  const seen = (await camille.call('GET', path)).json
  const days = (Date.parse(seen.extras['cimaise:purge_at']) - Date.parse(seen.deleted)) / 86_400_000
  expect(days).toBe(30)
  const restored = await camille.call('PUT', path, { ...seen, deleted: null })
  expect(restored.json).toMatchObject({ deleted: null, extras: {} })
  expect((await visitor.call('GET', path)).status).toBe(200)
})

test('the purge takes what was deleted 31 days ago, and only that', async () => {
  const [old, recent] = [await create(), await create()]
  for (const { id } of [old, recent]) await camille.call('DELETE', `/api/1/datasets/${id}/`)
  await app.database.pool.query(`update datasets set deleted_at = now() - interval '31 days' where id = $1`, [old.id])
  await purgeDeleted(app.database.db)
  await purgeDeleted(app.database.db)
  expect((await camille.call('GET', `/api/1/datasets/${old.id}/`)).status).toBe(404)
  expect((await camille.call('GET', `/api/1/datasets/${recent.id}/`)).status).toBe(200)
})

test.each([
  ['PUT', '', { title: 'Pris' }],
  ['DELETE', '', undefined],
  ['POST', 'resources/', { filetype: 'remote', title: 'x', url: 'https://example.org' }],
  ['PUT', 'resources/', []],
])(
  '%s /datasets/{d}/%s: 401 for nobody, 403 for an outsider, before anything of the body is read',
  async (method, tail, body) => {
    const dataset = await create()
    const path = `/api/1/datasets/${dataset.id}/${tail}`
    for (const sent of [body, method === 'DELETE' ? undefined : { title: 12, filetype: 4 }]) {
      expect((await visitor.call(method, path, sent)).status).toBe(401)
      expect((await outsider.call(method, path, sent)).status).toBe(403)
    }
    expect((await visitor.call('GET', `/api/1/datasets/${dataset.id}/`)).json).toMatchObject({
      title: words.title,
      deleted: null,
      resources: [],
    })
  },
)

test('nobody publishes in the name of an organization they don’t belong to', async () => {
  const answer = await outsider.call('POST', '/api/1/datasets/', { ...words, organization: ministry })
  expect(answer.json.errors.organization[0]).toContain('membre')
  const stolen = await outsider.call('POST', '/api/1/datasets/', { ...words, owner: camille.user.id })
  expect(stolen.json.errors.owner).toHaveLength(1)
})

test('a producer changes by transfer only, except one’s own dataset into one’s organization', async () => {
  const mine = (await camille.call('POST', '/api/1/datasets/', words)).json
  expect(mine.owner.id).toBe(camille.user.id)
  const moved = (await camille.call('PUT', `/api/1/datasets/${mine.id}/`, { organization: { id: ministry } })).json
  expect([moved.owner, moved.organization.id]).toEqual([null, ministry])
  expect((await camille.call('PUT', `/api/1/datasets/${mine.id}/`, { organization: null })).status).toBe(400)
  expect(
    (await camille.call('PUT', `/api/1/datasets/${mine.id}/`, { organization: ministry, owner: null })).status,
  ).toBe(200)
})

test('two people who edit at once are told so', async () => {
  const dataset = await create()
  const path = `/api/1/datasets/${dataset.id}/`
  const etag = (await camille.call('GET', path)).headers.get('etag') ?? ''
  expect((await camille.call('PUT', path, { acronym: 'A' }, { 'If-Match': etag })).status).toBe(200)
  const stale = await camille.call('PUT', path, { acronym: 'B' }, { 'If-Match': etag })
  expect(stale.status).toBe(412)
  expect((await camille.call('GET', path)).json.acronym).toBe('A')
})

test('links: added first, changed, reordered, removed; a private address is refused', async () => {
  const dataset = await create()
  const path = `/api/1/datasets/${dataset.id}/resources/`
  const add = (title: string) =>
    camille.call('POST', path, {
      filetype: 'remote',
      title,
      url: `https://api.example.org/${title}`,
      format: 'JSON ',
      type: 'api',
    })
  const first = (await add('un')).json
  const second = (await add('deux')).json
  expect(first).toMatchObject({
    filetype: 'remote',
    format: 'json',
    type: 'api',
    url: 'https://api.example.org/un',
    latest: `${app.url}/api/1/datasets/r/${first.id}`,
    checksum: null,
  })
  const titles = async () =>
    (await visitor.call('GET', `/api/1/datasets/${dataset.id}/`)).json.resources.map((r: { title: string }) => r.title)
  expect(await titles()).toEqual(['deux', 'un'])
  expect(
    (await camille.call('PUT', path, [first.id, { id: second.id }])).json.map((r: { id: string }) => r.id),
  ).toEqual([first.id, second.id])
  expect(await titles()).toEqual(['un', 'deux'])
  for (const wrong of [[first.id], [first.id, first.id], [first.id, second.id, second.id], [{}]])
    expect((await camille.call('PUT', path, wrong)).status).toBe(400)
  expect((await camille.call('PUT', `${path}${first.id}/`, { description: 'Une API.' })).json).toMatchObject({
    title: 'un',
    description: 'Une API.',
  })
  expect((await camille.call('PUT', `${path}${first.id}/`, { url: 'http://127.0.0.1/' })).json.errors.url).toHaveLength(
    1,
  )
  expect((await camille.call('PUT', `${path}${first.id}/`, { filetype: 'file' })).status).toBe(400)
  expect(
    (await camille.call('POST', path, { title: 'x', url: 'https://example.org' })).json.errors.filetype[0],
  ).toContain('/upload/')
  const redirect = await visitor.call('GET', `/api/1/datasets/r/${first.id}`)
  expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'https://api.example.org/un'])
  expect((await camille.call('DELETE', `${path}${first.id}/`)).status).toBe(204)
  expect(await titles()).toEqual(['deux'])
  expect((await visitor.call('GET', `/api/1/datasets/r/${first.id}`)).status).toBe(404)
})

test('a resource of another dataset is not found through this one', async () => {
  const [one, two] = [await create(), await create()]
  const link = (
    await camille.call('POST', `/api/1/datasets/${one.id}/resources/`, {
      filetype: 'remote',
      title: 'x',
      url: 'https://example.org',
    })
  ).json
  expect((await camille.call('GET', `/api/1/datasets/${two.id}/resources/${link.id}/`)).status).toBe(404)
  expect((await camille.call('DELETE', `/api/1/datasets/${two.id}/resources/${link.id}/`)).status).toBe(404)
  expect((await camille.call('GET', `/api/1/datasets/${two.id}/resources/not-a-uuid/`)).status).toBe(404)
})

test('lists page, filter and refuse; words find with or without accents', async () => {
  await create({ title: 'Orgues classés du Finistère', tags: ['orgue'] })
  const search = async (query: string) => (await visitor.call('GET', `/api/1/datasets/?${query}`)).json
  for (const q of ['orgue', 'ORGUES', 'finistere', 'class'])
    expect((await search(`q=${q}`)).data.map((d: { title: string }) => d.title)).toContain(
      'Orgues classés du Finistère',
    )
  expect((await search('q=introuvable')).total).toBe(0)
  expect((await search('tag=orgue')).total).toBe(1)
  const page = await search('page_size=2&sort=title&lang=fr')
  expect(page).toMatchObject({
    page: 1,
    page_size: 2,
    previous_page: null,
    next_page: `${app.url}/api/1/datasets/?page_size=2&sort=title&lang=fr&page=2`,
  })
  expect(page.data).toHaveLength(2)
  for (const query of ['page=0', 'page_size=x', 'sort=colour', 'organization=ministere'])
    expect((await visitor.call('GET', `/api/1/datasets/?${query}`)).status).toBe(400)
  expect((await visitor.call('GET', '/api/1/datasets/?page=999')).status).toBe(404)
  expect((await visitor.call('GET', '/api/1/datasets/?private=true')).status).toBe(401)
  expect((await search(`q=${encodeURIComponent("x' or 1=1; drop table datasets --")}`)).total).toBe(0)
})

test('a list costs the same number of queries whatever its size', async () => {
  const count = (size: number): Promise<number> =>
    countQueries(app.database.pool, () => visitor.call('GET', `/api/1/datasets/?page_size=${size}`))
  const few = await count(2)
  expect(few).toBeGreaterThan(2)
  expect(await count(20)).toBe(few)
})

test('reference lists have udata’s ids in its order', async () => {
  const get = async (list: string) => (await visitor.call('GET', `/api/1/datasets/${list}/`)).json
  const frequencies = await get('frequencies')
  expect(frequencies).toHaveLength(40)
  expect([frequencies[0], frequencies[39]]).toEqual([
    { id: 'continuous', label: 'En continu' },
    { id: 'unknown', label: 'Inconnue' },
  ])
  expect((await visitor.call('GET', '/api/1/datasets/frequencies/?lang=en')).json[0].label).toBe('Continuous')
  expect((await get('licenses'))[0].id).toBe('lov2')
  expect((await get('resource_types')).map((type: { id: string }) => type.id)).toEqual([
    'main',
    'documentation',
    'update',
    'api',
    'code',
    'other',
  ])
  expect(await get('schemas')).toEqual([])
  expect(await get('extensions')).toContain('csv')
})

test('unknown addresses of the API are JSON for programs and a page for people', async () => {
  const program = await visitor.call('GET', '/api/1/nothing/')
  expect([program.status, program.json.message]).toEqual([404, 'Cet objet n’existe pas.'])
  const person = await visitor.call('GET', '/api/1/datasets/r/00000000-0000-4000-8000-000000000000', undefined, {
    Accept: 'text/html,*/*',
  })
  expect([person.status, person.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
})

test('a body that is not JSON, or no object, is a 400', async () => {
  const raw = await fetch(`${app.url}/api/1/datasets/`, {
    method: 'POST',
    headers: { 'X-API-KEY': camille.key, 'Content-Type': 'application/json' },
    body: '{"title":',
  })
  expect(raw.status).toBe(400)
  expect((await camille.call('POST', '/api/1/datasets/', 'text')).status).toBe(400)
  expect((await camille.call('POST', '/api/1/datasets/', [])).status).toBe(400)
})

test.each([
  ['POST', '/api/1/datasets/', { ...words, title: 'Mus\0ées' }],
  ['POST', '/api/1/datasets/', { ...words, extras: { a: 'x\0' } }],
  ['POST', '/api/1/datasets/', { ...words, extras: [] }],
  [
    'POST',
    '/api/1/datasets/',
    { ...words, resources: [{ filetype: 'remote', title: 'x', url: 'https://example.org', filesize: 1e30 }] },
  ],
  ['POST', '/api/1/datasets/', { ...words, resources: [{ id: 'x' }] }],
  ['POST', '/api/1/datasets/', { ...words, spatial: { zones: 4 } }],
  ['POST', '/api/1/datasets/', { ...words, owner: '0'.repeat(24) }],
  ['POST', '/api/1/organizations/', { name: 'a\0', description: 'b' }],
  ['GET', '/api/1/datasets/?page=1&page=2', undefined],
  ['GET', '/api/1/datasets/%ff/', undefined],
  ['GET', '/datasets?page=1&page=2', undefined],
])('odd input is a 400, never a 500: %s %s %j', async (method, path, body) => {
  const answer = await admin.call(method, path, body)
  expect([answer.status, answer.text]).toEqual([400, expect.not.stringMatching(/syntax|sqlstate|select /i)])
})

test.each([
  '/api/1/datasets/?q=%00',
  '/api/1/datasets/?q=a&q=b',
  '/api/1/me/org_datasets/?q=a&q=b',
  '/api/1/organizations/?q=a&q=b',
  '/datasets?q=a&q=b',
])('odd questions are answered: %s', async (path) => expect((await admin.call('GET', path)).status).toBeLessThan(500))

test('an administrator of the site moves a dataset; an organization that isn’t there is refused', async () => {
  const dataset = await create()
  const other = (await camille.call('POST', '/api/1/organizations/', { name: 'Commune', description: 'Une commune.' }))
    .json.id
  const path = `/api/1/datasets/${dataset.id}/`
  expect((await admin.call('PUT', path, { organization: '0'.repeat(24) })).status).toBe(400)
  expect((await camille.call('PUT', path, { organization: other })).status).toBe(400)
  expect((await admin.call('PUT', path, { organization: other })).json.organization.id).toBe(other)
})

test('a private dataset’s new title doesn’t show through its old address', async () => {
  const dataset = await create({ title: 'Titre connu' })
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/`, { private: true, title: 'Fermeture secrète' })
  for (const path of ['/api/1/datasets/titre-connu/', '/datasets/titre-connu', '/datasets/Fermeture-Secrete']) {
    const answer = await visitor.call('GET', path)
    expect([answer.status, answer.headers.get('location')]).toEqual([404, null])
  }
  const own = await camille.call('GET', '/api/1/datasets/titre-connu/')
  expect([own.status, own.headers.get('location')]).toEqual([308, '/api/1/datasets/fermeture-secrete/'])
})

test('a deletion’s date is ours, and a restoration beats the purge', async () => {
  const dataset = await create()
  const path = `/api/1/datasets/${dataset.id}/`
  const deleted = (await camille.call('PUT', path, { deleted: '2000-01-01' })).json
  expect(Date.now() - Date.parse(deleted.deleted)).toBeLessThan(60_000)
  await purgeDeleted(app.database.db)
  expect((await camille.call('PUT', path, { deleted: null })).status).toBe(200)
})

test('sending the whole object back moves the date of no file that didn’t change', async () => {
  const dataset = await create()
  const add = (title: string) =>
    camille.call('POST', `/api/1/datasets/${dataset.id}/resources/`, {
      filetype: 'remote',
      title,
      url: `https://example.org/${title}`,
    })
  await add('un')
  await add('deux')
  const read = (await camille.call('GET', `/api/1/datasets/${dataset.id}/`)).json
  const [first, second] = read.resources
  const sent = { ...read, title: 'Autre titre', resources: [{ ...first, title: 'changé' }, second] }
  const { resources, last_update } = (await camille.call('PUT', `/api/1/datasets/${dataset.id}/`, sent)).json
  expect(resources[1].last_modified).toBe(second.last_modified)
  expect(resources[0].last_modified > first.last_modified).toBe(true)
  expect(last_update).toBe(resources[0].last_modified)
})

test('a DELETE that says JSON and sends none is understood', async () => {
  const dataset = await create()
  const headers = { 'Content-Type': 'application/json' }
  expect((await camille.call('DELETE', `/api/1/datasets/${dataset.id}/`, undefined, headers)).status).toBe(204)
})

test('a link with any letter in it is followed; an address of slashes is no error of ours', async () => {
  const dataset = await create()
  const body = { filetype: 'remote', title: 'x', url: 'https://example.org/œuvres.csv' }
  const link = (await camille.call('POST', `/api/1/datasets/${dataset.id}/resources/`, body)).json
  const redirect = await visitor.call('GET', `/api/1/datasets/r/${link.id}`)
  expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'https://example.org/%C5%93uvres.csv'])
  for (const path of ['//', '//evil.example/x']) {
    const answer = await visitor.call('GET', path, undefined, { Accept: 'text/html' })
    expect(answer.status).toBeLessThan(500)
    expect(answer.text).not.toContain('href="http://evil.example')
  }
})

test('ten datasets of the same title at the same instant all exist, each with its address', async () => {
  const body = { title: 'Au même instant', description: 'x' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => camille.call('POST', '/api/1/datasets/', body)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
  expect(new Set(answers.map(({ json }) => json.slug)).size).toBe(10)
})

test('a draft becomes public with the tags that its organization asks for, and no sooner', async () => {
  const { id } = (await camille.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json
  await camille.call('PUT', `/api/1/organizations/${id}/settings/`, { required_tags: ['culture', 'archives'] })
  const draft = await create({ organization: id, private: true, tags: ['culture'] }, '?draft=true')
  const put = (body: object) => camille.call('PUT', `/api/1/datasets/${draft.id}/`, body)
  const refused = await put({ private: false })
  expect(refused.status).toBe(400)
  expect(refused.json.errors.tags[0]).toContain('archives')
  expect((await put({ private: false, tags: ['culture', 'archives', 'fonds'] })).status).toBe(200)
  // What is public already goes on being edited: it is told elsewhere that it lacks one.
  expect((await put({ tags: ['culture'] })).status).toBe(200)
})
