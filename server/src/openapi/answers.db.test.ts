/** The models of the documents are true: real answers have their keys, no other, and their types. */
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '../oauth/index.ts'
import { readDescribedApi, type DescribedApi } from '../testing/described-api.ts'
import { anonymous, PASSWORD, startTestApp, type Answer, type Person, type TestApp } from '../testing/test-app.ts'
import { newBrowser } from '../testing/browser.ts'
import { startTestSite } from '../testing/test-site.ts'
import { addressFor, CALLBACK, codeFrom, exchange, signedInAs } from '../testing/oauth-portal.ts'

let app: TestApp
let api: DescribedApi
let admin: Person
let camille: Person
let alix: Person
beforeAll(async () => {
  app = await startTestApp({ sites: { 'fichiers.example': '127.0.0.1' } })
  api = await readDescribedApi(app.url)
  admin = await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  alix = await app.person('Alix Moreau')
})
afterAll(() => app.close())

type Caller = Pick<Person, 'call' | 'upload'>
const visitor = () => anonymous(app.url)

/** A call whose answer must be as described; its body. */
const ask = async (caller: Pick<Person, 'call'>, method: string, path: string, body?: unknown, headers = {}) => {
  const answer = await caller.call(method, path, body, headers)
  return held(method, path, answer)
}
const read = (caller: Caller, path: string, headers = {}) => ask(caller, 'GET', path, undefined, headers)
const send = async (caller: Caller, path: string, name: string, content: string | Uint8Array) =>
  held('POST', path, await caller.upload(path, name, content))

const held = (method: string, path: string, answer: Answer) => {
  expect(answer.status, answer.text).toBeLessThan(400)
  expect([`${method} ${path}`, api.wrongIn(method, path, answer)]).toEqual([`${method} ${path}`, []])
  return answer.json
}

const WORDS = { title: 'Musées', description: 'Les musées de France.' }
const LINK = { title: 'Un lien', filetype: 'remote', type: 'main' }
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('an organization, its members, those who ask and those who are asked', async () => {
  const organization = await ask(camille, 'POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })
  const here = `/api/1/organizations/${organization.id}`
  await ask(camille, 'PUT', `${here}/`, { url: 'https://musees.example' })
  await read(visitor(), `${here}/settings/`)
  await ask(camille, 'POST', '/api/1/me/api_tokens/', { name: 'Nuit', organization: organization.id })
  await read(camille, `${here}/api_tokens/`)
  await read(visitor(), `${here}/statistics/`)
  await ask(camille, 'PUT', `${here}/settings/`, { recommended_tags: ['Musées'], four_eyes: false })
  await ask(admin, 'POST', `${here}/badges/`, { kind: 'public-service' })
  await send(camille, `${here}/logo/`, 'logo.png', PICTURE)
  await ask(camille, 'DELETE', `${here}/logo/`)
  const asked = await ask(alix, 'POST', `${here}/membership/`, { comment: 'Bonjour' })
  await read(camille, `${here}/membership/`)
  await ask(alix, 'POST', `${here}/membership/${asked.id}/cancel/`)
  const again = await ask(alix, 'POST', `${here}/membership/`, { comment: 'Bonjour' })
  await ask(camille, 'POST', `${here}/membership/${again.id}/accept/`, { role: 'editor' })
  const member = `${here}/member/${alix.user.id}/`
  await ask(camille, 'PUT', member, { role: 'partial_editor' })
  const dataset = (await camille.call('POST', '/api/1/datasets/', { ...WORDS, organization: organization.id })).json
  await ask(camille, 'PUT', `${member}assignments/`, [{ class: 'Dataset', id: dataset.id }])
  await read(camille, `${here}/assignments/`)
  const guest = await app.person('Sacha Roy')
  await ask(camille, 'POST', `${here}/member/`, { user: guest.user.id, role: 'editor' })
  await read(guest, '/api/1/me/desk/')
  const [invitation] = await read(guest, '/api/1/me/org_invitations/')
  await ask(guest, 'POST', `/api/1/me/org_invitations/${invitation.id}/refuse/`)
  await read(visitor(), `${here}/`, { 'X-Fields': '*' })
  for (const path of ['', 'roles/', 'badges/', 'suggest/?q=mus', `${organization.id}/datasets/`])
    await read(visitor(), `/api/1/organizations/${path}`)
  await read(visitor(), '/api/2/organizations/search/?q=mus')
  await ask(camille, 'PUT', `/api/2/organizations/${organization.id}/extras/`, { clé: 1 })
  await ask(camille, 'DELETE', member)
})

test('deposits, versions, what changed', async () => {
  const { id } = await ask(camille, 'POST', '/api/1/datasets/', WORDS)
  const deposits = `/api/1/datasets/${id}/deposits/`
  const announced = { 'Tus-Resumable': '1.0.0', 'Upload-Length': '3', 'Upload-Metadata': `filename ${btoa('a.csv')}` }
  await ask(camille, 'POST', '/api/1/uploads/', undefined, announced)
  await read(camille, '/api/1/uploads/')
  const first = await send(camille, deposits, 'musees.csv', 'id;nom;n\n1;Louvre;1\n2;Orsay;2\n')
  const file = await ask(camille, 'POST', `${deposits}${first.id}/publish/`, { reason: 'Première édition' })
  const resource = `/api/1/datasets/${id}/resources/${file.id}/`
  const second = await send(camille, `${resource}deposits/`, 'musees.csv', 'id;nom\n1;Louvre\n3;Mucem\n')
  await read(camille, deposits)
  await send(camille, `/api/1/datasets/${id}/upload/`, 'autre.csv', 'a;b\n1;2\n')
  await camille.upload(`${resource}upload/`, 'musees.csv', 'id;nom;n\n1;Louvre;5\n')
  await read(camille, `${deposits}${second.id}/`)
  await ask(camille, 'POST', `${deposits}${second.id}/publish/`, { confirm: true, reason: 'Deuxième édition' })
  await ask(camille, 'PUT', `${resource}versions/1/`, { label: 'Première' })
  await read(visitor(), `${resource}versions/`)
  await read(visitor(), `${resource}versions/1/compare/3/`)
  await ask(camille, 'POST', `${resource}versions/2/restore/`, {})
  await ask(camille, 'DELETE', `${resource}versions/1/?reason=RGPD`)
  await read(visitor(), `${resource}versions/1/`)
  await read(visitor(), `/api/1/datasets/${id}/changes/`)
  const third = await send(camille, `${resource}deposits/`, 'musees.csv', 'id;nom\n1;Louvre\n')
  await ask(camille, 'DELETE', `${deposits}${third.id}/`)
})

test('publications: planned, moved, submitted, agreed to, refused', async () => {
  const { id: organization } = await ask(camille, 'POST', '/api/1/organizations/', {
    name: 'Théâtres',
    description: 'x',
  })
  const draft = async () =>
    (await camille.call('POST', '/api/1/datasets/', { ...WORDS, organization, private: true })).json.id as string
  const inHours = (hours: number) => ({ publish_at: new Date(Date.now() + hours * 3_600_000).toISOString() })
  const one = await draft()
  const planned = await ask(camille, 'POST', `/api/1/datasets/${one}/publications/`, inHours(1))
  await ask(camille, 'PUT', `/api/1/publications/${planned.id}/`, inHours(2))
  await ask(camille, 'POST', `/api/1/publications/${planned.id}/cancel/`)
  await read(camille, `/api/1/datasets/${one}/publications/`)
  const file = await send(camille, `/api/1/datasets/${one}/deposits/`, 'salles.csv', 'id;nom\n1;Odéon\n')
  for (const verb of ['refuse', 'accept']) {
    const asked = await ask(camille, 'POST', `/api/1/datasets/${one}/publications/`, { submit: true, deposit: file.id })
    await ask(camille, 'POST', `/api/1/publications/${asked.id}/${verb}/`, { reason: 'Relu' })
  }
  await read(camille, `/api/1/organizations/${organization}/publications/?state=done&state=refused`)
})

test('links: checked, then copied', async () => {
  const site = await startTestSite()
  site.answers((_request, response) => response.setHeader('Access-Control-Allow-Origin', '*').end('a;b\n1;2\n'))
  const { id } = await ask(camille, 'POST', '/api/1/datasets/', WORDS)
  const url = `http://fichiers.example:${site.port}/a.csv`
  const link = await ask(camille, 'POST', `/api/1/datasets/${id}/resources/`, { ...LINK, url })
  const here = `/api/1/datasets/${id}/resources/${link.id}`
  await read(visitor(), `${here}/crawl`)
  await app.runTasks()
  await read(visitor(), `${here}/crawl`)
  await read(visitor(), `/api/resources/${link.id}`)
  for (const path of ['latest?resource_id=', 'all?resource_id=']) await read(visitor(), `/api/checks/${path}${link.id}`)
  for (const path of ['checks/aggregate?group_by=status', 'checks/stats', 'status/crawler', 'status/worker'])
    await read(visitor(), `/api/${path}`)
  for (const path of ['resources/stats', 'resources-exceptions', 'health']) await read(visitor(), `/api/${path}`)
  await ask(camille, 'POST', `${here}/copy/`)
  await read(visitor(), `/api/checks/latest?resource_id=${link.id}`)
  await read(visitor(), `${here}/crawl`)
  await site.close()
})

test('what rules say, and what is called normal', async () => {
  const { id } = await ask(camille, 'POST', '/api/1/datasets/', WORDS)
  await read(visitor(), `/api/1/datasets/${id}/statistics/`)
  const [finding] = (await read(camille, `/api/1/datasets/${id}/findings/`)).findings
  const normal = { rule: finding.rule, place: finding.place, reason: 'Convention en cours.' }
  const typed = { fields: { title: 'Musées de France' }, before: { title: 'Musées' }, revision: 1 }
  await ask(camille, 'PUT', `/api/1/datasets/${id}/draft/`, typed)
  await read(admin, `/api/1/datasets/${id}/draft/`)
  await ask(camille, 'DELETE', `/api/1/datasets/${id}/draft/`)
  await ask(camille, 'POST', '/api/1/markdown/', { text: '**Musées**' })
  const { id: silenced } = await ask(camille, 'POST', `/api/1/datasets/${id}/silenced/`, normal)
  await read(camille, `/api/1/datasets/${id}/silenced/`)
  await read(camille, `/api/1/datasets/${id}/suggestions/`)
  await read(camille, '/api/1/datasets/suggest/alike/?title=Musées')
  await read(camille, `/api/1/datasets/${id}/findings/`)
  await ask(camille, 'DELETE', `/api/1/datasets/${id}/silenced/${silenced}/`)
})

test('datasets, their files, their extras, in both versions', async () => {
  const dataset = await ask(camille, 'POST', '/api/1/datasets/', {
    ...WORDS,
    tags: ['musee'],
    temporal_coverage: { start: '2020-01-01', end: null },
    spatial: { zones: ['country:fr'], granularity: 'country' },
    frequency: 'annual',
    schema: { name: 'etalab/schema', version: '1.0.0', url: null },
    access_type: 'restricted',
    access_audiences: [{ role: 'local_authority_and_administration', condition: 'yes' }],
  })
  const [v1, v2] = [`/api/1/datasets/${dataset.id}`, `/api/2/datasets/${dataset.id}`]
  const file = await send(camille, `${v1}/upload/`, 'musees.csv', 'nom;ville\nOrsay;Paris\nBeaux-Arts;Lyon\n')
  await send(camille, `${v1}/resources/${file.id}/upload/`, 'musees.csv', 'nom;ville\nOrsay;Paris\n')
  const link = { title: 'Un lien', url: 'https://musees.example/x.json', filetype: 'remote', schema: { name: 'a/b' } }
  const { id } = await ask(camille, 'POST', `${v1}/resources/`, link)
  await ask(camille, 'PUT', `${v1}/resources/${id}/`, { description: 'Ailleurs' })
  await ask(camille, 'PUT', `${v1}/resources/`, [id, file.id])
  await ask(camille, 'PUT', `${v1}/`, { ...WORDS, acronym: 'M' })
  await ask(admin, 'POST', `${v1}/badges/`, { kind: 'hvd' })
  await ask(admin, 'POST', `${v1}/featured/`)
  for (const path of [`${v1}/`, `${v1}/resources/${file.id}/`, `${v2}/`, `${v2}/resources/`, `${v2}/schemas/`])
    await read(visitor(), path)
  await read(visitor(), `/api/2/datasets/resources/${id}/`)
  await read(visitor(), `/api/1/datasets/r/${file.id}`)
  await ask(camille, 'PUT', `${v2}/extras/`, { source: 'relevé' })
  await ask(camille, 'DELETE', `${v2}/extras/`, ['source'])
  await ask(camille, 'PUT', `${v2}/resources/${id}/extras/`, { source: 'relevé' })
  await read(visitor(), `${v2}/resources/${file.id}/extras/`)
  for (const path of ['/api/1/datasets/', '/api/2/datasets/', '/api/2/datasets/search/?q=musees'])
    expect((await read(visitor(), path)).data).not.toEqual([])
  for (const path of ['datasets', 'org_datasets', 'org_community_resources']) await read(camille, `/api/1/me/${path}/`)
  await ask(camille, 'DELETE', `${v1}/resources/${id}/`)
})

test('community resources and contact points', async () => {
  const dataset = (await camille.call('POST', '/api/1/datasets/', WORDS)).json
  const file = await send(alix, `/api/1/datasets/${dataset.id}/upload/community/`, 'carte.csv', 'a;b\n1;2\n')
  const here = `/api/1/datasets/community_resources/${file.id}/`
  await ask(alix, 'PUT', here, { title: 'Carte' })
  await send(alix, `${here}upload/`, 'carte.csv', 'a;b\n3;4\n')
  await read(visitor(), here)
  await read(visitor(), '/api/1/datasets/community_resources/')
  await read(visitor(), `/api/1/datasets/${dataset.id}/`, { 'X-Fields': '*,community_resources' })
  const input = { name: 'Accueil', email: 'accueil@musees.example', role: 'contact' }
  const contact = await ask(camille, 'POST', '/api/1/contacts/', input)
  await ask(camille, 'PUT', `/api/1/datasets/${dataset.id}/`, { contact_points: [contact.id] })
  await ask(camille, 'PUT', `/api/1/contacts/${contact.id}/`, { name: 'Accueil du musée' })
  await read(visitor(), `/api/1/users/${camille.user.id}/contacts/`)
  await read(visitor(), '/api/1/contacts/roles/')
})

test('what people say and do about things', async () => {
  const { id } = (await camille.call('POST', '/api/1/datasets/', WORDS)).json
  const subject = { class: 'Dataset', id }
  const talk = await ask(alix, 'POST', '/api/1/discussions/', { title: 'Une question', comment: 'Où ?', subject })
  const here = `/api/1/discussions/${talk.id}/`
  const answered = await ask(camille, 'POST', here, { comment: 'Ici', close: true })
  await ask(camille, 'PUT', `${here}comments/${answered.discussion[1].id}/`, { comment: 'Ici même' })
  await ask(alix, 'PUT', here, { title: 'Une autre question' })
  for (const path of ['/api/1/discussions/', here]) await read(visitor(), path)
  await read(camille, '/api/1/me/org_discussions/')
  await read(visitor(), '/api/2/discussions/search/')
  await ask(alix, 'POST', `/api/1/datasets/${id}/followers/`)
  await read(visitor(), `/api/1/datasets/${id}/followers/`)
  await ask(alix, 'DELETE', `/api/1/datasets/${id}/followers/`)
  const reported = await ask(alix, 'POST', '/api/1/reports/', { subject, reason: 'spam', message: 'Publicité' })
  await ask(admin, 'PATCH', `/api/1/reports/${reported.id}/`, { dismissed_at: '2026-01-01' })
  for (const path of ['', 'reasons/', `${reported.id}/`]) await read(admin, `/api/1/reports/${path}`)
  const recipient = { class: 'User', id: alix.user.id }
  const transfer = await ask(camille, 'POST', '/api/1/transfer/', { subject, recipient, comment: 'À vous' })
  const [notification] = (await read(alix, '/api/1/notifications/')).data
  await ask(alix, 'POST', `/api/1/notifications/${notification.id}/read/`)
  await read(alix, `/api/1/transfer/?subject=${id}`)
  await ask(alix, 'POST', `/api/1/transfer/${transfer.id}/`, { response: 'accept' })
  expect((await read(visitor(), '/api/1/activity/')).data).not.toEqual([])
})

test('reuses and dataservices', async () => {
  const dataset = (await camille.call('POST', '/api/1/datasets/', WORDS)).json
  const contact = (
    await camille.call('POST', '/api/1/contacts/', { name: 'Guichet', email: 'g@musees.example', role: 'contact' })
  ).json
  const dataservice = await ask(camille, 'POST', '/api/1/dataservices/', {
    title: 'Interface des musées',
    availability: 99.5,
    contact_points: [contact.id],
  })
  const api1 = `/api/1/dataservices/${dataservice.id}/`
  await ask(camille, 'PATCH', api1, { access_type: 'restricted', license: 'lov2' })
  await ask(camille, 'POST', `${api1}datasets/`, [{ id: dataset.id }])
  await ask(camille, 'DELETE', `${api1}datasets/${dataset.id}/`)
  await ask(admin, 'POST', `${api1}featured/`)
  for (const path of [api1, '/api/1/dataservices/', '/api/2/dataservices/search/']) await read(visitor(), path)
  const reuse = await ask(camille, 'POST', '/api/1/reuses/', {
    ...WORDS,
    type: 'application',
    topic: 'culture_and_recreation',
    url: 'https://carte.example/musees',
  })
  const here = `/api/1/reuses/${reuse.id}/`
  await ask(camille, 'PUT', here, { tags: ['musee'] })
  for (const name of ['datasets', 'dataservices']) {
    const { id } = name === 'datasets' ? dataset : dataservice
    for (let twice = 0; twice < 2; twice++) await ask(camille, 'POST', `${here}${name}/`, { id })
  }
  await send(camille, `${here}image/`, 'carte.png', PICTURE)
  await ask(admin, 'POST', `${here}featured/`)
  for (const path of [
    here,
    '/api/1/reuses/',
    '/api/2/reuses/',
    '/api/2/reuses/search/',
    '/api/1/reuses/suggest/?q=mus',
  ])
    await read(visitor(), path)
  for (const path of ['types', 'topics', 'badges']) await read(visitor(), `/api/1/reuses/${path}/`)
  for (const path of ['reuses', 'org_reuses', 'metrics']) await read(camille, `/api/1/me/${path}/`)
})

test('topics and their elements', async () => {
  const dataset = (await camille.call('POST', '/api/1/datasets/', WORDS)).json
  const element = { class: 'Dataset', id: dataset.id }
  const spatial = { zones: ['country:fr'], granularity: 'country' }
  const topic = await ask(camille, 'POST', '/api/2/topics/', { name: 'Musées', spatial, elements: [{ element }] })
  const here = `/api/2/topics/${topic.id}/`
  await ask(camille, 'PUT', here, { color: 3 })
  const [added] = await ask(camille, 'POST', `${here}elements/`, [{ title: 'À trouver' }])
  await ask(camille, 'PUT', `${here}elements/${added.id}/`, { description: 'Un jour' })
  await ask(admin, 'POST', `${here}featured/`)
  for (const path of [here, `${here}elements/`, '/api/2/topics/', '/api/2/topics/search/']) await read(visitor(), path)
  await read(camille, '/api/2/me/org_topics/')
  const refused = await camille.call('POST', `${here}elements/`, [{}])
  expect([refused.status, api.wrongIn('POST', `${here}elements/`, refused)]).toEqual([400, []])
})

test('people, their keys, and the lists that forms are made of', async () => {
  await read(camille, '/api/1/me/')
  await ask(camille, 'PUT', '/api/1/me/', { about: 'Conservatrice' })
  await ask(camille, 'POST', '/api/1/me/api_tokens/', { name: 'Essai' })
  await read(camille, '/api/1/me/api_tokens/')
  await read(camille, '/api/1/me/notification_choices/')
  await ask(camille, 'PUT', '/api/1/me/notification_choices/', { flows: 'weekly' })
  await read(camille, '/api/1/me/membership_requests/')
  await send(camille, '/api/1/me/avatar/', 'moi.png', PICTURE)
  const email = 'zoe.petit@culture.example'
  const input = { email, password: PASSWORD, first_name: 'Zoé', last_name: 'Petit' }
  const { id } = await ask(admin, 'POST', '/api/1/users/', input)
  await ask(admin, 'PUT', `/api/1/users/${id}/`, { ...input, about: 'x' })
  await ask(admin, 'POST', `/api/1/users/${id}/rotate_password/`)
  for (const path of ['', 'roles/', 'suggest/?q=zo', `${id}/`]) await read(admin, `/api/1/users/${path}`)
  for (const path of ['licenses', 'frequencies', 'resource_types', 'schemas', 'extensions', 'badges'])
    await read(visitor(), `/api/1/datasets/${path}/`)
  for (const path of ['datasets/suggest/?q=mus', 'datasets/suggest/formats/?q=cs', 'datasets/suggest/mime/?q=csv'])
    await read(visitor(), `/api/1/${path}`)
  await read(visitor(), '/api/1/tags/suggest/?q=mus')
  await read(visitor(), '/api/1/access_type/reason_categories/')
  for (const path of ['levels/', 'granularities/', 'zones/suggest/?q=par', 'zone/country:fr/', 'zones/country:fr/'])
    await read(visitor(), `/api/1/spatial/${path}`)
  for (const path of ['coverage/country/', 'zone/country:fr/datasets/']) await read(visitor(), `/api/1/spatial/${path}`)
})

test('news, the site, sessions and what is ours', async () => {
  const { id } = (await camille.call('POST', '/api/1/datasets/', WORDS)).json
  const post = await ask(admin, 'POST', '/api/1/posts/', {
    name: 'Ouverture',
    headline: 'Ouvert',
    content: 'Bonjour',
    datasets: [id],
  })
  await ask(admin, 'POST', `/api/1/posts/${post.id}/publish/`)
  await send(admin, `/api/1/posts/${post.id}/image/`, 'une.png', PICTURE)
  for (const path of ['/api/1/posts/', `/api/1/posts/${post.id}/`, '/api/2/posts/search/', '/api/1/site/'])
    await read(visitor(), path)
  await ask(admin, 'PATCH', '/api/1/site/', { title: 'Données' })
  const browser = newBrowser(app.url)
  await ask(browser, 'POST', '/login/', { email: camille.user.email, password: PASSWORD })
  await ask(browser, 'GET', '/get-csrf')
  await ask(browser, 'POST', '/verify', { password: PASSWORD })
  await ask(browser, 'GET', '/api/1/me/sessions/')
  await ask(browser, 'GET', '/tf-setup')
  const draft = await ask(browser, 'POST', '/tf-setup', { setup: 'authenticator' })
  const secret = Secret.fromBase32(draft.response.tf_authr_key)
  await ask(browser, 'POST', '/tf-validate', { code: new TOTP({ secret }).generate() })
  await ask(browser, 'POST', '/logout/', {})
  for (const path of ['/health', '/api/cimaise/limits/', '/api/cimaise/setup/']) await read(visitor(), path)
})

test('a program that acts for somebody gets a token, and gives it back', async () => {
  const { client } = await createClient(app.database.db, { name: 'Portail', redirectUris: [CALLBACK] })
  const browser = await signedInAs(app, 'Nour Benali')
  const answer = await exchange(app, client, await codeFrom(browser, client))
  const { access_token: token } = held('POST', '/oauth/token', answer)
  await ask(browser, 'GET', addressFor(client).replace('authorize', 'client_info'))
  await ask(visitor(), 'POST', '/oauth/revoke', { token, client_id: client.id })
})

test.each([
  ['POST', '/api/1/datasets/', { title: 3 }],
  ['POST', '/api/1/organizations/', {}],
  ['GET', '/api/1/datasets/unknown/', undefined],
  ['GET', '/api/1/datasets/?page=0', undefined],
  ['GET', '/api/1/reports/', undefined],
  ['POST', '/login/', { email: 'x@y.example', password: 'no' }],
  ['POST', '/oauth/token', { grant_type: 'none' }],
  ['POST', '/api/cimaise/setup/', {}],
])('%s %s: a refusal looks as described', async (method, path, body) => {
  const answer = await camille.call(method, path, body)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(api.wrongIn(method, path, answer)).toEqual([])
})

test('a file that is refused looks as described', async () => {
  const dataset = (await camille.call('POST', '/api/1/datasets/', WORDS)).json
  const path = `/api/1/datasets/${dataset.id}/upload/`
  const answer = await camille.upload(path, 'vide.csv', '')
  expect(answer.status).toBe(400)
  expect(api.wrongIn('POST', path, answer)).toEqual([])
})

test('a key that no model has is noticed', async () => {
  const answer = await camille.call('GET', '/api/1/me/')
  const wrong = api.wrongIn('GET', '/api/1/me/', { ...answer, json: { ...answer.json, secret: 1, email: null } })
  expect(wrong.join('\n')).toMatch(/email must be string/)
  expect(wrong.join('\n')).toContain('secret')
})

test('flows, their runs and what they hold', async () => {
  const organization = await ask(camille, 'POST', '/api/1/organizations/', { name: 'Flux', description: 'x' })
  const dataset = await ask(camille, 'POST', '/api/1/datasets/', { ...WORDS, organization: organization.id })
  const source = { kind: 'inbox' }
  const definition = {
    ...{ kind: 'files', source, selection: { pattern: '*.csv' } },
    mapping: { dataset: { kind: 'existing', id: dataset.id } },
    alerts: { webhooks: ['https://programme.example/flux'] },
  }
  const about = { organization: organization.id, definition }
  const { slug } = await ask(camille, 'POST', '/api/1/flows/', { name: 'Boîte', ...about })
  const flow = `/api/1/flows/${slug}`
  const host = { host: 'fichiers.example', port: 22, user: 'a', folder: '.' }
  for (const other of [
    { kind: 's3', endpoint: 'https://s3.example', bucket: 'b' },
    { kind: 'web', url: 'https://fichiers.example/a.csv' },
    { kind: 'sftp', ...host },
    { kind: 'ftps', ...host },
    { kind: 'folder', path: 'a' },
  ])
    await ask(camille, 'POST', '/api/1/flows/', {
      ...{ name: other.kind, organization: organization.id, definition: { ...definition, source: other } },
    })
  const perimeter = { by: 'tag', value: 'musees' }
  const mirror = { kind: 'mirror', server: 'https://www.data.gouv.fr', perimeter }
  await ask(camille, 'POST', '/api/1/flows/', { name: 'Miroir', organization: organization.id, definition: mirror })
  await read(camille, '/api/1/flows/')
  await read(camille, '/api/1/flows/defaults/')
  await ask(camille, 'POST', '/api/1/flows/test/', { organization: organization.id, source })
  await ask(camille, 'POST', '/api/1/flows/preview/', about)
  await ask(camille, 'PUT', `${flow}/`, { name: 'Boîte de dépôt' })
  await read(camille, `${flow}/flow.yaml`)
  const yaml = (await camille.call('GET', `${flow}/flow.yaml`)).text
  await ask(camille, 'POST', '/api/1/flows/apply/', { organization: organization.id, yaml })
  await ask(camille, 'POST', `${flow}/activate/`)
  const { url } = await ask(camille, 'POST', `${flow}/addresses/inbox/`)
  for (const content of ['a;b\n1;2\n3;4\n', 'a;b\n']) {
    const dropped = await fetch(`${url}liste.csv`, { method: 'PUT', body: content })
    const answer = { status: dropped.status, text: '', json: await dropped.json() }
    expect(api.wrongIn('PUT', `${new URL(url).pathname}liste.csv`, answer)).toEqual([])
    await app.runTasks()
  }
  await read(camille, `${flow}/`)
  await read(camille, `${flow}/runs/`)
  await ask(camille, 'POST', `${flow}/runs/`, { dry: true })
  await read(camille, `${flow}/runs/2/`)
  await read(camille, `${flow}/runs/2/decisions/`)
  await ask(camille, 'POST', `${flow}/runs/3/cancel/`)
  const { data } = await read(camille, '/api/1/flows/held/')
  await ask(camille, 'POST', `/api/1/flows/held/${data[0].id}/reject/`, {})
  await read(camille, `/api/1/datasets/${dataset.id}/feedings/`)
  await ask(camille, 'POST', `${flow}/signature/`)
  expect((await read(camille, `${flow}/deliveries/`)).data[0]).toMatchObject({ type: 'flow.held' })
  await ask(camille, 'POST', `${flow}/pause/`, { reason: 'Essai' })
  await ask(camille, 'DELETE', `${flow}/`)
})

test('lists of what one has, views that are kept, edits of many', async () => {
  const { id } = await ask(camille, 'POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })
  const dataset = await ask(camille, 'POST', '/api/1/datasets/', { ...WORDS, organization: id, tags: ['archives'] })
  await ask(camille, 'DELETE', `/api/1/datasets/${(await ask(camille, 'POST', '/api/1/datasets/', WORDS)).id}/`)
  await read(camille, `/api/1/organizations/${id}/holdings/?sort=title`)
  await read(camille, '/api/1/me/holdings/?state=deleted')
  const view = { name: 'En retard', query: 'late=true', organization: id, shared: true }
  const kept = await ask(camille, 'POST', '/api/1/me/saved-views/', view)
  await ask(camille, 'PUT', `/api/1/me/saved-views/${kept.id}/`, { name: 'Très en retard' })
  await read(camille, `/api/1/me/saved-views/?organization=${id}`)
  await ask(camille, 'DELETE', `/api/1/me/saved-views/${kept.id}/`)
  const edits = `/api/1/organizations/${id}/bulk-edits/`
  const change = { ids: [dataset.id], changes: { add_tags: ['culture'], archived: true } }
  await ask(camille, 'POST', edits, { ...change, dry_run: true })
  const edit = await ask(camille, 'POST', edits, change)
  await app.runTasks()
  await ask(camille, 'POST', `${edits}${edit.id}/undo/`)
  await read(camille, edits)
  await read(camille, `${edits}${edit.id}/`)
  await read(camille, `${edits}${edit.id}/entries/`)
})

test('what the site’s administrators see', async () => {
  const here = '/api/1/administration'
  await read(admin, `${here}/users/`)
  await read(admin, `${here}/users/${camille.user.id}/`)
  await read(admin, `${here}/organizations/`)
  const synonym = await ask(admin, 'POST', `${here}/synonyms/`, { terms: ['MH', 'monuments historiques'] })
  await ask(admin, 'PUT', `${here}/synonyms/${synonym.id}/`, { terms: ['MH'], replacements: ['monuments'] })
  await ask(admin, 'POST', `${here}/synonyms/acronyms/`)
  await read(admin, `${here}/synonyms/`)
  await read(admin, `${here}/synonyms/try/?q=MH`)
  await ask(admin, 'DELETE', `${here}/synonyms/${synonym.id}/`)
  await app.database.pool.query(`select graphile_worker.add_job('check', run_at => now() + interval '1 day');
    insert into periodic_jobs values ('night', '10 1 * * *')`)
  const { jobs } = await read(admin, `${here}/jobs/?state=waiting`)
  await ask(admin, 'POST', `${here}/jobs/${jobs[0].id}/retry/`)
  await ask(admin, 'POST', `${here}/jobs/${jobs[0].id}/give_up/`)
  expect(await read(admin, `${here}/jobs/periodic/`)).toHaveLength(1)
  await read(admin, `${here}/health/`)
  expect((await read(admin, '/api/1/audit/')).total).toBeGreaterThan(0)
  const { id } = await ask(camille, 'POST', '/api/1/organizations/', { name: 'Passage', description: 'x' })
  await ask(camille, 'DELETE', `/api/1/organizations/${id}/`)
  await ask(admin, 'POST', `${here}/organizations/${id}/restore/`)
})

test('no model was left out of these checks', () => {
  expect(api.unseen()).toEqual([])
})
