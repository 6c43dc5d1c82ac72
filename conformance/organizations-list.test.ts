/** udata-api.md §2.3.2: lists of organizations and of what is theirs, badges, logo, contacts, tables. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, deleteDataset, get, idsOf, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import {
  newContact,
  newDataservice,
  newDiscussion,
  newOrganization,
  newReuse,
  orgDataset,
  PICTURE,
  sendFormAs,
  SENTENCE,
  soon,
} from './world-b.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const BASE = '/api/1/organizations/'
const of = (path: string) => `${BASE}${world.organization.id}/${path}`
const list = async (query: string): Promise<string[]> => idsOf(await read(visitor(), `${BASE}?page_size=100&${query}`))
const made: Record<'archives' | 'bibliotheque', { id: string; slug: string }> = {} as never

beforeAll(async () => {
  made.archives = await newOrganization(world.as.owner, { name: 'Archives de Conformité', acronym: 'ARCO' })
  made.bibliotheque = await newOrganization(world.as.owner, {
    name: 'Bibliothèque de Conformité',
    business_number_id: '13002526500013',
  })
  await world.as.siteAdmin.call('POST', `${BASE}${made.bibliotheque.id}/badges/`, { kind: 'association' })
})

test('a list is a page, the newest first', async () => {
  const page = await read(visitor(), BASE)
  expect(page).toMatchObject({ page: 1, page_size: 20, total: 3, next_page: null, previous_page: null })
  expect(idsOf(page)).toEqual([made.bibliotheque.id, made.archives.id, world.organization.id])
})

test.each([
  ['q=bibliotheque', ['bibliotheque']],
  ['q=conformité', ['archives', 'bibliotheque', 'world']],
  ['name=archives de conformité', ['archives']],
  ['name=archives', []],
  ['business_number_id=13002526500013', ['bibliotheque']],
  ['badge=association', ['bibliotheque']],
  ['badge=certified', []],
])('%s filters', async (query, names) => {
  const ids: Record<string, string> = {
    archives: made.archives.id,
    bibliotheque: made.bibliotheque.id,
    world: world.organization.id,
  }
  expect((await list(encodeURI(query))).sort()).toEqual(names.map((name) => ids[name]).sort())
})

test.each(['name', 'reuses', 'datasets', 'followers', 'views', 'created', 'last_modified'])(
  '%s sorts both ways',
  async (key) => {
    for (const sort of [key, `-${key}`]) expect(await list(`sort=${sort}`)).toHaveLength(3)
  },
)

test('names sort in the order that is asked for; an unknown key is refused', async () => {
  const { archives, bibliotheque } = made
  expect(await list('sort=name')).toEqual([archives.id, bibliotheque.id, world.organization.id])
  expect(await list('sort=-name')).toEqual([world.organization.id, bibliotheque.id, archives.id])
  expect((await get(visitor(), `${BASE}?sort=acronym`)).status).toBe(400)
})

test('suggestions: by a part of the name or the acronym, as short objects', async () => {
  const found = await read(visitor(), `${BASE}suggest/?q=arco`)
  expect(found).toEqual([
    expect.objectContaining({ id: made.archives.id, name: 'Archives de Conformité', acronym: 'ARCO', image_url: null }),
  ])
  expect(Object.keys(found[0]).sort()).toEqual(['acronym', 'id', 'image_url', 'name', 'page', 'slug'])
  expect(await read(visitor(), `${BASE}suggest/?q=conform&size=2`)).toHaveLength(2)
  expect(await read(visitor(), `${BASE}suggest/?q=introuvable`)).toEqual([])
})

test('roles and kinds of badges have labels', async () => {
  const roles: { id: string; label: string }[] = await read(visitor(), `${BASE}roles/`)
  expect(roles.map(({ id }) => id).sort()).toEqual(['admin', 'editor', 'partial_editor'])
  for (const { label } of roles) expect(label).toMatch(SENTENCE)
  const badges = await read(visitor(), `${BASE}badges/`)
  expect(Object.keys(badges).sort()).toEqual([
    'association',
    'certified',
    'company',
    'local-authority',
    'public-service',
  ])
})

test('a badge is given once, said again without harm, taken once', async () => {
  const { as } = world
  const path = `${BASE}${made.archives.id}/badges/`
  const given = await as.siteAdmin.call('POST', path, { kind: 'certified' })
  expect([given.status, given.json]).toMatchObject([201, { kind: 'certified' }])
  expect((await as.siteAdmin.call('POST', path, { kind: 'certified' })).status).toBe(200)
  const { badges } = await read(visitor(), `${BASE}${made.archives.id}/`)
  expect(badges).toEqual([{ kind: 'certified' }])
  expect((await as.siteAdmin.call('POST', path, { kind: 'inconnu' })).status).toBe(400)
  expect((await as.siteAdmin.call('DELETE', `${path}certified/`)).status).toBe(204)
  expect((await as.siteAdmin.call('DELETE', `${path}certified/`)).status).toBe(404)
})

test('a logo is kept in sizes, shown, and may be cut again', async () => {
  const sent = await bodyOf(world.people.admin.upload(of('logo/'), 'logo.png', PICTURE))
  expect(sent).toMatchObject({ success: true, image: expect.stringMatching(/^http/) })
  const { logo, logo_thumbnail } = await read(visitor(), of(''))
  for (const address of [logo, logo_thumbnail]) {
    const picture = await fetch(address)
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^image\//)])
    await picture.arrayBuffer()
  }
  const again = await sendFormAs('PUT', `${world.url}${of('logo/')}`, world.people.admin.key, { bbox: '0,0,16,16' })
  expect([again.status, again.json]).toMatchObject([200, { success: true }])
})

test('what is no picture is refused, in the shape of uploads', async () => {
  const answer = await world.people.admin.upload(of('logo/'), 'logo.png', 'du texte')
  expect([answer.status, answer.json]).toMatchObject([400, { success: false, error: expect.stringMatching(SENTENCE) }])
})

test('contacts: a page of the organization’s, without whose they are', async () => {
  const mine = await newContact(world.as.editor, { organization: world.organization.id, name: 'Guichet des archives' })
  await newContact(world.as.editor, { name: 'Guichet privé' })
  const page = await read(visitor(), of('contacts/'))
  expect([page.total, page.data[0]]).toEqual([
    1,
    { id: mine.id, name: 'Guichet des archives', email: 'accueil@example.org', contact_form: null, role: 'contact' },
  ])
  expect(idsOf({ data: await read(visitor(), of('contacts/suggest/?q=guichet')) })).toEqual([mine.id])
  expect(idsOf({ data: await read(visitor(), of('contacts/suggest/?q=accueil@ex')) })).toEqual([mine.id])
  expect(await read(visitor(), of('contacts/suggest/?q=introuvable'))).toEqual([])
})

test('datasets: a page; those that are private, to members only', async () => {
  const shown = await orgDataset(world)
  const hidden = await orgDataset(world, 'editor', { private: true })
  const idsFor = async (role: 'anonymous' | 'outsider' | 'partial' | 'siteAdmin') =>
    idsOf(await read(world.as[role], of('datasets/?page_size=100')))
  for (const role of ['anonymous', 'outsider'] as const) {
    expect(await idsFor(role)).toContain(shown.id)
    expect(await idsFor(role)).not.toContain(hidden.id)
  }
  for (const role of ['partial', 'siteAdmin'] as const)
    expect(await idsFor(role)).toEqual(expect.arrayContaining([shown.id, hidden.id]))
})

test('reuses: a bare list', async () => {
  const { id } = await newReuse(world.as.editor, { organization: world.organization.id })
  await newReuse(world.as.editor)
  const found = await read(visitor(), of('reuses/'))
  expect(found.map((reuse: { id: string }) => reuse.id)).toEqual([id])
})

test('discussions: a bare list of those about its datasets and reuses, the newest first', async () => {
  const dataset = await orgDataset(world)
  const reuse = await newReuse(world.as.editor, { organization: world.organization.id })
  const first = await newDiscussion(world.as.outsider, { class: 'Dataset', id: dataset.id })
  const second = await newDiscussion(world.as.outsider, { class: 'Reuse', id: reuse.id })
  const other = await bodyOf(
    world.as.owner.call('POST', '/api/1/datasets/', { title: 'Ailleurs', description: 'Ailleurs.' }),
    201,
  )
  await newDiscussion(world.as.outsider, { class: 'Dataset', id: other.id })
  const found = await read(visitor(), of('discussions/'))
  expect(found.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id])
})

test.each(['datasets.csv', 'datasets-resources.csv', 'dataservices.csv', 'discussions.csv'])(
  '%s is a table of the organization’s own',
  async (name) => {
    const answer = await get(visitor(), of(name))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/csv/)])
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; ?filename=/)
    expect(answer.text.split(/\r?\n/)[0]).toContain('";"')
    expect((await get(visitor(), `${BASE}${UNKNOWN_ID}/${name}`)).status).toBe(404)
  },
)

test('tables hold what the public may read', async () => {
  const organization = world.organization.id
  const open = await newDataservice(world.as.editor, { title: 'Interface ouverte', organization })
  const hidden = await newDataservice(world.as.editor, { title: 'Interface privée', organization, private: true })
  const deleted = await orgDataset(world, 'editor', { title: 'Jeu supprimé' })
  await deleteDataset(world.as.editor, deleted.id)
  await soon(async () => expect((await get(visitor(), of('dataservices.csv'))).text).toContain(open.id))
  expect((await get(world.as.editor, of('dataservices.csv'))).text).not.toContain(hidden.id)
  expect((await get(world.as.editor, of('datasets.csv'))).text).not.toContain(deleted.id)
})
