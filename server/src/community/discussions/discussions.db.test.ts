import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, statusesOf, type Caller, type World } from '../../../../conformance/world.ts'

let world: World
let dataset: { id: string; slug: string }
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  dataset = await newDataset()
})

const words = { title: 'Fréquentation', description: 'Entrées des musées.' }
const newDataset = async (body: object = {}, by: Caller = world.as.admin) =>
  (await by.call('POST', '/api/1/datasets/', { ...words, organization: world.organization.id, ...body })).json
const about = (id = dataset.id) => ({ class: 'Dataset', id })
const open = async (by: Caller = world.as.outsider, body: object = {}) =>
  (
    await by.call('POST', '/api/1/discussions/', {
      title: 'Une question',
      comment: 'Pourquoi 2020 manque ?',
      subject: about(),
      ...body,
    })
  ).json
const list = async (query: string, by: Caller = world.as.anonymous) =>
  (await by.call('GET', `/api/1/discussions/?${query}`)).json
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/
const UUID = /^[0-9a-f-]{36}$/

test('a discussion is opened with its first message, in udata’s shape', async () => {
  const answer = await world.as.outsider.call('POST', '/api/1/discussions/', {
    title: '  Une question ',
    comment: 'Pourquoi *2020* manque ?',
    subject: about(),
    extras: { source: 'test' },
  })
  expect(answer.status).toBe(201)
  const { id } = answer.json
  expect(answer.json).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    user: expect.objectContaining({ class: 'User', id: world.people.outsider.user.id, first_name: 'Olive' }),
    organization: null,
    subject: about(),
    subject_title: 'Fréquentation',
    title: 'Une question',
    discussion: [
      {
        id: expect.stringMatching(UUID),
        content: 'Pourquoi *2020* manque ?',
        posted_on: expect.stringMatching(DATE),
        posted_by: expect.objectContaining({ id: world.people.outsider.user.id }),
        posted_by_organization: null,
        last_modified_at: null,
        permissions: { delete: true, edit: true },
      },
    ],
    created: expect.stringMatching(DATE),
    closed: null,
    closed_by: null,
    closed_by_organization: null,
    extras: { source: 'test' },
    permissions: { delete: true, edit: true, close: true },
    self_web_url: `${world.url}/datasets/${dataset.slug}/discussions?discussion_id=${id}`,
    url: `${world.url}/api/1/discussions/${id}/`,
  })
  const seen = await world.as.anonymous.call('GET', `/api/1/discussions/${id}`)
  expect([seen.status, seen.json.permissions]).toEqual([200, { delete: false, edit: false, close: false }])
})

test.each([
  ['no title', { title: undefined }, 'title'],
  ['a blank title', { title: '   ' }, 'title'],
  ['no comment', { comment: undefined }, 'comment'],
  ['a blank comment', { comment: ' \n' }, 'comment'],
  ['a comment of 50,001 characters', { comment: 'a'.repeat(50_001) }, 'comment'],
  ['no subject', { subject: undefined }, 'subject'],
  ['a subject that is none', { subject: { class: 'Dataset', id: '0'.repeat(24) } }, 'subject'],
  ['a class that isn’t discussed', { subject: { class: 'User', id: '0'.repeat(24) } }, 'subject'],
  ['a class that is none', { subject: { class: 'toString', id: '0'.repeat(24) } }, 'subject'],
  ['an organization that is none', { organization: '0'.repeat(24) }, 'organization'],
  ['an address on another host', { extras: { notification: { external_url: 'https://evil.example/' } } }, 'extras'],
  ['an address that is a script', { extras: { notification: { external_url: 'javascript:alert(1)' } } }, 'extras'],
  ['extras that are a list', { extras: 'x' }, 'extras'],
])('%s is refused on its field', async (_, change, field) => {
  const body = { title: 'Titre', comment: 'Message', subject: about(), ...change }
  const answer = await world.as.outsider.call('POST', '/api/1/discussions/', body)
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, [field]])
  expect(answer.json.message).toMatch(/[a-z]/)
})

test('a body that is no object, and a NUL, are refused', async () => {
  expect((await world.as.outsider.call('POST', '/api/1/discussions/', 'text')).status).toBe(400)
  const nul = { title: 'a\0b', comment: 'c', subject: about() }
  expect((await world.as.outsider.call('POST', '/api/1/discussions/', nul)).status).toBe(400)
})

test('an address of this site is accepted, in the name of one’s organization too', async () => {
  const extras = { notification: { external_url: `${world.url}/ailleurs` } }
  const made = await open(world.as.editor, { organization: { id: world.organization.id }, extras })
  expect(made).toMatchObject({ organization: { id: world.organization.id }, extras })
  expect(made.discussion[0].posted_by_organization.id).toBe(world.organization.id)
  const refused = await world.as.outsider.call('POST', '/api/1/discussions/', {
    ...{ title: 'T', comment: 'c', subject: about(), organization: world.organization.id },
  })
  expect(Object.keys(refused.json.errors)).toEqual(['organization'])
})

test('whoever is signed in opens and answers; nobody else', async () => {
  const { id } = await open()
  const everyone = { outsider: 201, owner: 201, partial: 201, editor: 201, admin: 201, siteAdmin: 201 }
  const opened = await statusesOf(world, (caller) =>
    caller.call('POST', '/api/1/discussions/', { title: 'T', comment: 'c', subject: about() }),
  )
  expect(opened).toEqual({ anonymous: 401, ...everyone })
  const answered = await statusesOf(world, (caller) =>
    caller.call('POST', `/api/1/discussions/${id}/`, { comment: 'Réponse' }),
  )
  expect(answered).toEqual({
    ...{ anonymous: 401, outsider: 200, owner: 200, partial: 200, editor: 200, admin: 200, siteAdmin: 200 },
  })
  const { discussion } = (await world.as.anonymous.call('GET', `/api/1/discussions/${id}/`)).json
  expect(discussion).toHaveLength(7)
  expect(discussion[1].posted_by.first_name).toBe('Olive')
})

test('its author, and whoever may edit its subject, close it', async () => {
  const statuses = await statusesOf(world, async (caller) =>
    caller.call('POST', `/api/1/discussions/${(await open(world.as.owner)).id}/`, { close: true }),
  )
  expect(statuses).toEqual({
    ...{ anonymous: 401, outsider: 403, owner: 200, partial: 403, editor: 200, admin: 200, siteAdmin: 200 },
  })
})

test('a partial editor closes what is about something assigned to them', async () => {
  const path = `/api/1/organizations/${world.organization.id}/member/${world.people.partial.user.id}/assignments/`
  await world.as.admin.call('PUT', path, [about()])
  const { id } = await open()
  expect((await world.as.partial.call('POST', `/api/1/discussions/${id}/`, { close: true })).status).toBe(200)
  await world.as.admin.call('PUT', path, [])
})

test('closing says who, with or without a word; nothing can be added then', async () => {
  const { id } = await open()
  const organization = world.organization.id
  const closed = await world.as.admin.call('POST', `/api/1/discussions/${id}/`, {
    comment: 'Fait.',
    close: 'true',
    organization,
  })
  expect(closed.json).toMatchObject({
    closed: expect.stringMatching(DATE),
    closed_by: { first_name: 'Ada' },
    closed_by_organization: { id: organization },
  })
  expect(closed.json.discussion).toHaveLength(2)
  for (const body of [{ comment: 'Encore' }, { close: true }])
    expect((await world.as.admin.call('POST', `/api/1/discussions/${id}/`, body)).status).toBe(403)
  const other = await open()
  const alone = (await world.as.admin.call('POST', `/api/1/discussions/${other.id}/`, { close: true, comment: ' ' }))
    .json
  expect([alone.discussion.length, alone.closed]).toEqual([1, expect.stringMatching(DATE)])
})

test.each([
  {},
  { comment: '  ' },
  { close: false },
  { close: 'perhaps', comment: 'x' },
  { comment: 12 },
  { comment: 'x', organization: '0'.repeat(24) },
])('the comment %j is a 400', async (body) => {
  const { id } = await open()
  expect((await world.as.outsider.call('POST', `/api/1/discussions/${id}/`, body)).status).toBe(400)
})

test('two people who close at once: one wins', async () => {
  const { id } = await open()
  const close = (by: Caller) => by.call('POST', `/api/1/discussions/${id}/`, { comment: 'Clos.', close: true })
  const statuses = (await Promise.all([close(world.as.admin), close(world.as.editor)])).map(({ status }) => status)
  expect(statuses.sort()).toEqual([200, 403])
})

test('its author renames and deletes it, editors of the organization it was written for too', async () => {
  const mine = () => open(world.as.owner)
  const path = ({ id }: { id: string }) => `/api/1/discussions/${id}/`
  const renamed = await statusesOf(world, async (caller) => caller.call('PUT', path(await mine()), { title: 'Autre' }))
  expect(renamed).toEqual({
    anonymous: 401,
    outsider: 403,
    owner: 200,
    partial: 403,
    editor: 403,
    admin: 403,
    siteAdmin: 200,
  })
  const deleted = await statusesOf(world, async (caller) => caller.call('DELETE', path(await mine())))
  expect(deleted).toEqual({
    anonymous: 401,
    outsider: 403,
    owner: 204,
    partial: 403,
    editor: 403,
    admin: 403,
    siteAdmin: 204,
  })
  const ours = () => open(world.as.editor, { organization: world.organization.id })
  const forUs = await statusesOf(world, async (caller) => caller.call('DELETE', path(await ours())))
  expect(forUs).toEqual({
    anonymous: 401,
    outsider: 403,
    owner: 403,
    partial: 403,
    editor: 204,
    admin: 204,
    siteAdmin: 204,
  })
  const gone = await mine()
  expect((await world.as.owner.call('PUT', path(gone), { title: ' ' })).json.errors.title).toMatch(/[a-z]/)
  await world.as.owner.call('DELETE', path(gone))
  for (const method of ['GET', 'DELETE']) expect((await world.as.owner.call(method, path(gone))).status).toBe(404)
  for (const bad of ['0'.repeat(24), 'pas-un-id', '%00'])
    expect([400, 404]).toContain((await world.as.owner.call('GET', `/api/1/discussions/${bad}/`)).status)
})

test('a message is changed and deleted by its author, by rank or by id; the first stays', async () => {
  const { id } = await open(world.as.owner)
  const path = (message: string) => `/api/1/discussions/${id}/comments/${message}/`
  const { discussion } = (await world.as.outsider.call('POST', `/api/1/discussions/${id}/`, { comment: 'Une réponse' }))
    .json
  const edited = await statusesOf(world, (caller) =>
    caller.call('PUT', path('1'), { comment: 'Une meilleure réponse' }),
  )
  expect(edited).toEqual({
    anonymous: 401,
    outsider: 200,
    owner: 403,
    partial: 403,
    editor: 403,
    admin: 403,
    siteAdmin: 200,
  })
  const after = (await world.as.outsider.call('PUT', path(discussion[1].id), { comment: 'La bonne' })).json
    .discussion[1]
  expect(after).toMatchObject({ content: 'La bonne', last_modified_at: expect.stringMatching(DATE) })
  expect((await world.as.outsider.call('PUT', path('1'), { comment: ' ' })).status).toBe(400)
  for (const unknown of ['7', 'x', '00000000-0000-4000-8000-000000000000', '-1'])
    expect((await world.as.outsider.call('DELETE', path(unknown))).status).toBe(404)
  expect((await world.as.owner.call('DELETE', path('0'))).status).toBe(400)
  expect((await world.as.owner.call('DELETE', path('1'))).status).toBe(403)
  expect((await world.as.outsider.call('DELETE', path(discussion[1].id))).status).toBe(204)
  const again = (await world.as.outsider.call('POST', `/api/1/discussions/${id}/`, { comment: 'Encore' })).json
    .discussion
  expect(again.map(({ content }: { content: string }) => content)).toEqual(['Pourquoi 2020 manque ?', 'Encore'])
})

test('what is about a private or deleted dataset is seen by its members only, totals included', async () => {
  const { id } = await open()
  const seenBy = () => statusesOf(world, (caller) => caller.call('GET', `/api/1/discussions/${id}/`))
  const hidden = { anonymous: 404, outsider: 404, owner: 404, partial: 200, editor: 200, admin: 200, siteAdmin: 200 }
  await world.as.admin.call('PUT', `/api/1/datasets/${dataset.id}/`, { private: true })
  expect(await seenBy()).toEqual(hidden)
  for (const [role, caller] of Object.entries(world.as)) {
    const found = await list(`for=${dataset.id}`, caller)
    const total = hidden[role as keyof typeof hidden] === 200 ? 1 : 0
    expect([role, found.total, found.data.length]).toEqual([role, total, total])
  }
  const answer = await world.as.outsider.call('POST', `/api/1/discussions/${id}/`, { comment: 'x' })
  expect(answer.status).toBe(404)
  const subject = await world.as.outsider.call('POST', '/api/1/discussions/', {
    title: 't',
    comment: 'c',
    subject: about(),
  })
  expect(Object.keys(subject.json.errors)).toEqual(['subject'])
  await world.as.admin.call('PUT', `/api/1/datasets/${dataset.id}/`, { private: false })
  await world.as.admin.call('DELETE', `/api/1/datasets/${dataset.id}/`)
  expect(await seenBy()).toEqual(hidden)
})

test('lists filter by subject, owner, author, words and state', async () => {
  const mine = await newDataset({ organization: undefined }, world.as.owner)
  const one = await open(world.as.outsider, { title: 'Orgues du Finistère' })
  const two = await open(world.as.owner, { title: 'Autre chose', subject: about(mine.id) })
  await world.as.editor.call('POST', `/api/1/discussions/${two.id}/`, {
    comment: 'Voir les ORGUES classés',
    close: false,
  })
  await world.as.owner.call('POST', `/api/1/discussions/${two.id}/`, { close: true })
  const ids = async (query: string) => (await list(query)).data.map(({ id }: { id: string }) => id)
  expect(await ids(`for=${dataset.id}&for=${mine.id}`)).toEqual([two.id, one.id])
  expect(await ids(`for=${dataset.id}&for=${mine.id}&sort=created`)).toEqual([one.id, two.id])
  expect(await ids(`for=${dataset.id}&for=${mine.id}&sort=title`)).toEqual([two.id, one.id])
  expect(await ids(`for=${dataset.id}&for=${mine.id}&closed=true`)).toEqual([two.id])
  expect(await ids(`for=${dataset.id}&for=${mine.id}&closed=0`)).toEqual([one.id])
  expect(await ids(`user=${world.people.editor.user.id}&for=${mine.id}`)).toEqual([two.id])
  expect(await ids('q=orgues')).toEqual([two.id, one.id])
  expect(await ids('q=orgues+finistere')).toEqual([one.id])
  expect(await ids(`q=${encodeURIComponent("' or 1=1 --")}`)).toEqual([])
  expect(await ids('q=%25')).toEqual([])
  const ours = await ids(`org=${world.organization.id}&page_size=100`)
  expect(ours).toContain(one.id)
  expect(ours).not.toContain(two.id)
})

test('lists refuse what they don’t understand', async () => {
  for (const query of ['user=olive', 'org=musees', 'closed=maybe', 'sort=colour', 'page=0'])
    expect([query, (await world.as.anonymous.call('GET', `/api/1/discussions/?${query}`)).status]).toEqual([query, 400])
  expect((await world.as.anonymous.call('GET', `/api/1/discussions/?org=${'0'.repeat(24)}`)).status).toBe(404)
  expect((await world.as.anonymous.call('GET', '/api/1/discussions/?page=999')).status).toBe(404)
})

test('the last one spoken in comes first', async () => {
  const [one, two] = [await open(), await open()]
  await world.as.outsider.call('POST', `/api/1/discussions/${one.id}/`, { comment: 'Up' })
  const found = await list(`for=${dataset.id}&sort=-discussion.posted_on`)
  expect(found.data.map(({ id }: { id: string }) => id)).toEqual([one.id, two.id])
})

test('an organization’s discussions, and one’s own, are plain lists', async () => {
  const { id } = await open(world.as.outsider, { title: 'Trouver ceci' })
  const theirs = await world.as.anonymous.call('GET', `/api/1/organizations/${world.organization.slug}/discussions/`)
  expect(theirs.json[0]).toMatchObject({ id, title: 'Trouver ceci' })
  expect((await world.as.anonymous.call('GET', '/api/1/organizations/inconnue/discussions/')).status).toBe(404)
  const mine = await statusesOf(world, (caller) => caller.call('GET', '/api/1/me/org_discussions/'))
  expect(mine).toMatchObject({ anonymous: 401, outsider: 200 })
  expect((await world.as.outsider.call('GET', '/api/1/me/org_discussions/')).json).toEqual([])
  const found = (await world.as.partial.call('GET', '/api/1/me/org_discussions/?q=trouver')).json
  expect(found.map((it: { id: string }) => it.id)).toContain(id)
  expect((await world.as.partial.call('GET', '/api/1/me/org_discussions/?q=introuvable')).json).toEqual([])
  await world.as.admin.call('PUT', `/api/1/datasets/${dataset.id}/`, { private: true })
  const after = await world.as.anonymous.call('GET', `/api/1/organizations/${world.organization.id}/discussions/`)
  expect(after.text).not.toContain(id)
})
