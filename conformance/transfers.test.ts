/** udata-api.md §2.11, §8: a thing changes hands when the one asks and the other accepts. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, newDataset, OBJECT_ID, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import {
  datasetRef,
  newDataservice,
  newOrganization,
  newReuse,
  ORG_ADMINS,
  orgDataset,
  SENTENCE,
  tableOf,
} from './world-b.ts'
import { ROLES, statusesOf, type Caller, type Person } from './world.ts'

const world = worldOfFile()
const BASE = '/api/1/transfer/'
const KEYS = 'id user owner recipient subject comment created status responded reponse_comment'
const user = ({ user: { id } }: Person) => ({ class: 'User', id })
const organization = () => ({ class: 'Organization', id: world.organization.id })
interface Ref {
  class: string
  id: string
}
const ask = (caller: Caller, subject: Ref, recipient: Ref) =>
  caller.call('POST', BASE, { subject, recipient, comment: 'Je change de poste.' })
const asked = (caller: Caller, subject: Ref, recipient: Ref) => bodyOf(ask(caller, subject, recipient), 201)
const answer = (caller: Caller, id: string, response: string) => caller.call('POST', `${BASE}${id}/`, { response })
const ownDataset = async () => datasetRef(await newDataset(world.as.owner))

test('a transfer has every key of udata’s', async () => {
  const subject = await ownDataset()
  const made = await asked(world.as.owner, subject, organization())
  expect(Object.keys(made).sort()).toEqual(KEYS.split(' ').sort())
  expect(made).toMatchObject({
    user: { class: 'User', id: world.people.owner.user.id },
    owner: { class: 'User', id: world.people.owner.user.id },
    recipient: { class: 'Organization', id: world.organization.id },
    subject,
    comment: 'Je change de poste.',
    status: 'pending',
    responded: null,
    reponse_comment: null,
  })
  expect([made.id, made.created]).toEqual([expect.stringMatching(OBJECT_ID), expect.stringMatching(DATE_TIME)])
})

const MAKERS = {
  Dataset: ['datasets', newDataset],
  Reuse: ['reuses', newReuse],
  Dataservice: ['dataservices', newDataservice],
} as const
test.each(['Dataset', 'Reuse', 'Dataservice'] as const)('a %s goes from a person to an organization', async (kind) => {
  const [path, make] = MAKERS[kind]
  const { id } = await make(world.as.owner)
  const transfer = await asked(world.as.owner, { class: kind, id }, organization())
  expect(transfer.subject).toMatchObject({ class: kind, id })
  const accepted = await bodyOf(answer(world.as.admin, transfer.id, 'accept'))
  expect(accepted).toMatchObject({ id: transfer.id, status: 'accepted', reponse_comment: null })
  expect(accepted.responded).toMatch(DATE_TIME)
  const moved = await read(world.as.anonymous, `/api/1/${path}/${id}/`)
  expect([moved.organization.id, moved.owner]).toEqual([world.organization.id, null])
})

test('a dataset goes from an organization to a person', async () => {
  const { id } = await orgDataset(world)
  const transfer = await asked(world.as.admin, datasetRef({ id }), user(world.people.outsider))
  expect(transfer.owner).toMatchObject(organization())
  await bodyOf(answer(world.as.outsider, transfer.id, 'accept'))
  const moved = await read(world.as.anonymous, `/api/1/datasets/${id}/`)
  expect([moved.organization, moved.owner.id]).toEqual([null, world.people.outsider.user.id])
  expect((await world.as.editor.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'X' })).status).toBe(403)
  expect((await world.as.outsider.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'X' })).status).toBe(200)
})

test('who was given the thing loses it with the transfer', async () => {
  const { id } = await orgDataset(world, 'partial')
  const transfer = await asked(world.as.admin, datasetRef({ id }), user(world.people.outsider))
  await bodyOf(answer(world.as.outsider, transfer.id, 'accept'))
  expect((await world.as.partial.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'X' })).status).toBe(403)
  const assignments = await read(world.as.admin, `/api/1/organizations/${world.organization.id}/assignments/`)
  expect(assignments.map(({ subject }: { subject: Ref }) => subject.id)).not.toContain(id)
})

test('refused, nothing moves', async () => {
  const subject = await ownDataset()
  const { id } = await asked(world.as.owner, subject, user(world.people.outsider))
  expect(await bodyOf(answer(world.as.outsider, id, 'refuse'))).toMatchObject({ status: 'refused' })
  const { owner } = await read(world.as.anonymous, `/api/1/datasets/${subject.id}/`)
  expect(owner.id).toBe(world.people.owner.user.id)
})

test('one answers once, yes or no', async () => {
  const { id } = await asked(world.as.owner, await ownDataset(), user(world.people.outsider))
  for (const body of [{ response: 'peut-être' }, {}])
    expect((await world.as.outsider.call('POST', `${BASE}${id}/`, body)).status).toBe(400)
  await bodyOf(answer(world.as.outsider, id, 'refuse'))
  expect((await answer(world.as.outsider, id, 'accept')).status).toBe(400)
})

test.each([
  ['an unknown subject', { subject: { class: 'Dataset', id: UNKNOWN_ID } }, 'subject'],
  ['an unknown recipient', { recipient: { class: 'User', id: UNKNOWN_ID } }, 'recipient'],
  ['an unknown organization', { recipient: { class: 'Organization', id: UNKNOWN_ID } }, 'recipient'],
])('%s is refused on its field', async (_, changes, field) => {
  const body = { subject: await ownDataset(), recipient: user(world.people.outsider), comment: 'Voilà.', ...changes }
  const refused = await world.as.owner.call('POST', BASE, body)
  expect([refused.status, Object.keys(refused.json.errors ?? {})]).toEqual([400, [field]])
})

test('other classes, or the owner again, are refused', async () => {
  const subject = await ownDataset()
  const post = (changes: object) =>
    world.as.owner.call('POST', BASE, {
      subject,
      recipient: user(world.people.outsider),
      comment: 'Voilà.',
      ...changes,
    })
  expect((await post({ subject: { class: 'Organization', id: world.organization.id } })).status).toBe(400)
  expect((await post({ recipient: subject })).status).toBe(400)
  expect((await post({ recipient: user(world.people.owner) })).status).toBe(400)
  const { id } = await orgDataset(world)
  expect((await ask(world.as.admin, datasetRef({ id }), organization())).status).toBe(400)
})

test('who may ask: the owner, or the organization’s administrators', async () => {
  const own = await ownDataset()
  const mine = await statusesOf(world, (caller) => ask(caller, own, user(world.people.outsider)))
  expect(mine).toEqual(tableOf(201, ['owner', 'siteAdmin']))
  const { id } = await orgDataset(world, 'partial')
  const ours = await statusesOf(world, (caller) => ask(caller, datasetRef({ id }), user(world.people.outsider)))
  expect(ours).toEqual(tableOf(201, ORG_ADMINS))
})

test('who may accept for a person: that person', async () => {
  const statuses = await statusesOf(world, async (caller) => {
    const { id } = await asked(world.as.owner, await ownDataset(), user(world.people.outsider))
    return answer(caller, id, 'accept')
  })
  // Who is no party may not know that it exists.
  for (const role of ['partial', 'editor', 'admin'] as const) expect([403, 404]).toContain(statuses[role])
  expect(statuses).toMatchObject({ anonymous: 401, outsider: 200, owner: 403, siteAdmin: 200 })
})

test('who may accept for an organization: its administrators', async () => {
  const statuses = await statusesOf(world, async (caller) => {
    const { id } = await asked(world.as.owner, await ownDataset(), organization())
    return answer(caller, id, 'accept')
  })
  for (const role of ['outsider', 'partial', 'editor'] as const) expect([403, 404]).toContain(statuses[role])
  expect(statuses).toMatchObject({ anonymous: 401, owner: 403, admin: 200, siteAdmin: 200 })
})

test('a transfer is for its parties to read', async () => {
  const { id } = await asked(world.as.owner, await ownDataset(), user(world.people.outsider))
  const statuses = await statusesOf(world, (caller) => get(caller, `${BASE}${id}/`))
  const nobody = Object.fromEntries(ROLES.map((role) => [role, 404]))
  expect(statuses).toEqual(tableOf(200, ['outsider', 'owner', 'siteAdmin'], nobody))
  expect((await get(world.as.owner, `${BASE}${UNKNOWN_ID}/`)).status).toBe(404)
})

test('the list wants to know about what or whom', async () => {
  const refused = await get(world.as.owner, BASE)
  expect([refused.status, JSON.stringify(refused.json)]).toEqual([400, expect.stringMatching(SENTENCE)])
})

test('the list: a bare one, for the two parties', async () => {
  const subject = await ownDataset()
  const { id } = await asked(world.as.owner, subject, organization())
  const listFor = async (role: 'anonymous' | 'outsider' | 'owner' | 'editor' | 'admin', query: string) =>
    (await read(world.as[role], `${BASE}?${query}`)).map((transfer: Ref) => transfer.id)
  const about = `subject=${subject.id}&subject_type=Dataset`
  expect(await listFor('owner', about)).toEqual([id])
  expect(await listFor('outsider', about)).toEqual([])
  expect(await listFor('anonymous', about)).toEqual([])
  const toUs = `recipient=${world.organization.id}`
  expect(await listFor('admin', toUs)).toContain(id)
  expect(await listFor('editor', toUs)).toEqual([])
  expect(await listFor('anonymous', toUs)).toEqual([])
  expect(await listFor('admin', `${toUs}&status=pending`)).toContain(id)
  await bodyOf(answer(world.as.admin, id, 'refuse'))
  expect(await listFor('admin', `${toUs}&status=pending`)).not.toContain(id)
  expect(await listFor('admin', `${toUs}&status=refused`)).toContain(id)
})

test('an editor of the organization neither asks nor answers', async () => {
  const other = await newOrganization(world.as.outsider)
  const { id } = await orgDataset(world, 'editor')
  const recipient = { class: 'Organization', id: other.id }
  expect((await ask(world.as.editor, datasetRef({ id }), recipient)).status).toBe(403)
})
