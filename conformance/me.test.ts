/** udata-api.md §2.4.1, §2.4.2: the caller's own account, what is theirs, their keys. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, deleteDataset, get, newDataset, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { datasetRef, newDiscussion, newReuse, next, orgDataset, PICTURE, SENTENCE, soon } from './world-b.ts'
import type { Person } from './world.ts'

const world = worldOfFile()
const ME = '/api/1/me/'
const KEYS =
  'id slug email active roles first_name last_name avatar avatar_thumbnail website about since last_login_at ' +
  'password_rotation_demanded password_rotation_performed metrics organizations uri page'
const somebody = () => world.person(`Camille${next()} Perrin`)
const idsIn = (list: { id: string }[]): string[] => list.map(({ id }) => id)

test.each([
  ['GET', ''],
  ['PUT', ''],
  ['DELETE', ''],
  ['POST', 'avatar/'],
  ['GET', 'datasets/'],
  ['GET', 'reuses/'],
  ['GET', 'org_datasets/'],
  ['GET', 'org_reuses/'],
  ['GET', 'org_community_resources/'],
  ['GET', 'org_discussions/'],
  ['GET', 'metrics/'],
  ['GET', 'api_tokens/'],
  ['POST', 'api_tokens/'],
  ['DELETE', `api_tokens/${UNKNOWN_ID}/`],
  ['GET', 'org_invitations/'],
])('%s /me/%s needs somebody', async (method, path) => {
  const answer = await world.as.anonymous.call(method, `${ME}${path}`)
  expect([answer.status, answer.json.message]).toEqual([401, expect.stringMatching(SENTENCE)])
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="uData"')
})

test('the account has every key of udata’s, and no key of the caller', async () => {
  const me = await read(world.as.editor, ME)
  expect(Object.keys(me)).toEqual(expect.arrayContaining(KEYS.split(' ')))
  expect(me).not.toHaveProperty('apikey')
  expect(JSON.stringify(me)).not.toContain(world.people.editor.key)
  expect(me).toMatchObject({
    id: world.people.editor.user.id,
    slug: 'emile-edition',
    email: world.people.editor.user.email,
    first_name: 'Emile',
    last_name: 'Edition',
    active: true,
    roles: [],
    avatar: null,
    website: null,
    about: null,
  })
  expect(me.since).toMatch(DATE_TIME)
  expect(me.uri).toBe(`${world.url}/api/1/users/emile-edition/`)
})

test('the account shows its organizations, its roles and its counters', async () => {
  const me = await read(world.as.editor, ME)
  expect(me.organizations).toEqual([expect.objectContaining({ class: 'Organization', id: world.organization.id })])
  expect(Object.keys(me.metrics)).toEqual(
    expect.arrayContaining(['datasets', 'reuses', 'dataservices', 'following', 'followers']),
  )
  expect((await read(world.as.siteAdmin, ME)).roles).toEqual(['admin'])
})

test('a PUT changes what it says and keeps the rest', async () => {
  const person = await somebody()
  const body = { first_name: 'Claude', website: 'https://www.example.org/claude', about: 'Je **range**.' }
  expect(await bodyOf(person.call('PUT', ME, body))).toMatchObject({ ...body, last_name: 'Perrin' })
  expect(await bodyOf(person.call('PUT', ME, { about: null }))).toMatchObject({ first_name: 'Claude', about: null })
})

test('nobody gives themselves a role, nor an end', async () => {
  const person = await somebody()
  const me = await read(person, ME)
  const changed = await bodyOf(person.call('PUT', ME, { ...me, roles: ['admin'], active: false, about: 'Rien.' }))
  expect(changed).toMatchObject({ roles: [], active: true, about: 'Rien.', slug: me.slug, id: me.id })
  expect((await get(person, '/api/1/users/')).status).toBe(403)
})

test.each([
  ['first_name', 'voir https://spam.example'],
  ['last_name', 'www.spam.example'],
  ['first_name', 'x'.repeat(256)],
  ['email', 'adresse'],
  ['website', 'pas une adresse'],
])('a wrong %s (%s) is refused on its field', async (field, value) => {
  const answer = await world.as.owner.call('PUT', ME, { [field]: value })
  expect([answer.status, answer.json.errors?.[field]]).toEqual([400, expect.stringMatching(SENTENCE)])
})

test('a picture of oneself', async () => {
  const person = await somebody()
  const sent = await bodyOf(person.upload(`${ME}avatar/`, 'moi.png', PICTURE))
  expect(sent).toMatchObject({ success: true, image: expect.stringMatching(/^http/) })
  const { avatar, avatar_thumbnail } = await read(person, ME)
  expect([avatar, avatar_thumbnail]).toEqual([expect.stringMatching(/^http/), expect.stringMatching(/^http/)])
  const wrong = await person.upload(`${ME}avatar/`, 'moi.png', 'du texte')
  expect([wrong.status, wrong.json.success]).toEqual([400, false])
})

test('my datasets: a bare list of what I own, private and deleted too', async () => {
  const person = await somebody()
  const shown = await newDataset(person)
  const hidden = await newDataset(person, { private: true })
  const deleted = await newDataset(person)
  await deleteDataset(person, deleted.id)
  expect(idsIn(await read(person, `${ME}datasets/`)).sort()).toEqual([shown.id, hidden.id, deleted.id].sort())
})

test('my datasets are not those of my organizations', async () => {
  const { id } = await orgDataset(world, 'editor')
  expect(idsIn(await read(world.as.editor, `${ME}datasets/`))).not.toContain(id)
  expect(idsIn(await read(world.as.editor, `${ME}org_datasets/`))).toContain(id)
  expect(idsIn(await read(world.as.outsider, `${ME}org_datasets/`))).not.toContain(id)
})

test('my organizations’ datasets, by a part of their title', async () => {
  const mine = await newDataset(world.as.editor, { title: 'Vitraux cherchés' })
  const theirs = await orgDataset(world, 'admin', { title: 'Les vitraux cherchés', private: true })
  const found = await read(world.as.editor, `${ME}org_datasets/?q=vitraux`)
  expect(idsIn(found).sort()).toEqual([mine.id, theirs.id].sort())
})

test('my reuses, and those of my organizations', async () => {
  const organization = world.organization.id
  const mine = await newReuse(world.as.editor, { title: 'Carte à moi', private: true })
  const theirs = await newReuse(world.as.admin, { title: 'Carte à nous', organization })
  expect(idsIn(await read(world.as.editor, `${ME}reuses/`))).toEqual([mine.id])
  expect(idsIn(await read(world.as.editor, `${ME}org_reuses/`)).sort()).toEqual([mine.id, theirs.id].sort())
  expect(idsIn(await read(world.as.editor, `${ME}org_reuses/?q=nous`))).toEqual([theirs.id])
})

test('my organizations’ community resources', async () => {
  const dataset = await newDataset(world.as.owner)
  const body = { title: 'Extrait', filetype: 'remote', url: 'https://www.example.org/extrait.csv', dataset: dataset.id }
  const path = '/api/1/datasets/community_resources/'
  const mine = await bodyOf(world.as.editor.call('POST', path, { ...body, organization: world.organization.id }), 201)
  expect(idsIn(await read(world.as.partial, `${ME}org_community_resources/`))).toEqual([mine.id])
  expect(await read(world.as.outsider, `${ME}org_community_resources/`)).toEqual([])
})

test('what is discussed about mine and my organizations’', async () => {
  const about = await orgDataset(world)
  const discussion = await newDiscussion(world.as.outsider, datasetRef(about), { title: 'Une coquille' })
  expect(idsIn(await read(world.as.editor, `${ME}org_discussions/`))).toContain(discussion.id)
  expect(idsIn(await read(world.as.editor, `${ME}org_discussions/?q=coquille`))).toEqual([discussion.id])
  expect(idsIn(await read(world.as.owner, `${ME}org_discussions/`))).not.toContain(discussion.id)
})

test('my numbers', async () => {
  const metrics = await read(world.as.editor, `${ME}metrics/`)
  expect(Object.keys(metrics)).toEqual(
    expect.arrayContaining([
      'id',
      'resources_availability',
      'datasets_org_count',
      'followers_org_count',
      'datasets_count',
      'followers_count',
    ]),
  )
  expect(metrics.id).toBe(world.people.editor.user.id)
})

const newToken = (person: Person, body: object = {}) => bodyOf(person.call('POST', `${ME}api_tokens/`, body), 201)
const withKey = (key: string, path = ME) => world.as.anonymous.call('GET', path, undefined, { 'X-API-KEY': key })

test('a new key is told once, and works', async () => {
  const person = await somebody()
  const { token, ...made } = await newToken(person, { name: 'Script' })
  expect(token).toMatch(/^cimaise_[\w-]{64}$/)
  expect(made).toMatchObject({ name: 'Script', scopes: ['admin'], kind: 'api_key', revoked_at: null, expires_at: null })
  expect(made.token_prefix).toBe(token.slice(0, 'cimaise_'.length + 8))
  expect(made.created_at).toMatch(DATE_TIME)
  expect((await withKey(token)).json.id).toBe(person.user.id)
  const listed = await read(person, `${ME}api_tokens/`)
  expect(idsIn(listed)).toContain(made.id)
  expect(JSON.stringify(listed)).not.toContain(token)
})

test('a key remembers when it was used, and by which program', async () => {
  const person = await somebody()
  const { token, id } = await newToken(person)
  await world.as.anonymous.call('GET', ME, undefined, { 'X-API-KEY': token, 'User-Agent': 'script-du-musee/1.0' })
  await soon(async () => {
    const used = (await read(person, `${ME}api_tokens/`)).find((key: { id: string }) => key.id === id)
    expect(used.last_used_at).toMatch(DATE_TIME)
    expect(used.user_agents).toContain('script-du-musee/1.0')
  })
})

test.each(['2020-01-01T00:00:00+00:00', 'demain'])('a key cannot end at %s', async (expires_at) => {
  expect((await world.as.owner.call('POST', `${ME}api_tokens/`, { expires_at })).status).toBe(400)
})

test('a key may end some day', async () => {
  const { expires_at } = await newToken(world.people.owner, { expires_at: '2100-01-01T00:00:00+00:00' })
  expect(expires_at).toBe('2100-01-01T00:00:00+00:00')
})

test('a revoked key no longer opens anything, nor appears', async () => {
  const person = await somebody()
  const { token, id } = await newToken(person)
  expect((await person.call('DELETE', `${ME}api_tokens/${id}/`)).status).toBe(204)
  expect((await withKey(token)).status).toBe(401)
  expect((await withKey(token, '/api/1/datasets/')).status).toBe(401)
  expect(idsIn(await read(person, `${ME}api_tokens/`))).not.toContain(id)
  expect((await person.call('DELETE', `${ME}api_tokens/${id}/`)).status).toBe(410)
})

test('the keys of others are not there', async () => {
  const { id } = await newToken(world.people.owner)
  expect((await world.as.outsider.call('DELETE', `${ME}api_tokens/${id}/`)).status).toBe(404)
  expect((await world.as.outsider.call('DELETE', `${ME}api_tokens/${UNKNOWN_ID}/`)).status).toBe(404)
})

test('closing one’s account makes it anonymous, ends its keys, and keeps what it published', async () => {
  const person = await somebody()
  const { id } = await newDataset(person)
  expect((await person.call('DELETE', ME)).status).toBe(204)
  expect((await person.call('GET', ME)).status).toBe(401)
  expect((await get(world.as.anonymous, `/api/1/users/${person.user.id}/`)).status).toBe(410)
  const seen = await read(world.as.siteAdmin, `/api/1/users/${person.user.id}/`)
  expect(seen).toMatchObject({ first_name: 'DELETED', last_name: 'DELETED', active: false })
  expect(seen.slug).toBe(`deleted-${person.user.id}`)
  expect((await get(world.as.anonymous, `/api/1/datasets/${id}/`)).status).toBe(200)
})
