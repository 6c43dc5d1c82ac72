/** udata-api.md §2.7, §12.4: lists of APIs, and their feed. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, idsOf, newDataset, read, worldOfFile } from './datasets.kit.ts'
import { newContact, newDataservice, newReuse, newTopic } from './world-b.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const BASE = '/api/1/dataservices/'
const made = {} as Record<'annuaire' | 'billets' | 'cinemas' | 'privee' | 'supprimee', { id: string }>
const linked = {} as Record<'dataset' | 'contact' | 'reuse' | 'topic', { id: string }>

beforeAll(async () => {
  const organization = world.organization.id
  linked.dataset = await newDataset(world.as.owner)
  linked.contact = await newContact(world.as.editor, { organization })
  made.annuaire = await newDataservice(world.as.editor, {
    title: 'Annuaire des musées',
    tags: ['musees', 'annuaire'],
    datasets: [linked.dataset.id],
    contact_points: [linked.contact.id],
    organization,
  })
  made.billets = await newDataservice(world.as.owner, {
    title: 'Billets des musées',
    tags: ['musees'],
    access_type: 'restricted',
    base_api_url: 'https://api.example.org/billets',
  })
  made.cinemas = await newDataservice(world.as.owner, { title: 'Cinémas' })
  made.privee = await newDataservice(world.as.editor, { title: 'Interface cachée', private: true, organization })
  made.supprimee = await newDataservice(world.as.editor, { title: 'Interface jetée', organization })
  await bodyOf(world.as.editor.call('DELETE', `${BASE}${made.supprimee.id}/`), 204)
  await world.as.siteAdmin.call('POST', `${BASE}${made.cinemas.id}/featured/`)
  await world.as.siteAdmin.call('POST', `/api/1/organizations/${organization}/badges/`, { kind: 'certified' })
  linked.reuse = await newReuse(world.as.owner, { dataservices: [made.billets.id] })
  const element = { class: 'Dataservice', id: made.annuaire.id }
  linked.topic = await newTopic(world.as.owner, { elements: [{ element }] })
})

const list = async (query = ''): Promise<string[]> => {
  const ids = idsOf(await read(visitor(), `${BASE}?${query}`))
  return Object.entries(made).flatMap(([name, { id }]) => (ids.includes(id) ? [name] : []))
}

test('the public sees what is public, in a page', async () => {
  const page = await read(visitor(), BASE)
  expect(page).toMatchObject({ page: 1, page_size: 20, total: 3, next_page: null, previous_page: null })
  expect(await list()).toEqual(['annuaire', 'billets', 'cinemas'])
})

test('members see what is theirs, private and deleted too; a site’s administrator sees all', async () => {
  for (const role of ['partial', 'editor', 'siteAdmin'] as const)
    expect([role, (await read(world.as[role], BASE)).total]).toEqual([role, 5])
  expect((await read(world.as.outsider, BASE)).total).toBe(3)
})

test.each([
  ['q=musees', ['annuaire', 'billets']],
  ['q=billets musees', ['billets']],
  ['tag=musees', ['annuaire', 'billets']],
  ['tag=musees&tag=annuaire', ['annuaire']],
  ['featured=true', ['cinemas']],
  ['access_type=restricted', ['billets']],
  ['access_type=open', ['annuaire', 'cinemas']],
  ['organization_badge=certified', ['annuaire']],
])('%s filters', async (query, names) => {
  expect(await list(encodeURI(query))).toEqual(names)
})

test('filters by id', async () => {
  expect(await list(`dataset=${linked.dataset.id}`)).toEqual(['annuaire'])
  expect(await list(`contact_point=${linked.contact.id}`)).toEqual(['annuaire'])
  expect(await list(`organization=${world.organization.id}`)).toEqual(['annuaire'])
  expect(await list(`owner=${world.people.owner.user.id}`)).toEqual(['billets', 'cinemas'])
  expect(await list(`reuse=${linked.reuse.id}`)).toEqual(['billets'])
  expect(await list(`topic=${linked.topic.id}`)).toEqual(['annuaire'])
})

test.each(['dataset', 'contact_point', 'organization', 'owner', 'reuse', 'topic'])(
  '%s is an id, not a slug',
  async (name) => {
    expect([name, (await get(visitor(), `${BASE}?${name}=un-nom`)).status]).toEqual([name, 400])
  },
)

test.each(['sort=acronym', 'access_type=secret', 'featured=maybe', 'page_size=0'])('%s is refused', async (query) => {
  expect((await get(visitor(), `${BASE}?${query}`)).status).toBe(400)
})

test.each(['title', 'base_api_url', 'created', 'last_modified', 'followers', 'views'])(
  '%s sorts both ways',
  async (key) => {
    for (const sort of [key, `-${key}`]) expect((await read(visitor(), `${BASE}?sort=${sort}`)).total).toBe(3)
  },
)

test('titles sort in the order that is asked for', async () => {
  const ids = idsOf(await read(visitor(), `${BASE}?sort=title`))
  expect(ids).toEqual([made.annuaire.id, made.billets.id, made.cinemas.id])
})

test('the feed is Atom, of what is public', async () => {
  const answer = await get(visitor(), `${BASE}recent.atom`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^application\/atom\+xml/),
  ])
  expect(answer.text).not.toContain('Interface cachée')
  expect(answer.text).not.toContain('Interface jetée')
})
