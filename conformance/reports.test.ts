/** udata-api.md §2.17: anybody reports what is wrong; the site's administrators look at it. */
import { expect, test } from 'vitest'
import {
  bodyOf,
  DATE_TIME,
  deleteDataset,
  get,
  idsOf,
  newDataset,
  OBJECT_ID,
  read,
  UNKNOWN_ID,
  worldOfFile,
} from './datasets.kit.ts'
import { datasetRef, newDataservice, newDiscussion, newReuse, SENTENCE, SITE_ADMIN, soon, tableOf } from './world-b.ts'
import { ROLES, statusesOf, type Caller } from './world.ts'

const world = worldOfFile()
const BASE = '/api/1/reports/'
const KEYS =
  'id by subject subject_deleted_at subject_deleted_by subject_label subject_embed_id reason message reported_at ' +
  'dismissed_at dismissed_by callbacks_count self_api_url'
const REASONS = ['auto_spam', 'explicit_content', 'illegal_content', 'others', 'personal_data', 'security', 'spam']
const report = (caller: Caller, subject: object, changes: object = {}) =>
  caller.call('POST', BASE, { subject, reason: 'spam', message: 'De la réclame.', ...changes })
const reported = async (changes: object = {}) =>
  bodyOf(report(world.as.outsider, datasetRef(await newDataset(world.as.owner)), changes), 201)

test('a report has every key of udata’s', async () => {
  const dataset = await newDataset(world.as.owner)
  const made = await bodyOf(report(world.as.outsider, datasetRef(dataset)), 201)
  const seen = await read(world.as.siteAdmin, `${BASE}${made.id}/`)
  expect(Object.keys(seen)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(seen).toMatchObject({
    by: { class: 'User', id: world.people.outsider.user.id },
    subject: { class: 'Dataset', id: dataset.id },
    subject_deleted_at: null,
    subject_deleted_by: null,
    reason: 'spam',
    message: 'De la réclame.',
    dismissed_at: null,
    dismissed_by: null,
    callbacks_count: 0,
    self_api_url: `${world.url}${BASE}${made.id}/`,
  })
  expect([seen.id, seen.reported_at]).toEqual([expect.stringMatching(OBJECT_ID), expect.stringMatching(DATE_TIME)])
})

test('anybody reports, even without an account', async () => {
  const dataset = await newDataset(world.as.owner)
  const statuses = await statusesOf(world, (caller) => report(caller, datasetRef(dataset)))
  expect(statuses).toEqual(tableOf(201, ROLES))
  const { id, by } = await bodyOf(report(world.as.anonymous, datasetRef(dataset), { message: undefined }), 201)
  expect([by, (await read(world.as.siteAdmin, `${BASE}${id}/`)).by]).toEqual([null, null])
})

test.each(['Dataset', 'Reuse', 'Dataservice', 'Discussion', 'Organization', 'User'])('about a %s', async (kind) => {
  const makers = {
    Dataset: () => newDataset(world.as.owner),
    Reuse: () => newReuse(world.as.owner),
    Dataservice: () => newDataservice(world.as.owner),
    Discussion: async () => newDiscussion(world.as.owner, datasetRef(await newDataset(world.as.owner))),
    Organization: async () => world.organization,
    User: async () => world.people.owner.user,
  }
  const { id } = await makers[kind as keyof typeof makers]()
  expect((await bodyOf(report(world.as.outsider, { class: kind, id }), 201)).subject).toEqual({ class: kind, id })
})

test.each([
  ['no reason', { reason: undefined }, 'reason'],
  ['an unknown reason', { reason: 'laideur' }, 'reason'],
  ['no subject', { subject: undefined }, 'subject'],
  ['a subject of another class', { subject: { class: 'License', id: UNKNOWN_ID } }, 'subject'],
  ['an unknown subject', { subject: { class: 'Dataset', id: UNKNOWN_ID } }, 'subject'],
])('%s is refused on its field', async (_, changes, field) => {
  const answer = await report(world.as.outsider, datasetRef(await newDataset(world.as.owner)), changes)
  expect([answer.status, Object.keys(answer.json.errors ?? {})]).toEqual([400, [field]])
})

test('only the site’s administrators list, read, dismiss', async () => {
  const { id } = await reported()
  const on = (method: string, path: string, body?: object) =>
    statusesOf(world, (caller) => caller.call(method, `${BASE}${path}`, body))
  expect(await on('GET', '')).toEqual(tableOf(200, SITE_ADMIN))
  expect(await on('GET', `${id}/`)).toEqual(tableOf(200, SITE_ADMIN))
  expect(await on('PATCH', `${id}/`, { dismissed_at: null })).toEqual(tableOf(200, SITE_ADMIN))
})

test('dismissed, it says when and by whom; then no longer', async () => {
  const { id } = await reported()
  const patch = (body: object) => bodyOf(world.as.siteAdmin.call('PATCH', `${BASE}${id}/`, body))
  const dismissed = await patch({ dismissed_at: '2026-01-02T03:04:05+00:00' })
  expect(dismissed).toMatchObject({
    dismissed_at: '2026-01-02T03:04:05+00:00',
    dismissed_by: { id: world.people.siteAdmin.user.id },
  })
  expect(await patch({ dismissed_at: null })).toMatchObject({ dismissed_at: null, dismissed_by: null })
  const wrong = await world.as.siteAdmin.call('PATCH', `${BASE}${id}/`, { dismissed_at: 'hier soir' })
  expect(wrong.status).toBe(400)
})

test('the list: a page, by what is handled and by class, sorted', async () => {
  const waiting = await reported()
  const handled = await reported()
  const organization = await bodyOf(
    report(world.as.outsider, { class: 'Organization', id: world.organization.id }),
    201,
  )
  await bodyOf(world.as.siteAdmin.call('PATCH', `${BASE}${handled.id}/`, { dismissed_at: '2026-01-02' }))
  const list = async (query: string) => idsOf(await read(world.as.siteAdmin, `${BASE}?page_size=100&${query}`))
  expect(await list('handled=true')).toContain(handled.id)
  expect(await list('handled=true')).not.toContain(waiting.id)
  expect(await list('handled=false')).toContain(waiting.id)
  expect(await list('handled=false')).not.toContain(handled.id)
  expect(await list('subject_type=Organization')).toContain(organization.id)
  expect(await list('subject_type=Organization')).not.toContain(waiting.id)
  const oldest = await list('sort=reported_at')
  expect(await list('sort=-reported_at')).toEqual([...oldest].reverse())
  expect((await get(world.as.siteAdmin, `${BASE}?sort=reason`)).status).toBe(400)
  expect((await get(world.as.siteAdmin, `${BASE}?handled=maybe`)).status).toBe(400)
})

test('what was deleted since counts as handled', async () => {
  const { id: dataset } = await newDataset(world.as.owner)
  const { id } = await bodyOf(report(world.as.outsider, datasetRef({ id: dataset })), 201)
  await deleteDataset(world.as.siteAdmin, dataset)
  await soon(async () =>
    expect((await read(world.as.siteAdmin, `${BASE}${id}/`)).subject_deleted_at).toMatch(DATE_TIME),
  )
  expect(idsOf(await read(world.as.siteAdmin, `${BASE}?handled=true&page_size=100`))).toContain(id)
})

test('an unknown report is 404', async () => {
  expect((await get(world.as.siteAdmin, `${BASE}${UNKNOWN_ID}/`)).status).toBe(404)
  expect((await world.as.siteAdmin.call('PATCH', `${BASE}${UNKNOWN_ID}/`, { dismissed_at: null })).status).toBe(404)
})

test('reasons have labels', async () => {
  const reasons: { value: string; label: string }[] = await read(world.as.anonymous, `${BASE}reasons/`)
  expect(reasons.map(({ value }) => value).sort()).toEqual(REASONS)
  for (const { label } of reasons) expect(label).toMatch(SENTENCE)
})

test('nobody reports what they can’t see', async () => {
  const { id } = await newDataset(world.as.owner, { private: true })
  expect((await report(world.as.outsider, datasetRef({ id }))).status).toBe(400)
})
