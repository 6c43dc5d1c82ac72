import { afterAll, beforeAll, expect, test } from 'vitest'
import { newBrowser } from '../testing/browser.ts'
import { PASSWORD, startTestApp, type Answer, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let alix: Person
let ministry: string
let club: string
/** Camille's, who administers both organizations and the site, for the ministry alone. */
let key: { id: string; token: string }
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin', { siteAdmin: true })
  alix = await app.person('Alix Martin')
  const found = async (name: string) =>
    (await camille.call('POST', '/api/1/organizations/', { name, description: 'x' })).json.id as string
  ministry = await found('Ministère de la culture')
  club = await found('Club des cinq')
  const input = { name: 'Nuit', organization: ministry }
  key = (await camille.call('POST', '/api/1/me/api_tokens/', input)).json
})
afterAll(() => app.close())

const limited = (method: string, path: string, body?: unknown): Promise<Answer> =>
  newBrowser(app.url).call(method, path, body, { 'X-API-KEY': key.token })
const dataset = (owner: object) => ({ title: 'Musées', description: 'Les musées.', frequency: 'annual', ...owner })
const made = async (path: string, body: object): Promise<string> => (await camille.call('POST', path, body)).json.id

test('a key of one organization does there what its owner may do', async () => {
  const created = await limited('POST', '/api/1/datasets/', dataset({ organization: ministry, private: true }))
  expect(created.status).toBe(201)
  const here = `/api/1/datasets/${created.json.id}/`
  expect((await limited('PUT', here, dataset({ title: 'Musées de France' }))).status).toBe(200)
  const link = { title: 'Carte', url: 'https://ailleurs.example/carte', filetype: 'remote', format: 'html' }
  expect((await limited('POST', `${here}resources/`, link)).status).toBe(201)
  const contact = { name: 'Bureau', role: 'contact', email: 'b@culture.example', organization: ministry }
  expect((await limited('POST', '/api/1/contacts/', contact)).status).toBe(201)
  const discussion = { title: 'Bonjour', comment: 'Une question ?', subject: { class: 'Dataset', id: created.json.id } }
  const said = await limited('POST', '/api/1/discussions/', { ...discussion, organization: ministry })
  expect(said.status).toBe(201)
  expect((await limited('DELETE', here)).status).toBe(204)
})

test('it says which organization it is for, and whose key it is', async () => {
  expect((await limited('GET', '/api/1/me/')).json).toMatchObject({
    email: camille.user.email,
    roles: [],
    organizations: [{ id: ministry, role: 'admin' }],
  })
  const [listed] = (await camille.call('GET', '/api/1/me/api_tokens/')).json
  expect(listed).toMatchObject({ id: key.id, organization: ministry, scopes: ['admin'] })
})

test('what is of another organization, or one’s own, is as to anybody', async () => {
  const theirs = await made('/api/1/datasets/', dataset({ organization: club, private: true }))
  const own = await made('/api/1/datasets/', dataset({ private: true }))
  const open = await made('/api/1/datasets/', dataset({ title: 'Ouvert', organization: club }))
  for (const id of [theirs, own]) {
    expect((await limited('GET', `/api/1/datasets/${id}/`)).status).toBe(404)
    expect((await limited('PUT', `/api/1/datasets/${id}/`, dataset({}))).status).toBe(404)
  }
  expect((await limited('GET', `/api/1/datasets/${open}/`)).status).toBe(200)
  const refused: [string, string, unknown?][] = [
    ['PUT', `/api/1/datasets/${open}/`, dataset({})],
    ['DELETE', `/api/1/datasets/${open}/`],
    ['POST', `/api/1/datasets/${open}/resources/`, { title: 'x', url: 'https://x.example', filetype: 'remote' }],
    ['POST', `/api/1/datasets/${open}/featured/`],
    ['POST', '/api/1/datasets/', dataset({})],
    [
      'POST',
      '/api/1/reuses/',
      { title: 'x', description: 'x', url: 'https://x.example/', type: 'idea', topic: 'others' },
    ],
    ['PUT', `/api/1/organizations/${club}/`, { url: 'https://club.example' }],
  ]
  for (const [method, path, body] of refused)
    expect([method, path, (await limited(method, path, body)).status]).toEqual([method, path, 403])
  // An organization that isn't its own is one that its owner isn't a member of.
  expect((await limited('POST', '/api/1/datasets/', dataset({ organization: club }))).status).toBe(400)
  const titles = async (path: string) => (await limited('GET', path)).json.map((one: { id: string }) => one.id)
  expect(await titles('/api/1/me/datasets/')).toEqual([])
  expect(await titles('/api/1/me/org_datasets/')).not.toEqual(expect.arrayContaining([theirs]))
  const { data } = (await limited('GET', '/api/1/datasets/?page_size=100')).json
  const ids = data.map((one: { id: string }) => one.id)
  expect(ids).toContain(open)
  expect(ids).not.toContain(theirs)
  expect(ids).not.toContain(own)
})

test('what a person does for themselves is refused', async () => {
  const shared = await made('/api/1/datasets/', dataset({ title: 'À donner', organization: ministry }))
  const subject = { class: 'Dataset', id: shared }
  const recipient = { class: 'User', id: alix.user.id }
  const { json: asked } = await alix.call('POST', `/api/1/organizations/${ministry}/membership/`, {
    comment: 'Bonjour',
  })
  const member = `/api/1/organizations/${ministry}/member/`
  const refused: [string, string, unknown?][] = [
    ['DELETE', `/api/1/organizations/${ministry}/`],
    ['PUT', `/api/1/organizations/${ministry}/settings/`, { four_eyes: false }],
    ['PUT', '/api/1/me/', { about: 'x' }],
    ['DELETE', '/api/1/me/'],
    ['GET', '/api/1/me/api_tokens/'],
    ['POST', '/api/1/me/api_tokens/', { name: 'Une autre' }],
    ['DELETE', `/api/1/me/api_tokens/${key.id}/`],
    ['GET', `/api/1/organizations/${ministry}/api_tokens/`],
    ['DELETE', `/api/1/organizations/${ministry}/api_tokens/${key.id}/`],
    ['GET', '/api/1/me/notification_choices/'],
    ['PUT', '/api/1/me/notification_choices/', { flows: 'never' }],
    ['GET', '/api/1/notifications/'],
    ['GET', '/api/1/me/saved-views/'],
    ['POST', `/api/1/organizations/${ministry}/bulk-edits/`, { ids: [shared], changes: { license: 'lov2' } }],
    ['GET', '/api/1/me/org_invitations/'],
    ['GET', '/api/1/me/membership_requests/'],
    ['POST', '/api/1/organizations/', { name: 'x', description: 'x' }],
    ['POST', `/api/1/organizations/${club}/membership/`, { comment: 'x' }],
    ['POST', `/api/1/organizations/${ministry}/membership/${asked.id}/accept/`],
    ['POST', `/api/1/organizations/${ministry}/membership/${asked.id}/refuse/`, { comment: 'x' }],
    ['POST', member, { email: 'zoe@culture.example', role: 'editor' }],
    ['PUT', `${member}${camille.user.id}/`, { role: 'editor' }],
    ['DELETE', `${member}${camille.user.id}/`],
    ['POST', '/api/1/transfer/', { subject, recipient, comment: 'x' }],
    ['POST', '/api/1/flows/apply/', { organization: ministry, yaml: 'name: x' }],
    ['POST', '/api/1/discussions/', { title: 'x', comment: 'x', subject }],
    ['POST', `/api/1/datasets/${shared}/followers/`],
    ['POST', '/api/1/reports/', { subject, reason: 'spam', message: 'x' }],
    ['GET', '/api/1/reports/'],
    ['GET', '/api/1/users/'],
    ['POST', `/api/1/organizations/${ministry}/badges/`, { kind: 'certified' }],
    ['PATCH', '/api/1/site/', { title: 'x' }],
  ]
  for (const [method, path, body] of refused)
    expect([method, path, (await limited(method, path, body)).status]).toEqual([method, path, 403])
  for (const path of ['/api/1/me/sessions/', '/tf-setup', '/oauth/authorize?client_id=x'])
    expect([path, [401, 302].includes((await limited('GET', path)).status)]).toEqual([path, true])
  const passwords = { password: PASSWORD, new_password: 'Autre-2026', new_password_confirm: 'Autre-2026' }
  const addresses = { new_email: 'a@b.example', new_email_confirm: 'a@b.example' }
  for (const path of ['/change/', '/change-email', '/verify'])
    expect([path, (await limited('POST', path, { ...passwords, ...addresses })).status]).toEqual([path, 401])
})

test('a key is limited to an organization of its owner, and follows what they are there', async () => {
  const foreign = await alix.call('POST', '/api/1/me/api_tokens/', { organization: ministry })
  expect([foreign.status, Object.keys(foreign.json.errors)]).toEqual([400, ['organization']])
  const zoe = await app.person('Zoé Petit')
  const { json: asked } = await zoe.call('POST', `/api/1/organizations/${ministry}/membership/`, { comment: 'x' })
  await camille.call('POST', `/api/1/organizations/${ministry}/membership/${asked.id}/accept/`)
  const { token } = (await zoe.call('POST', '/api/1/me/api_tokens/', { name: 'Zoé', organization: ministry })).json
  const publish = () =>
    newBrowser(app.url).call('POST', '/api/1/datasets/', dataset({ organization: ministry }), { 'X-API-KEY': token })
  expect((await publish()).status).toBe(201)
  expect((await zoe.call('DELETE', `/api/1/organizations/${ministry}/member/${zoe.user.id}/`)).status).toBe(204)
  expect((await publish()).status).toBe(400)
})

test('an organization’s administrators see and end its keys, whoever made them; nobody else does', async () => {
  const path = `/api/1/organizations/${ministry}/api_tokens/`
  const { json } = await camille.call('GET', path)
  expect(json.map((one: { name: string; owner: { id: string } }) => [one.name, one.owner.id])).toEqual([
    ['Zoé', expect.any(String)],
    ['Nuit', camille.user.id],
  ])
  expect(JSON.stringify(json)).not.toContain(key.token)
  expect((await alix.call('GET', path)).status).toBe(403)
  expect((await newBrowser(app.url).call('GET', path)).status).toBe(401)
  const id = json[0].id as string
  expect((await alix.call('DELETE', `${path}${id}/`)).status).toBe(403)
  // Another organization's administrator has no part in it, and a key of the person's own is none of theirs.
  expect((await camille.call('DELETE', `/api/1/organizations/${club}/api_tokens/${id}/`)).status).toBe(404)
  const own = (await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Mienne' })).json
  expect((await camille.call('DELETE', `${path}${own.id}/`)).status).toBe(404)
  expect((await camille.call('DELETE', `${path}${id}/`)).status).toBe(204)
  expect((await camille.call('DELETE', `${path}${id}/`)).status).toBe(410)
  expect((await camille.call('GET', path)).json).toHaveLength(1)
})

test('a member leaves, the last administrator can’t, and nobody sends another away', async () => {
  const member = (id: string) => `/api/1/organizations/${club}/member/${id}/`
  const { json: asked } = await alix.call('POST', `/api/1/organizations/${club}/membership/`, { comment: 'x' })
  await camille.call('POST', `/api/1/organizations/${club}/membership/${asked.id}/accept/`)
  expect((await alix.call('DELETE', member(camille.user.id))).status).toBe(403)
  expect((await camille.call('DELETE', member(camille.user.id))).status).toBe(400)
  expect((await alix.call('DELETE', member(alix.user.id))).status).toBe(204)
})

test('who alone administers an organization names another one before they delete their account', async () => {
  const noe = await app.person('Noé Blanc')
  const ark = { name: 'Arche', description: 'x' }
  const { id } = (await noe.call('POST', '/api/1/organizations/', ark)).json
  const refused = await noe.call('DELETE', '/api/1/me/')
  expect([refused.status, refused.json.message]).toEqual([400, expect.stringContaining('Vous seul administrez Arche')])
  expect((await noe.call('GET', '/api/1/me/')).status).toBe(200)
  await noe.call('DELETE', `/api/1/organizations/${id}/`)
  expect((await noe.call('DELETE', '/api/1/me/')).status).toBe(204)
})

test('who asked to come in reads where it stands, and why not', async () => {
  const sacha = await app.person('Sacha Morel')
  const { json: asked } = await sacha.call('POST', `/api/1/organizations/${club}/membership/`, { comment: 'Bonjour' })
  const mine = async () => (await sacha.call('GET', '/api/1/me/membership_requests/')).json
  expect(await mine()).toEqual([
    expect.objectContaining({ id: asked.id, status: 'pending', refusal_comment: null, comment: 'Bonjour' }),
  ])
  const refusal = { comment: 'Complet cette année.' }
  await camille.call('POST', `/api/1/organizations/${club}/membership/${asked.id}/refuse/`, refusal)
  expect(await mine()).toEqual([
    expect.objectContaining({ status: 'refused', refusal_comment: 'Complet cette année.' }),
  ])
  expect((await newBrowser(app.url).call('GET', '/api/1/me/membership_requests/')).status).toBe(401)
})
