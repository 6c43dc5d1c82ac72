/** udata-api.md §2.8, §8: lists of discussions, and who may do what in one. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, idsOf, newDataset, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { datasetRef, newDiscussion, orgDataset, SIGNED_IN, tableOf } from './world-b.ts'
import { statusesOf, type Caller } from './world.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const BASE = '/api/1/discussions/'
interface Made {
  id: string
}
const about = {} as Record<'own' | 'org' | 'assigned', Made>
const made = {} as Record<'ancienne' | 'close' | 'recente', Made & { discussion: { id: string }[] }>

beforeAll(async () => {
  about.own = await newDataset(world.as.owner)
  about.org = await orgDataset(world, 'editor')
  about.assigned = await orgDataset(world, 'partial')
  const { outsider, owner, editor } = world.as
  made.ancienne = await newDiscussion(outsider, datasetRef(about.own), { title: 'Ancienne ferronnerie' })
  made.close = await newDiscussion(outsider, datasetRef(about.org), { title: 'Bientôt close' })
  made.recente = await newDiscussion(editor, datasetRef(about.own), { title: 'Récente', comment: 'La ferronnerie.' })
  await bodyOf(editor.call('POST', `${BASE}${made.close.id}/`, { comment: 'Clos.', close: true }))
  await bodyOf(owner.call('POST', `${BASE}${made.ancienne.id}/`, { comment: 'Oui.' }))
})

const named = (ids: string[]) => Object.entries(made).flatMap(([name, { id }]) => (ids.includes(id) ? [name] : []))
const list = async (query: string) => named(idsOf(await read(visitor(), `${BASE}?page_size=100&${query}`)))

test('a page, the newest first', async () => {
  const page = await read(visitor(), BASE)
  expect(page).toMatchObject({ page: 1, page_size: 20, total: 3, next_page: null, previous_page: null })
  expect(idsOf(page)).toEqual([made.recente.id, made.close.id, made.ancienne.id])
})

test.each([
  ['closed=true', ['close']],
  ['closed=false', ['ancienne', 'recente']],
  ['q=bientôt', ['close']],
])('%s filters', async (query, names) => {
  expect(await list(encodeURI(query))).toEqual(names)
})

test('by what they are about, several at once', async () => {
  expect(await list(`for=${about.own.id}`)).toEqual(['ancienne', 'recente'])
  expect(await list(`for=${about.own.id}&for=${about.org.id}`)).toEqual(['ancienne', 'close', 'recente'])
  expect(await list(`for=${UNKNOWN_ID}`)).toEqual([])
})

test('by the organization whose things they are about', async () => {
  expect(await list(`org=${world.organization.id}`)).toEqual(['close'])
  expect((await get(visitor(), `${BASE}?org=${UNKNOWN_ID}`)).status).toBe(404)
})

test('by who wrote any of their messages', async () => {
  expect(await list(`user=${world.people.owner.user.id}`)).toEqual(['ancienne'])
  expect(await list(`user=${world.people.editor.user.id}`)).toEqual(['close', 'recente'])
  expect((await get(visitor(), `${BASE}?user=octave-proprio`)).status).toBe(400)
})

test.each(['closed=maybe', 'sort=user', 'page=0'])('%s is refused', async (query) => {
  expect((await get(visitor(), `${BASE}?${query}`)).status).toBe(400)
})

test.each(['title', 'created', 'closed', 'discussion.posted_on'])('%s sorts both ways', async (key) => {
  for (const sort of [key, `-${key}`]) expect((await read(visitor(), `${BASE}?sort=${sort}`)).total).toBe(3)
})

test('titles and dates sort in the order that is asked for', async () => {
  expect(idsOf(await read(visitor(), `${BASE}?sort=title`))).toEqual([made.ancienne.id, made.close.id, made.recente.id])
  expect(idsOf(await read(visitor(), `${BASE}?sort=created`))[0]).toBe(made.ancienne.id)
})

const open = (caller: Caller, on: keyof typeof about, changes: object = {}) =>
  newDiscussion(caller, datasetRef(about[on]), changes)

test('open: everybody who is signed in', async () => {
  const body = { title: 'Ouverte', comment: 'Ouverte.', subject: datasetRef(about.org) }
  expect(await statusesOf(world, (caller) => caller.call('POST', BASE, body))).toEqual(tableOf(201, SIGNED_IN))
})

test('comment: everybody who is signed in', async () => {
  const { id } = await open(world.as.outsider, 'org')
  const statuses = await statusesOf(world, (caller) => caller.call('POST', `${BASE}${id}/`, { comment: 'Et moi.' }))
  expect(statuses).toEqual(tableOf(200, SIGNED_IN))
})

test.each([
  ['own', ['outsider', 'owner', 'siteAdmin']],
  ['org', ['outsider', 'editor', 'admin', 'siteAdmin']],
  ['assigned', ['outsider', 'partial', 'editor', 'admin', 'siteAdmin']],
] as const)('close: who opened it and who may edit what it is about (%s)', async (on, may) => {
  const statuses = await statusesOf(world, async (caller) => {
    const { id } = await open(world.as.outsider, on)
    return caller.call('POST', `${BASE}${id}/`, { close: true })
  })
  expect(statuses).toEqual(tableOf(200, may))
})

test.each([
  ['one’s own', {}, 'outsider', ['outsider', 'siteAdmin']],
  ['its organization’s', { organization: true }, 'editor', ['editor', 'admin', 'siteAdmin']],
] as const)('change and delete, with its messages: who said it (in %s name)', async (_, as, author, may) => {
  const organization = 'organization' in as ? world.organization.id : undefined
  const opened = () => open(world.as[author], 'own', { organization })
  const { id, discussion } = await opened()
  const put = (path: string, body: object) =>
    statusesOf(world, (caller) => caller.call('PUT', `${BASE}${id}/${path}`, body))
  expect(await put('', { title: 'Autrement' })).toEqual(tableOf(200, may))
  expect(await put(`comments/${discussion[0].id}/`, { comment: 'Autrement.' })).toEqual(tableOf(200, may))
  const removed = await statusesOf(world, async (caller) => {
    const body = { comment: 'De trop.', organization }
    const answered = await bodyOf(world.as[author].call('POST', `${BASE}${id}/`, body))
    return caller.call('DELETE', `${BASE}${id}/comments/${answered.discussion.at(-1).id}/`)
  })
  expect(removed).toEqual(tableOf(204, may))
  const deleted = await statusesOf(world, async (caller) => caller.call('DELETE', `${BASE}${(await opened()).id}/`))
  expect(deleted).toEqual(tableOf(204, may))
})

test('a message says to each what they may do', async () => {
  const { id } = await open(world.as.outsider, 'own')
  const permissionsFor = async (role: 'anonymous' | 'outsider' | 'owner' | 'siteAdmin') => {
    const { permissions, discussion } = await read(world.as[role], `${BASE}${id}/`)
    return [permissions, discussion[0].permissions]
  }
  const none = { delete: false, edit: false }
  const all = { delete: true, edit: true }
  expect(await permissionsFor('anonymous')).toEqual([{ ...none, close: false }, none])
  expect(await permissionsFor('owner')).toEqual([{ ...none, close: true }, none])
  expect(await permissionsFor('outsider')).toEqual([{ ...all, close: true }, all])
  expect(await permissionsFor('siteAdmin')).toEqual([{ ...all, close: true }, all])
})
