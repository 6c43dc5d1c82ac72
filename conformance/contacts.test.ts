/** udata-api.md §2.5: whom to write to about a dataset or an API. */
import { expect, test } from 'vitest'
import { bodyOf, get, newDataset, OBJECT_ID, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { newContact, next, ORG_EDITORS, SENTENCE, SIGNED_IN, tableOf } from './world-b.ts'
import { statusesOf } from './world.ts'

const world = worldOfFile()
const BASE = '/api/1/contacts/'
const ROLES = [
  'contact',
  'creator',
  'publisher',
  'rightsHolder',
  'custodian',
  'distributor',
  'originator',
  'principalInvestigator',
  'processor',
  'resourceProvider',
  'user',
]
const body = (changes: object = {}) => ({
  name: `Guichet ${next()}`,
  email: 'guichet@example.org',
  role: 'contact',
  ...changes,
})

test('a contact has every key of udata’s, and belongs to who made it', async () => {
  const made = await newContact(world.as.owner, { name: 'Accueil' })
  expect(Object.keys(made).sort()).toEqual(['contact_form', 'email', 'id', 'name', 'organization', 'owner', 'role'])
  expect(made).toMatchObject({
    name: 'Accueil',
    email: 'accueil@example.org',
    contact_form: null,
    role: 'contact',
    organization: null,
    owner: { class: 'User', id: world.people.owner.user.id },
  })
  expect(made.id).toMatch(OBJECT_ID)
  expect(await read(world.as.anonymous, `${BASE}${made.id}/`)).toMatchObject({ id: made.id, name: 'Accueil' })
})

test('a contact of an organization', async () => {
  const made = await newContact(world.as.partial, { organization: world.organization.id })
  expect(made).toMatchObject({ owner: null, organization: { class: 'Organization', id: world.organization.id } })
})

test('the same contact is not made twice, another one is', async () => {
  const same = body({ organization: world.organization.id })
  const { id } = await bodyOf(world.as.editor.call('POST', BASE, same), 201)
  expect(await bodyOf(world.as.admin.call('POST', BASE, same), 200)).toMatchObject({ id })
  expect((await bodyOf(world.as.editor.call('POST', BASE, { ...same, role: 'publisher' }), 201)).id).not.toBe(id)
  expect((await bodyOf(world.as.editor.call('POST', BASE, { ...same, organization: undefined }), 201)).id).not.toBe(id)
})

test.each([
  ['no name', { name: undefined }, 'name'],
  ['a name of spaces', { name: '  ' }, 'name'],
  ['a name that is too long', { name: 'n'.repeat(256) }, 'name'],
  ['an address in its name', { name: 'Voir https://spam.example' }, 'name'],
  ['no role', { role: undefined }, 'role'],
  ['an unknown role', { role: 'chef' }, 'role'],
  ['an email that is none', { email: 'guichet' }, 'email'],
  ['a form that is no address', { contact_form: 'pas une adresse' }, 'contact_form'],
  ['an unknown organization', { organization: UNKNOWN_ID }, 'organization'],
])('%s is refused on its field', async (_, changes, field) => {
  const answer = await world.as.owner.call('POST', BASE, body(changes))
  expect([answer.status, answer.json.errors?.[field]]).toEqual([400, expect.stringMatching(SENTENCE)])
  expect(answer.json.message).toMatch(SENTENCE)
})

test('who answers questions must be reachable; others need not', async () => {
  expect((await world.as.owner.call('POST', BASE, body({ email: undefined }))).status).toBe(400)
  const form = { email: null, contact_form: 'https://www.example.org/contact' }
  expect(await newContact(world.as.owner, body(form))).toMatchObject(form)
  expect(await newContact(world.as.owner, body({ email: null, role: 'publisher' }))).toMatchObject({ email: null })
})

test('a PUT changes what it says and keeps the rest', async () => {
  const { id, name } = await newContact(world.as.owner, { contact_form: 'https://www.example.org/contact' })
  const changed = await bodyOf(world.as.owner.call('PUT', `${BASE}${id}/`, { email: 'autre@example.org' }))
  expect(changed).toMatchObject({ name, email: 'autre@example.org', contact_form: 'https://www.example.org/contact' })
  expect((await world.as.owner.call('PUT', `${BASE}${id}/`, { email: null, contact_form: null })).status).toBe(400)
})

test('a change that would make it the double of another is refused', async () => {
  const first = await newContact(world.as.owner)
  const second = await newContact(world.as.owner)
  const answer = await world.as.owner.call('PUT', `${BASE}${second.id}/`, { name: first.name })
  expect([answer.status, answer.json.errors?.name]).toEqual([400, expect.stringMatching(SENTENCE)])
})

test('a change of producer is refused', async () => {
  const { id } = await newContact(world.as.editor)
  const answer = await world.as.editor.call('PUT', `${BASE}${id}/`, { organization: world.organization.id })
  expect([answer.status, answer.json.errors?.organization]).toEqual([400, expect.stringMatching(SENTENCE)])
})

test('deleted, it is gone from datasets', async () => {
  const organization = world.organization.id
  const { id } = await newContact(world.as.editor, { organization })
  const dataset = await newDataset(world.as.editor, { organization, contact_points: [id] })
  expect(dataset.contact_points).toEqual([expect.objectContaining({ id })])
  expect((await world.as.editor.call('DELETE', `${BASE}${id}/`)).status).toBe(204)
  expect((await get(world.as.editor, `${BASE}${id}/`)).status).toBe(404)
  expect((await read(world.as.anonymous, `/api/1/datasets/${dataset.id}/`)).contact_points).toEqual([])
})

test('an unknown contact is 404', async () => {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const answer = await world.as.owner.call(method, `${BASE}${UNKNOWN_ID}/`, method === 'PUT' ? {} : undefined)
    expect([method, answer.status]).toEqual([method, 404])
  }
})

test('roles have labels', async () => {
  const roles: { id: string; label: string }[] = await read(world.as.anonymous, `${BASE}roles/`)
  expect(roles.map(({ id }) => id).sort()).toEqual([...ROLES].sort())
  for (const { label } of roles) expect(label).toMatch(SENTENCE)
})

test('who may make one for themselves, and for an organization', async () => {
  const organization = world.organization.id
  const own = await statusesOf(world, (caller) => caller.call('POST', BASE, body()))
  expect(own).toEqual(tableOf(201, SIGNED_IN))
  const org = await statusesOf(world, (caller) => caller.call('POST', BASE, body({ organization })))
  expect(org).toEqual(tableOf(201, ['partial', 'editor', 'admin', 'siteAdmin'], { outsider: 400, owner: 400 }))
})

test('nobody makes one in another’s name, but the site’s administrators', async () => {
  const owner = world.people.owner.user.id
  expect((await world.as.outsider.call('POST', BASE, body({ owner }))).status).toBe(400)
  expect((await bodyOf(world.as.siteAdmin.call('POST', BASE, body({ owner })), 201)).owner.id).toBe(owner)
})

test.each([
  ['own', ['owner', 'siteAdmin'] as const],
  ['org', ORG_EDITORS],
])('who may change and delete one (%s); a partial editor’s own making does not count', async (kind, may) => {
  const producer = kind === 'own' ? {} : { organization: world.organization.id }
  const make = () => newContact(kind === 'own' ? world.as.owner : world.as.partial, producer)
  const { id } = await make()
  const put = await statusesOf(world, (caller) => caller.call('PUT', `${BASE}${id}/`, { name: `Écrit ${next()}` }))
  expect(put).toEqual(tableOf(200, may))
  const deleted = await statusesOf(world, async (caller) => caller.call('DELETE', `${BASE}${(await make()).id}/`))
  expect(deleted).toEqual(tableOf(204, may))
})
