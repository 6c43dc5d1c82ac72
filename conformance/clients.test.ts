/** clients.md §1.2, §4, §6, §7: what portals, the Python client, the ministry's scripts and the crawler ask for. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, idsOf, LINK, newDataset, newLink, rawCall, read, WORDS, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const FULL = { 'X-Get-Datasets-Full-Objects': 'True' }
const ORIGIN = { Origin: 'https://portail.example.org' }
let dataset: { id: string; slug: string }
let topic: { id: string; slug: string }
let link: { id: string }

beforeAll(async () => {
  const { editor, owner } = world.as
  dataset = await newDataset(editor, {
    title: 'Musées de France',
    organization: world.organization.id,
    tags: ['musees', 'culture'],
    license: 'lov2',
    frequency: 'annual',
    spatial: { zones: ['country:fr'] },
  })
  link = await newLink(editor, dataset.id, { title: 'Liste', type: 'main', format: 'csv' })
  await newLink(editor, dataset.id, { title: 'Notice', type: 'documentation', format: 'pdf' })
  const elements = [{ element: { class: 'Dataset', id: dataset.id } }]
  const body = { name: 'Univers culture', description: 'Un univers.', tags: ['univers'], elements }
  topic = (await owner.call('POST', '/api/2/topics/', body)).json
})

/** Every key that a page of the client reads is there, whatever its value. */
const expectKeys = (object: unknown, keys: string) => {
  for (const key of keys.split(',')) expect(object).toHaveProperty(key)
}

test('portal, list: a search in its topic, and all that a card shows', async () => {
  const query = `topic=${topic.id}&page=1&page_size=20&lang=fr&q`
  const page = await read(visitor(), `/api/2/datasets/search/?${query}`, ORIGIN)
  expectKeys(page, 'data,total,page,page_size,next_page,facets')
  expect(idsOf(page)).toEqual([dataset.id])
  expectKeys(
    page.data[0],
    'id,slug,title,description,description_short,organization.name,organization.logo_thumbnail,organization.badges,' +
      'owner,last_update,archived,private,access_type,quality.score,metrics.views,metrics.resources_downloads,' +
      'metrics.reuses,metrics.followers,badges',
  )
})

test('portal, two filters on one parameter: both tags must match', async () => {
  const total = async (query: string) => (await read(visitor(), `/api/2/datasets/search/?${query}`)).total
  expect(await total('tag=musees&tag=culture&page=1&page_size=20')).toBe(1)
  expect(await total('tag=musees&tag=absente&page=1&page_size=20')).toBe(0)
})

test('portal, feed link: the same filters', async () => {
  const answer = await get(visitor(), '/api/1/datasets/recent.atom?tag=musees&q=&page=1')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/atom\+xml/)])
})

test('portal, page of a dataset: full objects, by id and by slug', async () => {
  for (const name of [dataset.id, dataset.slug]) {
    const object = await read(visitor(), `/api/2/datasets/${name}/`, { ...FULL, ...ORIGIN })
    expectKeys(
      object,
      'title,description,organization,owner,contact_points,harvest,last_update,license.title,license.url,quality,' +
        'badges,page,resources.href,resources.total,extras,spatial.zones,spatial.granularity,temporal_coverage,' +
        'frequency.id,frequency.label,internal,tags,permissions.edit',
    )
  }
})

test('portal, labels of a dataset’s page', async () => {
  const badges = await read(visitor(), '/api/1/datasets/badges/')
  for (const label of Object.values(badges)) expect(label).toEqual(expect.any(String))
  for (const path of ['/api/1/contacts/roles/', '/api/1/datasets/resource_types/'])
    expect(await read(visitor(), path)).toEqual(
      expect.arrayContaining([{ id: expect.any(String), label: expect.any(String) }]),
    )
  expect(await read(visitor(), '/api/1/datasets/schemas/')).toEqual([])
})

test.each([
  ['main', 1],
  ['documentation', 1],
  ['update', 0],
  ['api', 0],
  ['code', 0],
  ['other', 0],
])('portal, files of the type %s: the given href with its size and type', async (type, total) => {
  const { resources } = await read(visitor(), `/api/2/datasets/${dataset.id}/`)
  const url = new URL(resources.href)
  url.searchParams.set('page_size', '6')
  url.searchParams.set('type', type)
  const page = await read(visitor(), url.pathname + url.search)
  expect([page.total, page.page_size]).toEqual([total, 6])
  for (const item of page.data)
    expectKeys(
      item,
      'id,title,type,format,filesize,filetype,mime,url,latest,last_modified,created_at,checksum,description,metrics,internal,harvest,schema,preview_url,extras',
    )
})

test('portal, files searched in their list', async () => {
  const page = await read(visitor(), `/api/2/datasets/${dataset.id}/resources/?q=lis&page=1&type=main&page_size=6`)
  expect(idsOf(page)).toEqual([link.id])
  expect(await read(visitor(), `/api/2/datasets/${dataset.id}/schemas/`)).toEqual([])
})

test.each([
  ['discussions', (id: string) => `/api/1/discussions/?for=${id}&page=1`],
  ['dataservices', (id: string) => `/api/1/dataservices/?dataset=${id}&page=1&page_size=5`],
  ['reuses', (id: string) => `/api/1/reuses/?dataset=${id}&page=1&page_size=6`],
] as const)('portal, %s of a dataset: an empty page', async (_, path) => {
  expect(await read(visitor(), path(dataset.id))).toMatchObject({ data: [], total: 0, next_page: null })
})

test('portal, a discussion is opened and answered', async () => {
  const body = { title: 'Une question', comment: 'Où ?', subject: { class: 'Dataset', id: dataset.id } }
  const opened = await bodyOf(world.as.outsider.call('POST', '/api/1/discussions/', body), 201)
  expectKeys(opened, 'id,title,discussion.0.content,discussion.0.posted_by,discussion.0.posted_on')
  const answered = await bodyOf(world.as.editor.call('POST', `/api/1/discussions/${opened.id}/`, { comment: 'Ici.' }))
  expect(answered.discussion.map(({ content }: { content: string }) => content)).toEqual(['Où ?', 'Ici.'])
  expect((await read(visitor(), `/api/1/discussions/?for=${dataset.id}&page=1`)).total).toBe(1)
})

test('portal, picture of a person without one: an image all the same', async () => {
  const answer = await rawCall(`${world.url}/api/1/avatars/${world.people.owner.user.id}/20`, { redirect: 'follow' })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^image\//)])
})

test('portal, the caller’s own card, or 401', async () => {
  expectKeys(await read(world.as.editor, '/api/1/me/'), 'id,first_name,last_name,roles,organizations.0.id')
  expect((await get(visitor(), '/api/1/me/', { Authorization: 'Bearer perime', ...ORIGIN })).status).toBe(401)
})

test('portal, OAuth: forms in multipart are read, and refused as OAuth refuses', async () => {
  const send = (path: string, fields: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return rawCall(`${world.url}${path}`, { method: 'POST', body: form, headers: ORIGIN })
  }
  const grant = { grant_type: 'authorization_code', code: 'aucun', client_id: 'inconnu', code_verifier: 'x'.repeat(43) }
  const answer = await send('/oauth/token', { ...grant, redirect_uri: 'https://portail.example.org/login/callback' })
  expect([400, 401]).toContain(answer.status)
  expect(answer.json.error).toMatch(/^invalid_(client|grant|request)$/)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
})

test('Python: a dataset is read, with its resources and organization', async () => {
  const object = await read(world.as.editor, `/api/1/datasets/${dataset.id}/`)
  expect(object.resources).toHaveLength(2)
  expect(object.organization.id).toBe(world.organization.id)
  const found = await read(world.as.editor, `/api/2/datasets/resources/${link.id}/`)
  expect([found.dataset_id, found.resource.id]).toEqual([dataset.id, link.id])
})

test('Python: created, a link added, a file added then described, replaced, sorted, deleted', async () => {
  const { owner } = world.as
  const made = await bodyOf(owner.call('POST', '/api/1/datasets/', WORDS), 201)
  expect([made.resources, made.organization]).toEqual([[], null])
  const path = `/api/1/datasets/${made.id}/`
  const remote = await bodyOf(owner.call('POST', `${path}resources/`, { ...LINK, type: 'main' }), 201)
  const file = await bodyOf(owner.upload(`${path}upload/`, 'liste.csv', 'a;b\n1;2\n'), 201)
  const described = await bodyOf(owner.call('PUT', `${path}resources/${file.id}/`, { title: 'Liste', type: 'main' }))
  expect(described).toMatchObject({ id: file.id, filetype: 'file', title: 'Liste' })
  const replaced = await bodyOf(owner.upload(`${path}resources/${file.id}/upload/`, 'liste.csv', 'a;b\n3;4\n'))
  expect([replaced.id, replaced.filetype]).toEqual([file.id, 'file'])
  const sorted = await bodyOf(owner.call('PUT', `${path}resources/`, [{ id: remote.id }, { id: file.id }]))
  expect(sorted.map(({ id }: { id: string }) => id)).toEqual([remote.id, file.id])
  expect((await bodyOf(owner.call('PUT', path, { title: 'Autre' }))).resources).toHaveLength(2)
  expect((await owner.call('DELETE', path)).status).toBe(204)
})

test('Python: extras set, removed by null, read again', async () => {
  const path = `/api/2/datasets/${dataset.id}/extras/`
  await bodyOf(world.as.editor.call('PUT', path, { cle: 'valeur' }))
  await bodyOf(world.as.editor.call('PUT', path, { cle: null }))
  expect(await read(visitor(), path)).toEqual({})
})

test('Python: a community resource by JSON', async () => {
  const body = { ...LINK, type: 'main', dataset: dataset.id }
  const made = await bodyOf(world.as.owner.call('POST', '/api/1/datasets/community_resources/', body), 201)
  expect(made.id).toBeTruthy()
})

test('Python: an organization, its datasets, any list with a mask', async () => {
  const path = `/api/1/organizations/${world.organization.id}/`
  expectKeys(await read(visitor(), path), 'id,name,slug,members,metrics')
  const [first] = (await read(visitor(), `${path}datasets/`)).data
  expect([first.organization.id, first.resources.length]).toEqual([world.organization.id, 2])
  const masked = await read(visitor(), '/api/1/datasets/?page_size=1', { 'X-fields': 'data{id,title},next_page' })
  expect(Object.keys(masked).sort()).toEqual(['data', 'next_page'])
})

test('Python: a topic, its elements', async () => {
  expectKeys(await read(visitor(), `/api/2/topics/${topic.id}/`), 'id,name,organization,owner,tags')
  const page = await read(visitor(), `/api/2/topics/${topic.id}/elements/`)
  expect(page.data[0].element).toEqual({ class: 'Dataset', id: dataset.id })
  expect(page.next_page).toBeNull()
})

test('Python: the name of a file, by HEAD on its address', async () => {
  const file = await bodyOf(
    world.as.editor.upload(`/api/1/datasets/${dataset.id}/upload/`, 'tete.csv', 'a;b\n1;2\n'),
    201,
  )
  const head = await fetch(file.url, { method: 'HEAD' })
  expect(head.headers.get('content-disposition')).toContain('tete.csv')
  await bodyOf(world.as.editor.call('DELETE', `/api/1/datasets/${dataset.id}/resources/${file.id}/`), 204)
})

test('ministry, every day: the organization’s name, a page of one, the table sorted by id', async () => {
  const path = `/api/1/organizations/${world.organization.id}/`
  expect((await read(visitor(), path)).name).toBe(world.organization.name)
  expect((await read(visitor(), `${path}datasets/?page_size=1`)).data).toHaveLength(1)
  const table = await get(visitor(), `${path}datasets.csv`)
  expect(table.text).toMatch(/^"id";/)
  expect(table.text).toContain(`"${dataset.id}";"Musées de France"`)
})

test('ministry, every week: elements of a topic by its slug, page by page, then each dataset', async () => {
  for (let i = 0; i < 3; i++) {
    const { id } = await newDataset(world.as.owner, { title: `Élément ${i}` })
    const body = [{ element: { class: 'Dataset', id } }]
    await bodyOf(world.as.owner.call('POST', `/api/2/topics/${topic.id}/elements/`, body), 201)
  }
  const ids: string[] = []
  for (let page = 1; ; page++) {
    const answer = await read(visitor(), `/api/2/topics/${topic.slug}/elements/?page=${page}&page_size=3`)
    for (const { element } of answer.data) ids.push(element.id)
    if (answer.next_page === null) break
  }
  expect(new Set(ids).size).toBe(4)
  const object = await read(visitor(), `/api/1/datasets/${dataset.id}/`)
  expectKeys(object, 'title,description,tags,archived,created_at,last_modified')
  for (const item of object.resources) expectKeys(item, 'id,type,format,title,url,created_at,last_modified')
})

test('crawler: what it writes with its key, and the answer it follows', async () => {
  const path = `/api/2/datasets/${dataset.id}/resources/${link.id}/extras/`
  const body = { 'check:available': true, 'check:status': 200, 'check:error': null }
  expect((await bodyOf(world.as.siteAdmin.call('PUT', path, body)))['check:status']).toBe(200)
  const head = await visitor().call('HEAD', `/api/1/datasets/r/${link.id}`)
  expect([head.status, head.headers.get('location')]).toEqual([302, LINK.url])
  const gone = await newDataset(world.as.owner)
  const lost = await newLink(world.as.owner, gone.id)
  await world.as.owner.call('DELETE', `/api/1/datasets/${gone.id}/resources/${lost.id}/`)
  expect(
    (await world.as.siteAdmin.call('PUT', `/api/2/datasets/${gone.id}/resources/${lost.id}/extras/`, body)).status,
  ).toBe(404)
})

test('crawler: the catalogue of resources it starts from', async () => {
  const table = await get(visitor(), `/api/1/site/resources.csv?organization=${world.organization.id}`)
  expect(table.status).toBe(200)
  const [header = ''] = table.text.split(/\r?\n/)
  for (const column of ['dataset.id', 'id', 'url', 'type', 'format', 'title', 'harvest.modified_at'])
    expect(header.split(';')).toContain(`"${column}"`)
  expect(table.text).toContain(link.id)
})
