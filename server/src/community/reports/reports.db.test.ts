import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, statusesOf, type Caller, type World } from '../../../../conformance/world.ts'

let world: World
let dataset: { id: string; slug: string }
beforeAll(async () => {
  world = await startWorld()
  dataset = await newDataset()
})
afterAll(() => world.close())

const newDataset = async () =>
  (
    await world.as.admin.call('POST', '/api/1/datasets/', {
      title: 'Douteux',
      description: 'Entrées.',
      organization: world.organization.id,
    })
  ).json
const report = (by: Caller, body: object = {}) =>
  by.call('POST', '/api/1/reports/', {
    subject: { class: 'Dataset', id: dataset.id },
    reason: 'spam',
    message: 'Voir.',
    ...body,
  })
const DATE = /^\d{4}-\d\d-\d\dT.*\+00:00$/

test('anybody reports, in udata’s shape', async () => {
  const made = await report(world.as.outsider)
  expect([made.status, made.json]).toEqual([
    201,
    {
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      by: expect.objectContaining({ class: 'User', first_name: 'Olive' }),
      subject: { class: 'Dataset', id: dataset.id },
      subject_deleted_at: null,
      subject_deleted_by: null,
      subject_label: 'Douteux',
      subject_embed_id: null,
      reason: 'spam',
      message: 'Voir.',
      reported_at: expect.stringMatching(DATE),
      dismissed_at: null,
      dismissed_by: null,
      dismissal_note: null,
      callbacks_count: 0,
      self_api_url: `${world.url}/api/1/reports/${made.json.id}/`,
    },
  ])
  expect((await report(world.as.anonymous)).json.by).toBeNull()
  const statuses = await statusesOf(world, (caller) => report(caller))
  expect(new Set(Object.values(statuses))).toEqual(new Set([201]))
})

test('people, organizations and discussions are reported too', async () => {
  const discussion = { title: 'Question', comment: 'Message', subject: { class: 'Dataset', id: dataset.id } }
  const { id } = (await world.as.outsider.call('POST', '/api/1/discussions/', discussion)).json
  const about = async (name: string, subject: string) =>
    (await report(world.as.owner, { subject: { class: name, id: subject } })).json.subject_label
  expect(await about('Discussion', id)).toBe('Question')
  expect(await about('User', world.people.outsider.user.id)).toBe('Olive Dehors')
  expect(await about('Organization', world.organization.id)).toBe('Musées de Conformité')
})

test.each([
  ['a subject that is none', { subject: { class: 'Dataset', id: '0'.repeat(24) } }, 'subject'],
  ['a class that isn’t reported', { subject: { class: 'Topic', id: '0'.repeat(24) } }, 'subject'],
  ['no subject', { subject: undefined }, 'subject'],
  ['no reason', { reason: undefined }, 'reason'],
  ['a reason that is none', { reason: 'toString' }, 'reason'],
  ['a message that is a number', { message: 4 }, 'message'],
])('%s is refused on its field', async (_, change, field) => {
  const refused = await report(world.as.outsider, change)
  expect([refused.status, Object.keys(refused.json.errors)]).toEqual([400, [field]])
})

test('a private dataset can’t be found out by reporting it', async () => {
  const { id } = await newDataset()
  await world.as.admin.call('PUT', `/api/1/datasets/${id}/`, { private: true })
  expect((await report(world.as.outsider, { subject: { class: 'Dataset', id } })).status).toBe(400)
  expect((await report(world.as.partial, { subject: { class: 'Dataset', id } })).status).toBe(201)
})

test('site administrators read, dismiss, and change their minds', async () => {
  const { id } = (await report(world.as.outsider)).json
  const path = `/api/1/reports/${id}/`
  const only = { anonymous: 401, outsider: 403, owner: 403, partial: 403, editor: 403, admin: 403, siteAdmin: 200 }
  for (const call of [
    (caller: Caller) => caller.call('GET', '/api/1/reports/'),
    (caller: Caller) => caller.call('GET', path),
    (caller: Caller) => caller.call('PATCH', path, {}),
  ])
    expect(await statusesOf(world, call)).toEqual(only)
  const dismissed = (
    await world.as.siteAdmin.call('PATCH', path, { dismissed_at: '2026-03-01T10:00:00+00:00', reason: 'x' })
  ).json
  expect(dismissed).toMatchObject({
    dismissed_at: '2026-03-01T10:00:00+00:00',
    dismissed_by: { first_name: 'Simone' },
    reason: 'spam',
  })
  expect((await world.as.siteAdmin.call('PATCH', path, {})).json.dismissed_at).toMatch(DATE)
  const again = (await world.as.siteAdmin.call('PATCH', path, { dismissed_at: null })).json
  expect(again).toMatchObject({ dismissed_at: null, dismissed_by: null })
  const wrong = await world.as.siteAdmin.call('PATCH', path, { dismissed_at: 'demain' })
  expect([wrong.status, Object.keys(wrong.json.errors)]).toEqual([400, ['dismissed_at']])
  for (const unknown of ['0'.repeat(24), 'x'])
    for (const method of ['GET', 'PATCH'])
      expect(
        (await world.as.siteAdmin.call(method, `/api/1/reports/${unknown}/`, method === 'GET' ? undefined : {})).status,
      ).toBe(404)
})

test('handled: dismissed, or its subject gone', async () => {
  const discussion = { title: 'À retirer', comment: 'Message', subject: { class: 'Dataset', id: dataset.id } }
  const talk = (await world.as.outsider.call('POST', '/api/1/discussions/', discussion)).json
  const said = (await world.as.owner.call('POST', `/api/1/discussions/${talk.id}/`, { comment: 'Pire' })).json
  const subject = { class: 'Discussion', id: talk.id }
  const whole = (await report(world.as.owner, { subject })).json
  const part = (await report(world.as.owner, { subject, subject_embed_id: said.discussion[1].id })).json
  const ids = async (query: string): Promise<string[]> =>
    (
      await world.as.siteAdmin.call('GET', `/api/1/reports/?page_size=100&subject_type=Discussion&${query}`)
    ).json.data.map((it: { id: string }) => it.id)
  expect(await ids('handled=false')).toEqual(expect.arrayContaining([whole.id, part.id]))
  await world.as.owner.call('DELETE', `/api/1/discussions/${talk.id}/comments/1/`)
  expect(await ids('handled=true')).toEqual([part.id])
  await world.as.siteAdmin.call('DELETE', `/api/1/discussions/${talk.id}/`)
  expect(await ids('handled=true&sort=reported_at')).toEqual([whole.id, part.id])
  const after = (await world.as.siteAdmin.call('GET', `/api/1/reports/${whole.id}/`)).json
  expect(after).toMatchObject({
    subject_deleted_at: expect.any(String),
    subject_deleted_by: { first_name: 'Simone' },
    subject_label: 'À retirer',
  })
  for (const query of ['handled=perhaps', 'subject_type=Cat', 'sort=reason', 'page=0'])
    expect((await world.as.siteAdmin.call('GET', `/api/1/reports/?${query}`)).status).toBe(400)
})

test('reasons have names in both languages', async () => {
  const french = (await world.as.anonymous.call('GET', '/api/1/reports/reasons/')).json
  expect(french.map(({ value }: { value: string }) => value)).toEqual([
    ...['auto_spam', 'explicit_content', 'illegal_content', 'others', 'personal_data', 'security', 'spam'],
  ])
  expect(french[4].label).toBe('Données personnelles')
  expect((await world.as.anonymous.call('GET', '/api/1/reports/reasons/?lang=en')).json[4].label).toBe('Personal data')
})

test('a visitor who reports without end is stopped; people with an account aren’t', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 21; i++) statuses.push((await report(world.as.anonymous)).status)
  expect(statuses.at(-1)).toBe(429)
  const refused = await report(world.as.anonymous)
  expect(refused.headers.get('retry-after')).toBe('3600')
  expect((await report(world.as.outsider)).status).toBe(201)
})
