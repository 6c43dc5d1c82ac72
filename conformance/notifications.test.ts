/** udata-api.md §2.13, §11: what people are told of, here and nowhere else. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, newDataset, read, UNKNOWN_UUID, UUID, worldOfFile } from './datasets.kit.ts'
import { datasetRef, newDataservice, newDiscussion, newReuse, next, orgDataset, soon } from './world-b.ts'
import type { Caller, Person } from './world.ts'

const world = worldOfFile()
const BASE = '/api/1/notifications/'
const of = (path: string) => `/api/1/organizations/${world.organization.id}/${path}`
interface Notification {
  id: string
  handled_at: string | null
  details: Record<string, unknown> & { class: string }
}
const mine = async (caller: Caller, query = ''): Promise<Notification[]> =>
  (await read(caller, `${BASE}?page_size=100&${query}`)).data
/** The newest of this class, as soon as it is there. */
const told = (caller: Caller, name: string, details: object = {}): Promise<Notification> =>
  soon(async () => {
    const all = (await mine(caller)).filter((item) => item.details.class === `${name}NotificationDetails`)
    const found = all.find((item) => {
      try {
        expect(item.details).toMatchObject(details)
        return true
      } catch {
        return false
      }
    })
    if (!found) throw new Error(`no ${name} among ${all.length} of its class`)
    return found
  })
const somebody = () => world.person(`Camille${next()} Perrin`)
const invited = async (person: Person) =>
  bodyOf(world.as.admin.call('POST', of('member/'), { user: person.user.id, role: 'editor' }), 201)

test('one has to be somebody', async () => {
  expect((await get(world.as.anonymous, BASE)).status).toBe(401)
  expect((await world.as.anonymous.call('POST', `${BASE}${UNKNOWN_UUID}/read/`)).status).toBe(401)
})

test('an invitation is told to who is invited, with every key of udata’s', async () => {
  const person = await somebody()
  await invited(person)
  const item = await told(person, 'MembershipRequest', { kind: 'invitation' })
  expect(Object.keys(item).sort()).toEqual(['created_at', 'details', 'handled_at', 'id', 'last_modified', 'user'])
  expect(item).toMatchObject({
    id: expect.stringMatching(UUID),
    created_at: expect.stringMatching(DATE_TIME),
    handled_at: null,
    user: { id: person.user.id },
    details: { request_organization: { id: world.organization.id } },
  })
})

test('answered, an invitation is handled', async () => {
  const person = await somebody()
  const { id } = await invited(person)
  await told(person, 'MembershipRequest')
  await bodyOf(person.call('POST', `/api/1/me/org_invitations/${id}/accept/`))
  await soon(async () => expect((await told(person, 'MembershipRequest')).handled_at).toMatch(DATE_TIME))
})

test('a request is told to the administrators, its answer to who asked', async () => {
  const person = await somebody()
  const { id } = await bodyOf(person.call('POST', of('membership/'), { comment: 'Bonjour.' }), 201)
  const details = { kind: 'request', request_user: { id: person.user.id } }
  expect((await told(world.as.admin, 'MembershipRequest', details)).handled_at).toBeNull()
  expect(JSON.stringify(await mine(world.as.editor))).not.toContain(person.user.id)
  await bodyOf(world.as.admin.call('POST', of(`membership/${id}/accept/`)))
  await told(person, 'MembershipAccepted', { organization: { id: world.organization.id } })
  await soon(async () =>
    expect((await told(world.as.admin, 'MembershipRequest', details)).handled_at).toMatch(DATE_TIME),
  )
})

test('a refusal is told to who asked', async () => {
  const person = await somebody()
  const { id } = await bodyOf(person.call('POST', of('membership/'), { comment: 'Bonjour.' }), 201)
  await bodyOf(world.as.admin.call('POST', of(`membership/${id}/refuse/`), { comment: 'Non.' }))
  await told(person, 'MembershipRefused', { organization: { id: world.organization.id } })
})

test('a badge is told to every member', async () => {
  await bodyOf(world.as.siteAdmin.call('POST', of('badges/'), { kind: 'certified' }), 201)
  for (const role of ['partial', 'editor', 'admin'] as const)
    await told(world.as[role], 'NewBadge', { kind: 'certified', organization: { id: world.organization.id } })
  expect((await mine(world.as.outsider)).map(({ details }) => details.class)).not.toContain(
    'NewBadgeNotificationDetails',
  )
})

test('a transfer is told to who may accept it, and handled when they do', async () => {
  const person = await somebody()
  const dataset = await newDataset(world.as.owner)
  const recipient = { class: 'User', id: person.user.id }
  const body = { subject: datasetRef(dataset), recipient, comment: 'Pour vous.' }
  const { id } = await bodyOf(world.as.owner.call('POST', '/api/1/transfer/', body), 201)
  const item = await told(person, 'TransferRequest', { transfer_subject: { id: dataset.id } })
  expect(item.details).toMatchObject({
    transfer_owner: { id: world.people.owner.user.id },
    transfer_recipient: { id: person.user.id },
  })
  await bodyOf(person.call('POST', `/api/1/transfer/${id}/`, { response: 'refuse' }))
  await soon(async () => expect((await told(person, 'TransferRequest')).handled_at).toMatch(DATE_TIME))
})

test('a discussion is told to the people of its subject and to who takes part, never to the author', async () => {
  const dataset = await orgDataset(world)
  const person = await somebody()
  const { id } = await newDiscussion(person, datasetRef(dataset))
  const discussion = { id }
  for (const role of ['editor', 'admin'] as const)
    await told(world.as[role], 'Discussion', { status: 'new_discussion', discussion })
  expect(await mine(person)).toEqual([])
  await bodyOf(world.as.editor.call('POST', `/api/1/discussions/${id}/`, { comment: 'Oui.' }))
  await told(person, 'Discussion', { status: 'new_comment', discussion })
  await bodyOf(world.as.editor.call('POST', `/api/1/discussions/${id}/`, { comment: 'Clos.', close: true }))
  await told(person, 'Discussion', { status: 'closed', discussion })
})

test.each([
  ['ReuseCreated', 'reuse', newReuse],
  ['DataserviceCreated', 'dataservice', newDataservice],
] as const)('%s is told to the producers of its datasets', async (name, key, make) => {
  const person = await somebody()
  const dataset = await newDataset(person)
  const { id } = await make(world.as.outsider, { datasets: [dataset.id] })
  await told(person, name, { [key]: { id }, dataset: { id: dataset.id } })
})

test('the list: a page, by what is handled, sorted', async () => {
  const person = await somebody()
  await invited(person)
  const { id } = await told(person, 'MembershipRequest')
  expect(await read(person, BASE)).toMatchObject({ page: 1, page_size: 20, total: 1, next_page: null })
  expect(await mine(person, 'handled=true')).toEqual([])
  expect(await mine(person, 'handled=false')).toHaveLength(1)
  for (const key of ['handled_at', 'created', 'last_modified'])
    for (const sort of [key, `-${key}`]) expect(await mine(person, `sort=${sort}`)).toHaveLength(1)
  expect((await get(person, `${BASE}?sort=details`)).status).toBe(400)
  expect((await get(person, `${BASE}?handled=maybe`)).status).toBe(400)
  const read2 = await bodyOf(person.call('POST', `${BASE}${id}/read/`))
  expect(read2.handled_at).toMatch(DATE_TIME)
  expect(await mine(person, 'handled=true')).toHaveLength(1)
  expect(await mine(person, 'handled=false')).toEqual([])
})

test('nobody reads what others are told', async () => {
  const person = await somebody()
  await invited(person)
  const { id } = await told(person, 'MembershipRequest')
  expect((await world.as.outsider.call('POST', `${BASE}${id}/read/`)).status).toBe(403)
  expect((await world.as.outsider.call('POST', `${BASE}${UNKNOWN_UUID}/read/`)).status).toBe(404)
  expect((await mine(world.as.outsider, `user=${person.user.id}`)).map((item) => item.id)).not.toContain(id)
  expect((await told(person, 'MembershipRequest')).handled_at).toBeNull()
})
