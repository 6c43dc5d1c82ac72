import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let admin: Person
let here: string
let people = 0
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.person('Ada Admin')
})
afterAll(() => app.close())
beforeEach(async () => {
  const body = { name: `Archives ${people}`, description: 'Des archives.' }
  here = `/api/1/organizations/${(await admin.call('POST', '/api/1/organizations/', body)).json.id}`
})

const newPerson = () => app.person(`Candidat${++people} Test`)
const ask = async (person: Person): Promise<string> =>
  (await person.call('POST', `${here}/membership/`, { comment: 'J’y travaille.' })).json.id
const answer = (person: Person, id: string, verb: string, body?: object) =>
  person.call('POST', `${here}/membership/${id}/${verb}/`, body)
const newDataset = async (owner: object = { organization: here.split('/').at(-1) }): Promise<string> =>
  (await admin.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.', ...owner })).json.id
const rename = async (person: Person, id: string) =>
  (await person.call('PUT', `/api/1/datasets/${id}/`, { title: 'Autre' })).status

test('somebody is let in as a partial editor of one dataset, and edits nothing else', async () => {
  const [theirs, other, person] = [await newDataset(), await newDataset(), await newPerson()]
  const given = { role: 'partial_editor', assignments: [{ class: 'Dataset', id: theirs }] }
  const accepted = await answer(admin, await ask(person), 'accept', given)
  expect([accepted.status, accepted.json.role]).toEqual([200, 'partial_editor'])
  expect([await rename(person, theirs), await rename(person, other)]).toEqual([200, 403])
})

test('without a word, as udata’s clients do, one is let in as an editor', async () => {
  const accepted = await answer(admin, await ask(await newPerson()), 'accept')
  expect([accepted.status, accepted.json.role]).toEqual([200, 'editor'])
})

test.each<[string, { role: string; assignments: string }, string]>([
  ['an unknown role', { role: 'chief', assignments: '' }, 'role'],
  ['an editor of one dataset', { role: 'editor', assignments: 'own' }, 'assignments'],
  ['a dataset of somebody else', { role: 'partial_editor', assignments: 'foreign' }, 'assignments'],
])('%s is refused, and the request still waits', async (_, { role, assignments }, field) => {
  const id = await ask(await newPerson())
  const dataset = assignments && (await newDataset(assignments === 'foreign' ? {} : undefined))
  const given = { role, assignments: dataset ? [{ class: 'Dataset', id: dataset }] : [] }
  const refused = await answer(admin, id, 'accept', given)
  expect([refused.status, Object.keys(refused.json.errors)]).toEqual([400, [field]])
  const [waiting] = (await admin.call('GET', `${here}/membership/`)).json
  expect([waiting.id, waiting.status, waiting.handled, waiting.refusal_comment]).toEqual([id, 'pending', null, null])
})

test('who was refused reads why, by mail and where they asked; nobody else does', async () => {
  const [person, other] = [await newPerson(), await newPerson()]
  await answer(admin, await ask(person), 'refuse', { comment: 'Demandez à votre direction.' })
  const mine = await person.call('GET', `${here}/membership/?user=${person.user.id}`)
  expect(mine.json).toEqual([
    expect.objectContaining({
      status: 'refused',
      refusal_comment: 'Demandez à votre direction.',
      handled: expect.stringMatching(/^\d{4}-/),
    }),
  ])
  expect((await other.call('GET', `${here}/membership/?user=${person.user.id}`)).status).toBe(403)
  const mails = (await app.outbox()).filter(({ to }) => to === person.user.email)
  expect(mails.at(-1)?.text).toContain('Demandez à votre direction.')
})

test('who asked takes their request back, once, and may ask again', async () => {
  const person = await newPerson()
  const id = await ask(person)
  expect((await answer(person, id, 'cancel')).status).toBe(200)
  expect((await answer(person, id, 'cancel')).status).toBe(400)
  expect((await answer(admin, id, 'accept')).status).toBe(400)
  const [mine] = (await person.call('GET', `${here}/membership/?user=${person.user.id}`)).json
  expect(mine.status).toBe('canceled')
  const { json } = await admin.call('GET', '/api/1/notifications/?handled=false')
  expect(
    json.data.filter(
      (one: { details: { request_user?: { id: string } } }) => one.details.request_user?.id === person.user.id,
    ),
  ).toEqual([])
  expect(await ask(person)).not.toBe(id)
})

test('a request is not for anybody else to take back', async () => {
  const [id, other] = [await ask(await newPerson()), await newPerson()]
  expect((await answer(other, id, 'cancel')).status).toBe(403)
  expect((await answer(admin, id, 'cancel')).status).toBe(400)
})

test('a logo is taken away by administrators only', async () => {
  const editor = await newPerson()
  await answer(admin, await ask(editor), 'accept')
  await admin.upload(`${here}/logo/`, 'logo.png', PICTURE)
  expect((await admin.call('GET', `${here}/`)).json.logo).toMatch(/^http/)
  expect((await editor.call('DELETE', `${here}/logo/`)).status).toBe(403)
  expect((await admin.call('DELETE', `${here}/logo/`)).status).toBe(204)
  expect((await admin.call('GET', `${here}/`)).json).toMatchObject({ logo: null, logo_thumbnail: null })
})

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
