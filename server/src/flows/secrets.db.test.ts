/** What is typed to open a source is kept sealed, goes where it was typed for, and is shown to nobody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startS3, type TestS3 } from '../sources/testing/start-s3.ts'
import { startTestSite, type TestSite } from '../testing/test-site.ts'
import { anonymous } from '../testing/test-app.ts'
import { runFlow, type FlowDeps } from './index.ts'
import { definitionOf, museums, startDesk, type Desk, type Json } from '../testing/flow-desk.ts'

let desk: Desk
let bucket: TestS3
let site: TestSite
let dataset: string
beforeAll(async () => {
  bucket = await startS3()
  site = await startTestSite()
  desk = await startDesk({ sites: { 'alertes.example': '127.0.0.1', 'udata.example': '127.0.0.1' } })
  dataset = await desk.newDataset('Musées')
  await bucket.put('liste_2025.csv', museums(5))
})
afterAll(async () => {
  await desk.close()
  await bucket.close()
  await site.close()
})

const ofBucket = (more: object = {}): Json =>
  definitionOf('', {
    ...{ dataset, mapping: { resource: { title: 'Seau {annee}' } } },
    source: { kind: 's3', endpoint: bucket.endpoint, bucket: bucket.bucket, region: 'eu-west-3', path_style: true },
    ...more,
  })
let made = 0
const newFlow = async (definition: object, credentials: object = bucket.secrets): Promise<Json> => {
  const body = { name: `Seau ${++made}`, organization: desk.organization, definition, credentials }
  const answer = await desk.camille.call('POST', '/api/1/flows/', body)
  expect(answer.status, answer.text).toBe(201)
  return answer.json
}
const change = (slug: string, body: object) => desk.camille.call('PUT', `/api/1/flows/${slug}/`, body)
const testWith = async (source: object, flow: string, credentials: object = {}) =>
  (
    await desk.camille.call('POST', '/api/1/flows/test/', {
      organization: desk.organization,
      source,
      flow,
      credentials,
    })
  ).json

/** Every row of every table, as text. */
const wholeDatabase = async (): Promise<string> => {
  const { pool } = desk.app.database
  const { rows: tables } = await pool.query(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const texts = []
  for (const { name } of tables) texts.push(JSON.stringify((await pool.query(`select * from ${name}`)).rows))
  return texts.join('\n')
}

test('a secret is in no answer, no mail, no webhook and nowhere in the database', async () => {
  const alerts = {
    people: 'admins',
    mails: ['dsi@culture.example'],
    webhooks: [`http://alertes.example:${site.port}/`],
  }
  const wrong = { access_key_id: 'AKIASECRETE', secret_access_key: 'tres-secrete-0042' }
  site.answers((_request, response) => response.end())
  const { slug, credentials } = await newFlow(ofBucket({ alerts }), wrong)
  expect(credentials.set).toEqual(['access_key_id', 'secret_access_key'])
  const run = await desk.activate(slug)
  expect(run).toMatchObject({ state: 'failed', failure: { code: 'credentials' } })
  const paths = ['', 'flow.yaml', 'runs/', 'runs/1/', 'runs/1/decisions/'].map((path) => `/api/1/flows/${slug}/${path}`)
  const said = [JSON.stringify(await testWith(ofBucket().source, slug, wrong))]
  for (const path of [...paths, '/api/1/flows/', '/api/1/notifications/', '/api/1/flows/held/'])
    said.push((await desk.camille.call('GET', path)).text)
  said.push(JSON.stringify(await desk.app.outbox()))
  said.push(JSON.stringify(site.requests), await wholeDatabase())
  expect(site.requests.map(({ url }) => url)).toEqual(['/'])
  for (const text of said) expect(text).not.toMatch(/AKIASECRETE|tres-secrete-0042/)
})

/** All that the server logs at its most talkative, from now on. */
const listenToLog = (): string[] => {
  const { log } = desk.app.app
  const lines: string[] = []
  // Pino keeps where it writes under a symbol that the log of each request inherits.
  const stream = Object.getOwnPropertySymbols(log).find(({ description }) => description === 'pino.stream')
  Object.assign(log, { level: 'debug', [stream ?? '']: { write: (line: string) => lines.push(line) } })
  return lines
}

test('the log holds neither what is typed nor what a secret address ends with', async () => {
  const lines = listenToLog()
  const { slug } = await newFlow(ofBucket(), { access_key_id: 'AKIAJOURNAL', secret_access_key: 'au-journal' })
  await desk.activate(slug)
  const nobody = anonymous(desk.app.url)
  for (const path of ['inbox/presque-bon/a.csv', 'hooks/presque-bon/'])
    expect((await nobody.call(path.startsWith('inbox') ? 'PUT' : 'POST', `/api/1/flows/${path}`, {})).status).toBe(404)
  desk.app.app.log.level = 'silent'
  expect(lines.join('')).toContain(`/api/1/flows/${slug}/runs/`)
  expect(lines.join('')).not.toMatch(/AKIAJOURNAL|au-journal|presque-bon/)
})

test('another address, without typing them again, forgets them', async () => {
  const elsewhere = await startS3()
  const { slug } = await newFlow(ofBucket())
  expect((await change(slug, { definition: ofBucket({ expected_days: 3 }) })).json.credentials.set).toHaveLength(2)
  const moved = ofBucket({ source: { ...ofBucket().source, endpoint: elsewhere.endpoint } })
  expect((await change(slug, { definition: moved })).json.credentials.set).toEqual([])
  await desk.activate(slug)
  expect(elsewhere.requests.length).toBeGreaterThan(0)
  await elsewhere.close()
  // Nor do they come back with the former address.
  expect((await change(slug, { definition: ofBucket() })).json.credentials.set).toEqual([])
})

test.each([
  [
    'a page of another site',
    { kind: 'web', url: 'https://a.example/x/' },
    { url: 'https://b.example/x/' },
    ['password', 'username'],
  ],
  ['another server', { kind: 'sftp', host: 'a.example', user: 'x' }, { host: 'b.example' }, ['password']],
  ['another port', { kind: 'sftp', host: 'a.example', user: 'x' }, { port: 2222 }, ['password']],
  ['another kind', { kind: 'ftps', host: 'a.example', user: 'x' }, { kind: 'sftp' }, ['password']],
] as const)('%s is another place', async (_what, source, changed, names) => {
  const secrets = Object.fromEntries(names.map((name) => [name, 'chut']))
  const { slug, credentials } = await newFlow(definitionOf('', { dataset, source }), secrets)
  expect(credentials.set).toEqual(names)
  const after = await change(slug, { definition: definitionOf('', { dataset, source: { ...source, ...changed } }) })
  expect(after.json.credentials.set, after.text).toEqual([])
})

test('the key of another server stays there', async () => {
  const to = (server: string) => ({ ...ofBucket(), destination: { kind: 'udata', server, dataset_id: 'x' } })
  const { slug } = await newFlow(to('https://a.example'), { ...bucket.secrets, api_key: 'chut' })
  expect((await change(slug, { definition: to('https://b.example') })).json.credentials.set).toEqual([])
})

test('a flow’s secrets try only the place that they were typed for', async () => {
  const { slug } = await newFlow(ofBucket())
  const { source } = ofBucket()
  expect(await testWith({ ...source, prefix: 'liste' }, slug)).toMatchObject({ ok: true })
  const elsewhere = await startS3()
  expect(await testWith({ ...source, endpoint: elsewhere.endpoint }, slug)).toMatchObject({ ok: false })
  expect(elsewhere.requests.length).toBeGreaterThan(0)
  await elsewhere.close()
  expect(await testWith(source, slug, { secret_access_key: 'fausse' })).toMatchObject({
    ok: false,
    code: 'credentials',
  })
  const body = { organization: desk.organization, definition: ofBucket(), flow: slug }
  expect((await desk.camille.call('POST', '/api/1/flows/preview/', body)).json).toMatchObject({ seen: 1, matched: 1 })
})

test('somebody else’s flow lends its secrets to nobody', async () => {
  const { slug } = await newFlow(ofBucket())
  const elsa = await desk.app.person('Elsa Moreau')
  const theirs = (await elsa.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json.id
  const body = { organization: theirs, source: ofBucket().source, flow: slug }
  expect((await elsa.call('POST', '/api/1/flows/test/', body)).status).toBe(404)
  expect((await elsa.call('POST', '/api/1/flows/preview/', { ...body, definition: ofBucket() })).status).toBe(404)
})

test('a name that the source has no use for is refused, at its field', async () => {
  const body = { name: 'x', organization: desk.organization, definition: ofBucket(), credentials: { password: 'x' } }
  const refused = await desk.camille.call('POST', '/api/1/flows/', body, { 'Accept-Language': 'fr' })
  expect(refused.status).toBe(400)
  expect(refused.json.errors['credentials.password'][0]).toContain('access_key_id, secret_access_key')
  // Asked to be forgotten, it isn't there: nothing is wrong.
  const { slug } = await newFlow(ofBucket(), { ...bucket.secrets, password: null })
  expect((await desk.get(`/api/1/flows/${slug}/`)).credentials.set).toHaveLength(2)
})

test('null forgets one, an absent name keeps the other', async () => {
  const { slug } = await newFlow(ofBucket())
  const after = await change(slug, { credentials: { secret_access_key: null } })
  expect(after.json.credentials.set).toEqual(['access_key_id'])
  expect((await change(slug, { credentials: { secret_access_key: 'x' } })).json.credentials.set).toHaveLength(2)
  expect((await change(slug, { name: 'Autre' })).json.credentials.set).toHaveLength(2)
})

test('with another key of the server, it says in words what to do, and typing again mends it', async () => {
  const { slug, id } = await newFlow(ofBucket())
  await desk.activate(slug)
  await desk.camille.call('POST', `/api/1/flows/${slug}/runs/`, {})
  const lost: FlowDeps = { ...desk.app.flowDeps, secretKey: Buffer.alloc(32, 7) }
  await runFlow(lost, id)
  const run = await desk.lastRun(slug)
  expect(run).toMatchObject({ state: 'failed', failure: { code: 'credentials' } })
  expect(run.failure.message).toContain('la clé du serveur a changé. Saisissez-les de nouveau.')
  const again = await change(slug, { credentials: bucket.secrets })
  expect(again.json.credentials.set).toHaveLength(2)
  expect(await desk.nextRun(slug)).toMatchObject({ state: 'done' })
})

test('secret addresses are hashes here; a new one kills the old; a wrong one is nothing', async () => {
  const slug = await desk.newFlow('adresses', { dataset, source: { kind: 'inbox' } })
  await desk.camille.call('POST', `/api/1/flows/${slug}/activate/`)
  const renew = async (which: string) =>
    (await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/${which}/`)).json.url.replace(desk.app.url, '')
  const [inbox, hook] = [await renew('inbox'), await renew('hook')]
  const everything = await wholeDatabase()
  for (const path of [inbox, hook]) expect(everything).not.toContain(path.split('/').at(-2))
  const nobody = anonymous(desk.app.url)
  expect((await nobody.call('POST', hook, {})).status).toBe(204)
  expect((await nobody.call('PUT', `${inbox}a.csv`, museums(3))).status).toBe(201)
  const [newInbox, newHook] = [await renew('inbox'), await renew('hook')]
  expect((await nobody.call('POST', hook, {})).status).toBe(404)
  const refused = await nobody.call('PUT', `${inbox}a.csv`, museums(3))
  expect(refused.status).toBe(404)
  expect(refused.text).not.toContain(inbox.split('/').at(-2))
  expect((await nobody.call('DELETE', `${inbox}a.csv`)).status).toBe(404)
  // Each address is for its own use.
  expect((await nobody.call('POST', newInbox.replace('inbox', 'hooks'), {})).status).toBe(404)
  expect((await nobody.call('POST', newHook, {})).status).toBe(204)
  expect((await nobody.call('DELETE', `${newInbox}a.csv`)).status).toBe(204)
})

test('only a flow that has an inbox has an address for files', async () => {
  const slug = await desk.newFlow('sans-boite', { dataset })
  expect((await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/inbox/`)).status).toBe(409)
  expect((await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/autre/`)).status).toBe(404)
})
