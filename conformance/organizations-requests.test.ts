/** udata-api.md §2.3.2: people ask to join an organization; its administrators answer. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, read, UNKNOWN_ID, UNKNOWN_UUID, UUID, worldOfFile } from './datasets.kit.ts'
import { next, SENTENCE } from './world-b.ts'
import type { Caller, Person } from './world.ts'

const world = worldOfFile()
const of = (path: string) => `/api/1/organizations/${world.organization.id}/${path}`
const candidate = () => world.person(`Candidat${next()} Nouveau`)
const ask = (person: Caller, comment = 'J’y travaille.') => person.call('POST', of('membership/'), { comment })
const asked = async (person: Caller, comment?: string) => bodyOf(ask(person, comment), 201)
const respond = (id: string, verb: string, body?: unknown) =>
  world.as.admin.call('POST', of(`membership/${id}/${verb}/`), body)
const memberIds = async (): Promise<string[]> =>
  (await read(world.as.admin, of(''))).members.map(({ user }: Person & { user: { id: string } }) => user.id)

test('a request says who asks and why', async () => {
  const person = await candidate()
  const made = await asked(person, 'Je viens d’arriver.')
  expect(made).toMatchObject({
    kind: 'request',
    status: 'pending',
    comment: 'Je viens d’arriver.',
    user: { class: 'User', id: person.user.id },
    assignments: [],
  })
  expect([made.id, made.created]).toEqual([expect.stringMatching(UUID), expect.stringMatching(DATE_TIME)])
})

test.each([
  ['no comment', {}],
  ['a comment of spaces', { comment: '  ' }],
  ['a comment of nothing', { comment: null }],
])('%s is refused', async (_, body) => {
  const answer = await world.as.outsider.call('POST', of('membership/'), body)
  expect([answer.status, answer.json.errors.comment]).toEqual([400, expect.stringMatching(SENTENCE)])
})

test('asking again changes the comment of the request that waits', async () => {
  const person = await candidate()
  const { id } = await asked(person, 'Une fois.')
  const again = await ask(person, 'Deux fois.')
  expect([again.status, again.json]).toMatchObject([200, { id, comment: 'Deux fois.', status: 'pending' }])
})

test('one has to be somebody, and the organization has to be there', async () => {
  expect((await ask(world.as.anonymous)).status).toBe(401)
  const body = { comment: 'Bonjour.' }
  expect((await world.as.outsider.call('POST', `/api/1/organizations/${UNKNOWN_ID}/membership/`, body)).status).toBe(
    404,
  )
})

test('administrators read all requests, by status and by person', async () => {
  const person = await candidate()
  const { id } = await asked(person)
  const ids = async (query: string): Promise<string[]> =>
    (await read(world.as.admin, of(`membership/?${query}`))).map((request: { id: string }) => request.id)
  expect(await ids('')).toContain(id)
  expect(await ids('status=pending')).toContain(id)
  expect(await ids('status=refused')).not.toContain(id)
  expect(await ids(`user=${person.user.id}`)).toEqual([id])
})

test('invitations stand in the same list', async () => {
  const invitation = await bodyOf(world.as.admin.call('POST', of('member/'), { email: 'liste@ailleurs.example' }), 201)
  const found = await read(world.as.admin, of('membership/?status=pending'))
  expect(found).toContainEqual(expect.objectContaining({ id: invitation.id, kind: 'invitation' }))
})

test('everybody reads their own requests, nobody another’s', async () => {
  const person = await candidate()
  const { id } = await asked(person)
  const mine = await read(person, of(`membership/?user=${person.user.id}`))
  expect(mine.map((request: { id: string }) => request.id)).toEqual([id])
  expect(await read(person, of(`membership/?user=${person.user.id}&status=accepted`))).toEqual([])
  expect((await get(world.as.outsider, of(`membership/?user=${person.user.id}`))).status).toBe(403)
  expect((await get(world.as.outsider, of('membership/'))).status).toBe(403)
  expect((await get(world.as.editor, of('membership/'))).status).toBe(403)
  expect((await get(world.as.anonymous, of('membership/'))).status).toBe(401)
})

test('accepted, one is an editor', async () => {
  const person = await candidate()
  const { id } = await asked(person)
  const member = await bodyOf(respond(id, 'accept'))
  expect(member).toMatchObject({ role: 'editor', user: { id: person.user.id } })
  expect(await memberIds()).toContain(person.user.id)
  const [{ status }] = await read(person, of(`membership/?user=${person.user.id}`))
  expect(status).toBe('accepted')
  expect((await person.call('PUT', of(''), { acronym: 'X' })).status).toBe(403)
})

test('accepting somebody who belongs already is a conflict that shows the member', async () => {
  const sent = await ask(world.as.editor)
  // udata lets a member ask; refusing the question is as good.
  if (sent.status === 400) return
  const answer = await respond(sent.json.id, 'accept')
  expect([answer.status, answer.json]).toMatchObject([409, { user: { id: world.people.editor.user.id } }])
})

test('refused, with a reason, one stays outside and may ask again', async () => {
  const person = await candidate()
  const { id } = await asked(person)
  const silent = await respond(id, 'refuse', {})
  expect([silent.status, silent.json.errors.comment]).toEqual([400, expect.stringMatching(SENTENCE)])
  expect(await bodyOf(respond(id, 'refuse', { comment: 'Pas encore.' }))).toEqual({})
  expect(await memberIds()).not.toContain(person.user.id)
  const [{ status }] = await read(person, of(`membership/?user=${person.user.id}`))
  expect(status).toBe('refused')
  expect((await asked(person)).id).not.toBe(id)
})

test('a request is not for its administrators to cancel', async () => {
  const { id } = await asked(await candidate())
  expect((await respond(id, 'cancel')).status).toBe(400)
})

test.each(['accept', 'refuse', 'cancel'])('an unknown request: %s is 404', async (verb) => {
  expect((await respond(UNKNOWN_UUID, verb, { comment: 'Rien.' })).status).toBe(404)
})

test('a request to another organization is not to be answered here', async () => {
  const { id } = await asked(await candidate())
  const other = await bodyOf(
    world.as.owner.call('POST', '/api/1/organizations/', { name: 'Une autre', description: 'Une autre.' }),
    201,
  )
  const path = `/api/1/organizations/${other.id}/membership/${id}/accept/`
  expect((await world.as.owner.call('POST', path)).status).toBe(404)
})
