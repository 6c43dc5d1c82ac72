import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, statusesOf, type Caller, type World } from '../../../../conformance/world.ts'

let world: World
let dataset: { id: string; slug: string }
let club: { id: string }
beforeAll(async () => {
  world = await startWorld()
  club = (await world.as.outsider.call('POST', '/api/1/organizations/', { name: 'Club', description: 'Un club.' })).json
})
afterAll(() => world.close())
beforeEach(async () => {
  dataset = await newDataset(world.as.admin, { organization: world.organization.id })
})

const newDataset = async (by: Caller, body: object = {}) =>
  (await by.call('POST', '/api/1/datasets/', { title: 'À donner', description: 'Entrées.', ...body })).json
const toClub = () => ({ class: 'Organization', id: club.id })
const to = (person: keyof World['people']) => ({ class: 'User', id: world.people[person].user.id })
const ask = (by: Caller, body: object = {}) =>
  by.call('POST', '/api/1/transfer/', {
    subject: { class: 'Dataset', id: dataset.id },
    recipient: toClub(),
    comment: 'À vous',
    ...body,
  })
const answer = (by: Caller, { id }: { id: string }, response: unknown = 'accept') =>
  by.call('POST', `/api/1/transfer/${id}/`, { response, comment: 'Merci' })
const ownerOf = async ({ id }: { id: string }) => {
  const { owner, organization } = (await world.as.siteAdmin.call('GET', `/api/1/datasets/${id}/`)).json
  return (owner ?? organization).id
}

test('a dataset is offered, accepted, and changes hands', async () => {
  const asked = await ask(world.as.admin)
  expect([asked.status, asked.json]).toEqual([
    201,
    {
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      user: expect.objectContaining({ class: 'User', first_name: 'Ada' }),
      owner: expect.objectContaining({ class: 'Organization', id: world.organization.id }),
      recipient: expect.objectContaining({ class: 'Organization', id: club.id }),
      subject: {
        ...{ class: 'Dataset', id: dataset.id, title: 'À donner', acronym: null },
        uri: `${world.url}/api/1/datasets/${dataset.slug}/`,
        page: `${world.url}/datasets/${dataset.slug}`,
      },
      comment: 'À vous',
      created: expect.stringMatching(/^\d{4}-.*\+00:00$/),
      status: 'pending',
      responded: null,
      reponse_comment: null,
    },
  ])
  expect(await ownerOf(dataset)).toBe(world.organization.id)
  const accepted = await answer(world.as.outsider, asked.json)
  expect([accepted.status, accepted.json]).toMatchObject([200, { status: 'accepted', responded: expect.any(String) }])
  expect(await ownerOf(dataset)).toBe(club.id)
  expect((await answer(world.as.outsider, asked.json, 'refuse')).status).toBe(400)
})

test('refused, it stays where it is; a person may be offered something', async () => {
  const asked = (await ask(world.as.admin, { recipient: to('owner') })).json
  expect(asked.recipient).toMatchObject({ class: 'User', first_name: 'Octave' })
  expect((await answer(world.as.owner, asked, 'refuse')).json.status).toBe('refused')
  expect(await ownerOf(dataset)).toBe(world.organization.id)
})

test('a person gives to an organization, and takes back nothing alone', async () => {
  const mine = await newDataset(world.as.owner)
  const subject = { class: 'Dataset', id: mine.id }
  const asked = (await ask(world.as.owner, { subject })).json
  expect(asked.owner).toMatchObject({ class: 'User', first_name: 'Octave' })
  await answer(world.as.outsider, asked)
  expect(await ownerOf(mine)).toBe(club.id)
  expect((await ask(world.as.owner, { subject, recipient: to('owner') })).status).toBe(403)
})

test('the owner, or an administrator of the organization, asks', async () => {
  const statuses = await statusesOf(world, (caller) => ask(caller))
  expect(statuses).toEqual({
    anonymous: 401,
    outsider: 403,
    owner: 403,
    partial: 403,
    editor: 403,
    admin: 201,
    siteAdmin: 201,
  })
  const mine = await newDataset(world.as.owner)
  const own = await statusesOf(world, (caller) => ask(caller, { subject: { class: 'Dataset', id: mine.id } }))
  expect(own).toMatchObject({ outsider: 403, admin: 403, owner: 201, siteAdmin: 201 })
})

test('its parties read it, nobody else; the recipient answers it', async () => {
  const asked = (await ask(world.as.admin)).json
  const read = await statusesOf(world, (caller) => caller.call('GET', `/api/1/transfer/${asked.id}/`))
  expect(read).toEqual({
    anonymous: 404,
    outsider: 200,
    owner: 404,
    partial: 404,
    editor: 404,
    admin: 200,
    siteAdmin: 200,
  })
  const answered = await statusesOf(world, (caller, role) =>
    ['outsider', 'siteAdmin'].includes(role)
      ? caller.call('GET', `/api/1/transfer/${asked.id}/`)
      : answer(caller, asked),
  )
  expect(answered).toEqual({
    anonymous: 401,
    outsider: 200,
    owner: 404,
    partial: 404,
    editor: 404,
    admin: 403,
    siteAdmin: 200,
  })
  expect((await answer(world.as.siteAdmin, asked)).status).toBe(200)
})

test.each([
  ['a subject that is none', { subject: { class: 'Dataset', id: '0'.repeat(24) } }, 'subject'],
  ['a class that is not given', { subject: { class: 'Organization', id: '0'.repeat(24) } }, 'subject'],
  ['no subject', { subject: undefined }, 'subject'],
  ['a recipient that is none', { recipient: { class: 'User', id: '0'.repeat(24) } }, 'recipient'],
  ['a recipient that is a dataset', { recipient: { class: 'Dataset', id: '0'.repeat(24) } }, 'recipient'],
  ['no recipient', { recipient: null }, 'recipient'],
])('%s is refused on its field', async (_, change, field) => {
  const refused = await ask(world.as.admin, change)
  expect([refused.status, Object.keys(refused.json.errors)]).toEqual([400, [field]])
})

test('its own owner, a private dataset of others and a deleted one are refused', async () => {
  const same = await ask(world.as.admin, { recipient: { class: 'Organization', id: world.organization.id } })
  expect(Object.keys(same.json.errors)).toEqual(['recipient'])
  await world.as.admin.call('PUT', `/api/1/datasets/${dataset.id}/`, { private: true })
  expect(Object.keys((await ask(world.as.owner)).json.errors)).toEqual(['subject'])
  await world.as.admin.call('DELETE', `/api/1/datasets/${dataset.id}/`)
  expect(Object.keys((await ask(world.as.admin)).json.errors)).toEqual(['subject'])
})

test.each(['perhaps', '', undefined, 12])('the answer %j is a 400', async (response) => {
  const asked = (await ask(world.as.admin)).json
  const refused = await world.as.outsider.call('POST', `/api/1/transfer/${asked.id}/`, { response })
  expect([refused.status, Object.keys(refused.json.errors)]).toEqual([400, ['response']])
})

test('two answers at once: one wins', async () => {
  const asked = (await ask(world.as.admin)).json
  const answers = await Promise.all([
    answer(world.as.outsider, asked),
    answer(world.as.siteAdmin, asked),
    answer(world.as.outsider, asked, 'refuse'),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
})

test('what changed hands since is not given twice', async () => {
  const [one, two] = [(await ask(world.as.admin)).json, (await ask(world.as.admin, { recipient: to('owner') })).json]
  const both = await Promise.all([answer(world.as.outsider, one), answer(world.as.owner, two)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
  const late = (await world.as.siteAdmin.call('GET', `/api/1/transfer/?subject=${dataset.id}&status=pending`)).json
  expect(late).toHaveLength(1)
})

test('what was assigned is no more', async () => {
  const path = `/api/1/organizations/${world.organization.id}`
  const partial = world.people.partial.user.id
  await world.as.admin.call('PUT', `${path}/member/${partial}/assignments/`, [{ class: 'Dataset', id: dataset.id }])
  await answer(world.as.outsider, (await ask(world.as.admin)).json)
  expect((await world.as.admin.call('GET', `${path}/assignments/`)).json).toEqual([])
})

test('lists hold the caller’s own', async () => {
  await ask(world.as.admin)
  const count = async (caller: Caller, query: string) =>
    (await caller.call('GET', `/api/1/transfer/?${query}`)).json.length
  const seen = await Promise.all(
    Object.entries(world.as).map(async ([role, caller]) => [role, await count(caller, `subject=${dataset.id}`)]),
  )
  expect(Object.fromEntries(seen)).toEqual({
    anonymous: 0,
    outsider: 1,
    owner: 0,
    partial: 0,
    editor: 0,
    admin: 1,
    siteAdmin: 1,
  })
  expect(await count(world.as.outsider, `recipient=${club.id}&subject=${dataset.id}&status=accepted`)).toBe(0)
  expect(await count(world.as.outsider, `subject=${dataset.id}&subject_type=Reuse`)).toBe(0)
  expect(await count(world.as.outsider, `subject=${dataset.id}&subject_type=Dataset&status=pending`)).toBe(1)
  for (const query of [
    '',
    'status=pending',
    'subject=musees',
    `subject=${dataset.id}&status=lost`,
    `subject=${dataset.id}&subject_type=Cat`,
  ])
    expect((await world.as.admin.call('GET', `/api/1/transfer/?${query}`)).status).toBe(400)
})
