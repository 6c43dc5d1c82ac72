/** udata-api.md §2.3.2, §2.4.2: invitations, members, their roles, and what partial editors are given. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, newDataset, read, UNKNOWN_ID, UNKNOWN_UUID, UUID, worldOfFile } from './datasets.kit.ts'
import { datasetRef, newDataservice, newOrganization, newReuse, next, orgDataset, SENTENCE } from './world-b.ts'
import type { Person } from './world.ts'

const world = worldOfFile()
const INVITATIONS = '/api/1/me/org_invitations/'
const of = (path: string) => `/api/1/organizations/${world.organization.id}/${path}`
const guest = () => world.person(`Invité${next()} Nouveau`)
const invite = (body: object) => world.as.admin.call('POST', of('member/'), body)
const invited = async (person: Person, changes: object = {}) =>
  bodyOf(invite({ user: person.user.id, role: 'editor', ...changes }), 201)
const answer = (person: Person, id: string, verb: 'accept' | 'refuse') =>
  person.call('POST', `${INVITATIONS}${id}/${verb}/`)
const newMember = async (role: string, changes: object = {}) => {
  const person = await guest()
  await bodyOf(answer(person, (await invited(person, { role, ...changes })).id, 'accept'))
  return person
}
interface Found {
  role: string
  user: { id: string }
}
const roleOf = async (person: Person) => {
  const { members } = await read(world.as.admin, of(''))
  return members.find(({ user }: Found) => user.id === person.user.id)?.role
}
const assignedTo = async (person: Person): Promise<string[]> =>
  (await read(world.as.admin, of('assignments/')))
    .filter(({ user }: Found) => user.id === person.user.id)
    .map(({ subject }: { subject: { id: string } }) => subject.id)

test('an invitation says who is invited, to be what', async () => {
  const person = await guest()
  const made = await invited(person, { role: undefined, comment: 'Venez.' })
  expect(Object.keys(made)).toEqual(
    expect.arrayContaining(['id', 'user', 'email', 'kind', 'created', 'status', 'role', 'comment', 'assignments']),
  )
  expect(made).toMatchObject({
    kind: 'invitation',
    status: 'pending',
    role: 'editor',
    comment: 'Venez.',
    assignments: [],
    user: { class: 'User', id: person.user.id },
  })
  expect(made.id).toMatch(UUID)
  expect(made.created).toMatch(DATE_TIME)
})

test('an address that nobody has is invited as an address', async () => {
  const made = await bodyOf(invite({ email: 'personne@ailleurs.example' }), 201)
  expect(made).toMatchObject({ kind: 'invitation', user: null, email: 'personne@ailleurs.example', role: 'editor' })
})

test('the address of an account invites its owner', async () => {
  const person = await guest()
  const made = await bodyOf(invite({ email: person.user.email, role: 'admin' }), 201)
  expect(made.user.id).toBe(person.user.id)
  const mine = await read(person, INVITATIONS)
  expect(mine.map(({ id }: { id: string }) => id)).toEqual([made.id])
})

test.each<[string, { user?: string; email?: string; role?: string; assignments?: object[] }]>([
  ['nobody', {}],
  ['a person and an address together', { user: 'outsider', email: 'deux@culture.example' }],
  ['an address that is none', { email: 'adresse' }],
  ['somebody unknown', { user: UNKNOWN_ID }],
  ['an unknown role', { user: 'outsider', role: 'chief' }],
  ['a member', { user: 'editor' }],
  [
    'with something that does not exist',
    { user: 'outsider', role: 'partial_editor', assignments: [datasetRef({ id: UNKNOWN_ID })] },
  ],
])('inviting %s is refused', async (_, body) => {
  const user = body.user === 'outsider' || body.user === 'editor' ? world.people[body.user].user.id : body.user
  const { status, json } = await invite({ ...body, user })
  expect([status, json.message ?? JSON.stringify(json.errors)]).toEqual([400, expect.stringMatching(SENTENCE)])
})

test('inviting twice is refused, a person as an address', async () => {
  const person = await guest()
  await invited(person)
  expect((await invite({ user: person.user.id, role: 'admin' })).status).toBe(400)
  await bodyOf(invite({ email: 'bis@ailleurs.example' }), 201)
  expect((await invite({ email: 'bis@ailleurs.example' })).status).toBe(400)
})

test('nobody is given what belongs to others', async () => {
  const { id } = await newDataset(world.as.owner)
  const person = await guest()
  const body = { user: person.user.id, role: 'partial_editor', assignments: [datasetRef({ id })] }
  expect((await invite(body)).status).toBe(400)
})

test('the invited person sees it, accepts it, and belongs', async () => {
  const person = await guest()
  const { id } = await invited(person, { comment: 'Venez.' })
  const [mine] = await read(person, INVITATIONS)
  expect(mine).toMatchObject({ id, role: 'editor', comment: 'Venez.', assignments: [] })
  expect(mine.organization).toMatchObject({ class: 'Organization', id: world.organization.id })
  expect(mine.created).toMatch(DATE_TIME)
  expect((await bodyOf(answer(person, id, 'accept'))).message).toMatch(SENTENCE)
  expect(await roleOf(person)).toBe('editor')
  expect(await read(person, INVITATIONS)).toEqual([])
  expect((await answer(person, id, 'accept')).status).toBe(400)
})

test('the invited person refuses, and stays outside', async () => {
  const person = await guest()
  const { id } = await invited(person)
  expect((await bodyOf(answer(person, id, 'refuse'))).message).toMatch(SENTENCE)
  expect([await roleOf(person), await read(person, INVITATIONS)]).toEqual([undefined, []])
  expect((await answer(person, id, 'accept')).status).toBe(400)
  expect((await answer(person, id, 'refuse')).status).toBe(400)
})

test('nobody answers for another; an unknown invitation is 404', async () => {
  const person = await guest()
  const { id } = await invited(person)
  expect((await answer(world.people.outsider, id, 'accept')).status).toBe(404)
  expect((await answer(person, UNKNOWN_UUID, 'accept')).status).toBe(404)
  expect((await world.as.anonymous.call('POST', `${INVITATIONS}${id}/accept/`)).status).toBe(401)
  expect(await roleOf(person)).toBeUndefined()
})

test('an invitation is taken back, once, and may be made again', async () => {
  const person = await guest()
  const { id } = await invited(person)
  expect(await bodyOf(world.as.admin.call('POST', of(`membership/${id}/cancel/`)))).toEqual({})
  expect(await read(person, INVITATIONS)).toEqual([])
  expect((await answer(person, id, 'accept')).status).toBe(400)
  expect((await world.as.admin.call('POST', of(`membership/${id}/cancel/`))).status).toBe(400)
  expect((await world.as.admin.call('POST', of(`membership/${UNKNOWN_UUID}/cancel/`))).status).toBe(404)
  await invited(person)
})

test('an invitation is not accepted by those who made it', async () => {
  const { id } = await invited(await guest())
  expect((await world.as.admin.call('POST', of(`membership/${id}/accept/`))).status).toBe(400)
})

test('what an invitation gives is given when it is accepted', async () => {
  const { id } = await orgDataset(world)
  const person = await guest()
  const made = await invited(person, { role: 'partial_editor', assignments: [datasetRef({ id })] })
  expect(made.assignments).toEqual([datasetRef({ id })])
  await bodyOf(answer(person, made.id, 'accept'))
  expect(await assignedTo(person)).toEqual([id])
  expect((await person.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'DON' })).status).toBe(200)
})

test('a member’s role changes', async () => {
  const person = await newMember('editor')
  const changed = await bodyOf(world.as.admin.call('PUT', of(`member/${person.user.id}/`), { role: 'admin' }))
  expect(changed).toMatchObject({ role: 'admin', user: { id: person.user.id } })
  expect(Object.keys(changed)).toEqual(expect.arrayContaining(['user', 'role', 'since', 'label']))
  expect(await roleOf(person)).toBe('admin')
})

test('an unknown role is refused, who is no member is 404', async () => {
  const person = await newMember('editor')
  expect((await world.as.admin.call('PUT', of(`member/${person.user.id}/`), { role: 'chief' })).status).toBe(400)
  expect(await roleOf(person)).toBe('editor')
  const other = of(`member/${world.people.outsider.user.id}/`)
  expect((await world.as.admin.call('PUT', other, { role: 'editor' })).status).toBe(404)
  expect((await world.as.admin.call('DELETE', other)).status).toBe(404)
})

test('a member is removed, once', async () => {
  const person = await newMember('editor')
  const path = of(`member/${person.user.id}/`)
  expect((await world.as.admin.call('DELETE', path)).status).toBe(204)
  expect(await roleOf(person)).toBeUndefined()
  expect((await world.as.admin.call('DELETE', path)).status).toBe(404)
})

test('an administrator leaves when another stays; the last one stays', async () => {
  const { id } = await newOrganization(world.as.owner)
  const me = `/api/1/organizations/${id}/member/${world.people.owner.user.id}/`
  expect((await world.as.owner.call('DELETE', me)).status).toBe(400)
  expect((await world.as.owner.call('PUT', me, { role: 'editor' })).status).toBe(400)
  const person = await newMember('admin')
  expect((await person.call('DELETE', of(`member/${person.user.id}/`))).status).toBe(204)
})

test('who creates for the organization as a partial editor is given it', async () => {
  const person = await newMember('partial_editor')
  const { id } = await newDataset(person, { organization: world.organization.id })
  expect(await assignedTo(person)).toEqual([id])
})

test.each(['Dataset', 'Reuse', 'Dataservice'])('a %s is given, listed, and taken back', async (kind) => {
  const organization = world.organization.id
  const make = { Dataset: newDataset, Reuse: newReuse, Dataservice: newDataservice }[kind] as typeof newReuse
  const { id } = await make(world.as.editor, { organization })
  const person = await newMember('partial_editor')
  const path = of(`member/${person.user.id}/assignments/`)
  const [given] = await bodyOf(world.as.admin.call('PUT', path, [{ class: kind, id }]))
  expect(Object.keys(given)).toEqual(expect.arrayContaining(['id', 'user', 'organization', 'subject', 'created_at']))
  expect(given).toMatchObject({
    user: { id: person.user.id },
    organization: { id: organization },
    subject: { class: kind, id },
  })
  expect(given.created_at).toMatch(DATE_TIME)
  expect(await bodyOf(world.as.admin.call('PUT', path, []))).toEqual([])
  expect(await assignedTo(person)).toEqual([])
})

test('only a partial editor is given things, of the organization, of three classes', async () => {
  const { id } = await orgDataset(world)
  const foreign = await newDataset(world.as.owner)
  const person = await newMember('partial_editor')
  const put = (who: string, body: unknown) => world.as.admin.call('PUT', of(`member/${who}/assignments/`), body)
  expect((await put(world.people.editor.user.id, [datasetRef({ id })])).status).toBe(400)
  expect((await put(person.user.id, [datasetRef(foreign)])).status).toBe(400)
  expect((await put(person.user.id, [{ class: 'Organization', id: world.organization.id }])).status).toBe(400)
  expect((await put(person.user.id, datasetRef({ id }))).status).toBe(400)
  expect(await assignedTo(person)).toEqual([])
})

test('a partial editor who becomes an editor needs no list any more', async () => {
  const { id } = await orgDataset(world)
  const person = await newMember('partial_editor', { assignments: [datasetRef({ id })] })
  await bodyOf(world.as.admin.call('PUT', of(`member/${person.user.id}/`), { role: 'editor' }))
  expect(await assignedTo(person)).toEqual([])
  await bodyOf(world.as.admin.call('PUT', of(`member/${person.user.id}/`), { role: 'partial_editor' }))
  expect((await person.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'FIN' })).status).toBe(403)
})
