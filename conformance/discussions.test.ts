/** udata-api.md §2.8: people talk about what is published. */
import { beforeAll, expect, test } from 'vitest'
import {
  bodyOf,
  DATE_TIME,
  get,
  newDataset,
  OBJECT_ID,
  read,
  UNKNOWN_ID,
  UNKNOWN_UUID,
  UUID,
  worldOfFile,
} from './datasets.kit.ts'
import { datasetRef, newDataservice, newDiscussion, newReuse, newTopic, publishedPost, SENTENCE } from './world-b.ts'
import type { Caller } from './world.ts'

const world = worldOfFile()
const BASE = '/api/1/discussions/'
const KEYS =
  'id user organization subject title discussion created closed closed_by closed_by_organization extras permissions ' +
  'self_web_url url'
const MESSAGE_KEYS = 'id content posted_on posted_by posted_by_organization last_modified_at permissions'
let dataset: { id: string }
beforeAll(async () => {
  dataset = await newDataset(world.as.owner)
})

const open = (caller: Caller = world.as.outsider, changes: object = {}) =>
  newDiscussion(caller, datasetRef(dataset), changes)
const say = (caller: Caller, id: string, body: object) => caller.call('POST', `${BASE}${id}/`, body)
const comments = (id: string, which: string | number) => `${BASE}${id}/comments/${which}/`

test('a discussion has every key of udata’s, and so has its first message', async () => {
  const made = await open(world.as.outsider, { title: 'Une coquille', comment: 'Ligne **12**.' })
  expect(Object.keys(made)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  const { user } = world.people.outsider
  expect(made).toMatchObject({
    title: 'Une coquille',
    subject: { class: 'Dataset', id: dataset.id },
    user: { class: 'User', id: user.id },
    organization: null,
    closed: null,
    closed_by: null,
    closed_by_organization: null,
    extras: {},
    permissions: { delete: true, edit: true, close: true },
    url: `${world.url}/api/1/discussions/${made.id}/`,
  })
  expect([made.id, made.created]).toEqual([expect.stringMatching(OBJECT_ID), expect.stringMatching(DATE_TIME)])
  expect(made.discussion).toHaveLength(1)
  const [message] = made.discussion
  expect(Object.keys(message)).toEqual(expect.arrayContaining(MESSAGE_KEYS.split(' ')))
  expect(message).toMatchObject({
    content: 'Ligne **12**.',
    posted_by: { class: 'User', id: user.id },
    posted_by_organization: null,
    last_modified_at: null,
    permissions: { delete: true, edit: true },
  })
  expect([message.id, message.posted_on]).toEqual([expect.stringMatching(UUID), expect.stringMatching(DATE_TIME)])
})

test('everybody reads it, by its id only; an unknown one is 404', async () => {
  const { id } = await open()
  expect(await read(world.as.anonymous, `${BASE}${id}/`)).toMatchObject({
    id,
    permissions: { delete: false, edit: false, close: false },
  })
  for (const path of [UNKNOWN_ID, 'une-question'])
    expect((await get(world.as.anonymous, `${BASE}${path}/`)).status).toBe(404)
})

test.each(['Dataset', 'Reuse', 'Dataservice', 'Topic', 'Post'])('about a %s', async (kind) => {
  const makers = {
    Dataset: () => newDataset(world.as.owner),
    Reuse: () => newReuse(world.as.owner),
    Dataservice: () => newDataservice(world.as.owner),
    Topic: () => newTopic(world.as.owner),
    Post: () => publishedPost(world.as.siteAdmin),
  }
  const { id } = await makers[kind as keyof typeof makers]()
  expect((await newDiscussion(world.as.outsider, { class: kind, id })).subject).toEqual({ class: kind, id })
})

test.each([
  ['no title', { title: undefined }, 'title'],
  ['a title of spaces', { title: ' ' }, 'title'],
  ['no comment', { comment: undefined }, 'comment'],
  ['a comment of spaces', { comment: '  ' }, 'comment'],
  ['a comment that is too long', { comment: 'c'.repeat(50_001) }, 'comment'],
  ['no subject', { subject: undefined }, 'subject'],
  ['a subject of another class', { subject: { class: 'User', id: UNKNOWN_ID } }, 'subject'],
  ['an unknown subject', { subject: { class: 'Dataset', id: UNKNOWN_ID } }, 'subject'],
  ['an unknown organization', { organization: UNKNOWN_ID }, 'organization'],
])('%s is refused on its field', async (_, changes, field) => {
  const body = { title: 'Une question', comment: 'Pourquoi ?', subject: datasetRef(dataset), ...changes }
  const answer = await world.as.outsider.call('POST', BASE, body)
  expect([answer.status, Object.keys(answer.json.errors ?? {})]).toEqual([400, [field]])
  expect([answer.json.errors[field], answer.json.message]).toEqual([
    expect.stringMatching(SENTENCE),
    expect.stringMatching(SENTENCE),
  ])
})

test('an address to be told at is not just any address', async () => {
  const extras = { notification: { external_url: 'javascript:alert(1)' } }
  const body = { title: 'Une question', comment: 'Pourquoi ?', subject: datasetRef(dataset), extras }
  expect((await world.as.outsider.call('POST', BASE, body)).status).toBe(400)
})

test('in the name of one’s organization, not of another’s', async () => {
  const organization = world.organization.id
  const made = await open(world.as.editor, { organization })
  expect(made.organization).toMatchObject({ class: 'Organization', id: organization })
  expect(made.discussion[0].posted_by_organization).toMatchObject({ class: 'Organization', id: organization })
  const body = { title: 'Au nom de', comment: 'D’autres.', subject: datasetRef(dataset), organization }
  expect((await world.as.outsider.call('POST', BASE, body)).status).toBe(400)
  const answered = await bodyOf(say(world.as.partial, made.id, { comment: 'Nous aussi.', organization }))
  expect(answered.discussion[1].posted_by_organization.id).toBe(organization)
  expect((await say(world.as.owner, made.id, { comment: 'Moi aussi.', organization })).status).toBe(400)
})

test('a comment is added at the end', async () => {
  const { id } = await open()
  const answered = await bodyOf(say(world.as.owner, id, { comment: 'Elle arrive.' }))
  expect(answered.discussion).toHaveLength(2)
  expect(answered.discussion[1]).toMatchObject({
    content: 'Elle arrive.',
    posted_by: { id: world.people.owner.user.id },
  })
  expect(answered.closed).toBeNull()
})

test('saying nothing is refused', async () => {
  const { id } = await open()
  for (const body of [{}, { comment: ' ' }, { comment: 'c'.repeat(50_001) }])
    expect((await say(world.as.owner, id, body)).status).toBe(400)
  expect((await say(world.as.owner, UNKNOWN_ID, { comment: 'Rien.' })).status).toBe(404)
})

test('closed with a word, it says by whom, and nothing more can be said', async () => {
  const { id } = await open()
  const closed = await bodyOf(say(world.as.owner, id, { comment: 'C’est fait.', close: true }))
  expect(closed.discussion).toHaveLength(2)
  expect(closed.closed).toMatch(DATE_TIME)
  expect(closed).toMatchObject({ closed_by: { id: world.people.owner.user.id }, closed_by_organization: null })
  expect((await say(world.as.outsider, id, { comment: 'Merci.' })).status).toBe(403)
  expect((await say(world.as.owner, id, { close: true })).status).toBe(403)
})

test('closed without a word, by who opened it, in words that forms send', async () => {
  const { id } = await open()
  expect((await bodyOf(say(world.as.outsider, id, { comment: 'Non.', close: 'false' }))).closed).toBeNull()
  expect((await say(world.as.outsider, id, { close: 'peut-être' })).status).toBe(400)
  const closed = await bodyOf(say(world.as.outsider, id, { close: 'true' }))
  expect([closed.closed, closed.discussion.length]).toEqual([expect.stringMatching(DATE_TIME), 2])
})

test('who may not close does not even comment with it', async () => {
  const { id } = await open()
  expect((await say(world.as.editor, id, { comment: 'Je ferme.', close: true })).status).toBe(403)
  expect((await read(world.as.anonymous, `${BASE}${id}/`)).discussion).toHaveLength(1)
})

test('a title changes, to something', async () => {
  const { id } = await open()
  const changed = await bodyOf(world.as.outsider.call('PUT', `${BASE}${id}/`, { title: 'Autrement', comment: 'Non' }))
  expect(changed).toMatchObject({ title: 'Autrement', discussion: [{ content: 'Où est la notice ?' }] })
  expect((await world.as.outsider.call('PUT', `${BASE}${id}/`, { title: ' ' })).status).toBe(400)
})

test('deleted, it is no more', async () => {
  const { id } = await open()
  expect((await world.as.outsider.call('DELETE', `${BASE}${id}/`)).status).toBe(204)
  expect((await get(world.as.siteAdmin, `${BASE}${id}/`)).status).toBe(404)
  expect((await world.as.outsider.call('DELETE', `${BASE}${id}/`)).status).toBe(404)
})

test('a message changes, found by its place or its id, and says when', async () => {
  const { id, discussion } = await open()
  await bodyOf(say(world.as.owner, id, { comment: 'Réponse.' }))
  const byId = await bodyOf(world.as.outsider.call('PUT', comments(id, discussion[0].id), { comment: 'Mieux dit.' }))
  const seen = await read(world.as.anonymous, `${BASE}${id}/`)
  expect(seen.discussion[0]).toMatchObject({ id: discussion[0].id, content: 'Mieux dit.' })
  expect(seen.discussion[0].last_modified_at).toMatch(DATE_TIME)
  expect(byId).toBeDefined()
  await bodyOf(world.as.owner.call('PUT', comments(id, 1), { comment: 'Autre réponse.' }))
  const [, second] = (await read(world.as.anonymous, `${BASE}${id}/`)).discussion
  expect(second.content).toBe('Autre réponse.')
  expect((await world.as.owner.call('PUT', comments(id, 1), { comment: ' ' })).status).toBe(400)
})

test('a message is deleted, the first one is not, an unknown one is 404', async () => {
  const { id, discussion } = await open()
  const answered = await bodyOf(say(world.as.owner, id, { comment: 'De trop.' }))
  expect((await world.as.outsider.call('DELETE', comments(id, discussion[0].id))).status).toBe(400)
  expect((await world.as.outsider.call('DELETE', comments(id, 0))).status).toBe(400)
  for (const method of ['PUT', 'DELETE'])
    for (const which of [9, UNKNOWN_UUID]) {
      const answer = await world.as.owner.call(method, comments(id, which), { comment: 'Rien.' })
      expect([method, which, answer.status]).toEqual([method, which, 404])
    }
  expect((await world.as.owner.call('DELETE', comments(id, answered.discussion[1].id))).status).toBe(204)
  expect((await read(world.as.anonymous, `${BASE}${id}/`)).discussion).toHaveLength(1)
})

test('what is said about something private is for those who may read it', async () => {
  const hidden = await newDataset(world.as.owner, { private: true })
  const { id } = await newDiscussion(world.as.owner, datasetRef(hidden))
  for (const role of ['anonymous', 'outsider', 'editor'] as const) {
    expect([role, (await get(world.as[role], `${BASE}${id}/`)).status]).toEqual([role, 404])
    expect([role, (await read(world.as[role], `${BASE}?for=${hidden.id}`)).total]).toEqual([role, 0])
  }
  expect((await say(world.as.outsider, id, { comment: 'Indiscret.' })).status).toBe(404)
  for (const role of ['owner', 'siteAdmin'] as const) {
    expect([role, (await get(world.as[role], `${BASE}${id}/`)).status]).toEqual([role, 200])
    expect([role, (await read(world.as[role], `${BASE}?for=${hidden.id}`)).total]).toEqual([role, 1])
  }
})

test('nobody opens a discussion about what they can’t read', async () => {
  const hidden = await newDataset(world.as.owner, { private: true })
  const body = { title: 'Indiscret', comment: 'Indiscret.', subject: datasetRef(hidden) }
  expect([400, 404]).toContain((await world.as.outsider.call('POST', BASE, body)).status)
})
