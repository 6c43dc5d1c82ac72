import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newBrowser } from '../testing/browser.ts'
import { anonymous, PASSWORD, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { createRecorder, purgeAudit } from './index.ts'
import type { NewEntry } from './model.ts'

let app: TestApp
let admin: Person
let camille: Person
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
})
afterAll(() => app.close())

let since: string
beforeEach(() => {
  since = new Date().toISOString()
})
/** What was kept since the test began, oldest first. */
const kept = async (query = '') => {
  const answer = await admin.call('GET', `/api/1/audit/?page_size=100&from=${encodeURIComponent(since)}&${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.json.data.toReversed()
}

test('a write is kept with who, what, where and the beginning of the key; a body and a query never are', async () => {
  const made = await camille.call('POST', '/api/1/datasets/?lang=fr', {
    title: 'Secret de Polichinelle',
    description: 'x',
  })
  const { id } = made.json
  await camille.call('PUT', `/api/1/datasets/${id}/`, { title: 'Musées' })
  const entries = await kept()
  expect(entries).toMatchObject([
    {
      ...{ method: 'POST', path: '/api/1/datasets/', status: 201, via: 'key', address: '127.0.0.1', account: null },
      operation: { id: 'create_dataset', label: expect.any(String) },
      user: { id: camille.user.id, name: 'Camille Perrin', email: camille.user.email },
      credential: camille.key.slice(0, 16),
    },
    { method: 'PUT', path: `/api/1/datasets/${id}/`, status: 200, operation: { id: 'update_dataset' } },
  ])
  const { rows } = await app.database.pool.query('select audit_entries::text as row from audit_entries')
  expect(JSON.stringify(rows)).not.toMatch(/Polichinelle|lang=/)
})

test('what only reads, what visitors send and what is refused for its content is not kept', async () => {
  await camille.call('GET', '/api/1/me/')
  await camille.call('POST', '/api/1/datasets/', { title: '' })
  await anonymous(app.url).call('POST', '/api/1/datasets/', { title: 'x', description: 'x' })
  await anonymous(app.url).call('GET', '/')
  expect(await kept()).toEqual([])
})

test('what somebody was refused is kept', async () => {
  await camille.call('POST', `/api/1/users/${admin.user.id}/rotate_password/`)
  await camille.call('POST', '/api/1/site/feature/', {})
  expect(await kept()).toMatchObject([{ status: 403, operation: { id: 'rotate_user_password' }, via: 'key' }])
  expect(await kept('outcome=done')).toEqual([])
  expect(await kept('outcome=refused')).toHaveLength(1)
})

test('ways in and out are kept, failed ones too, by address; a password in the wrong field is not', async () => {
  const browser = newBrowser(app.url)
  await browser.call('POST', '/login/', { email: 'Camille.Perrin@culture.example', password: 'no' })
  await browser.call('POST', '/login/', { email: 'Musee-2026', password: 'x' })
  await browser.call('POST', '/login/', { email: camille.user.email, password: PASSWORD })
  await browser.call('POST', '/logout/')
  const entries = await kept()
  expect(entries).toMatchObject([
    { status: 400, operation: { id: 'login' }, user: null, account: camille.user.email, via: 'none', credential: null },
    { status: 400, account: null },
    { status: 200, user: { id: camille.user.id } },
    { status: 200, operation: { id: 'logout' }, via: 'session', credential: expect.stringMatching(/^\w{8}$/) },
  ])
})

test('an address that is a secret is kept as its pattern', async () => {
  await anonymous(app.url).call('POST', '/reset/very-secret-token', { password: 'x', password_confirm: 'x' })
  expect(await kept()).toMatchObject([{ path: '/reset/:token', operation: { id: 'reset' } }])
})

test('it is searched by person, word, operation, object and date, and read page by page', async () => {
  const { id } = (await camille.call('POST', '/api/1/datasets/', { title: 'Gares', description: 'x' })).json
  await admin.call('POST', `/api/1/datasets/${id}/featured/`)
  const count = async (query: string) => (await kept(query)).length
  expect(await count('person=perrin+camille')).toBe(1)
  expect(await count('person=ada')).toBe(1)
  expect(await count('person=%25')).toBe(0)
  expect(await count('q=crÉer+un+jeu')).toBe(1)
  expect(await count('q=featured')).toBe(1)
  expect(await count('operation=create_dataset')).toBe(1)
  expect(await count(`object=${id}`)).toBe(1)
  expect(await count('to=2020-01-01')).toBe(0)
  expect(await count(`to=${new Date().toISOString().slice(0, 10)}`)).toBe(2)
  const page = await admin.call('GET', `/api/1/audit/?from=${since}&page_size=1&page=2`)
  expect(page.json).toMatchObject({ total: 2, data: [{ operation: { id: 'create_dataset' } }], next_page: null })
  expect((await admin.call('GET', '/api/1/audit/?from=hier')).status).toBe(400)
  const english = await admin.call('GET', `/api/1/audit/?from=${since}&operation=create_dataset&lang=en`)
  expect(english.json.data[0].operation.label).toBe('Create a dataset')
  const csv = await admin.call('GET', `/api/1/audit.csv?from=${since}`)
  expect(csv.text.split('\n')[0]).toBe(
    '"at";"user_id";"name";"email";"operation";"words";"method";"path";"status";"via";"credential";"address"',
  )
  expect(csv.text).toContain('"feature_dataset"')
})

test.each(['/api/1/audit/', '/api/1/audit.csv'])('%s is for the site’s administrators', async (path) => {
  expect((await anonymous(app.url).call('GET', path)).status).toBe(401)
  expect((await camille.call('GET', path)).status).toBe(403)
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('nobody writes it: %s', async (method) => {
  expect((await admin.call(method, '/api/1/audit/', method === 'DELETE' ? undefined : {})).status).toBe(405)
})

test('the database refuses to change it, even to the server; the purge takes what is old enough', async () => {
  const { pool, db } = app.database
  await pool.query(`insert into audit_entries (at, method, path, status, via, address)
    values (now() - interval '400 days', 'POST', '/old', 200, 'none', ''),
      (now() - interval '20 days', 'POST', '/young', 200, 'none', '')`)
  const refused = /only added to/
  await expect(pool.query('update audit_entries set status = 500')).rejects.toThrow(refused)
  await expect(pool.query(`delete from audit_entries where path = '/old'`)).rejects.toThrow(refused)
  await expect(pool.query('truncate audit_entries')).rejects.toThrow(refused)
  await expect(purgeAudit(db, 10)).rejects.toThrow(refused)
  await purgeAudit(db, 365)
  const { rows } = await pool.query(`select path from audit_entries where path in ('/old', '/young')`)
  expect(rows).toEqual([{ path: '/young' }])
})

const entry = (path: string): NewEntry => ({
  ...{ at: new Date(), method: 'POST', operation: null, path, status: 200, userId: null, account: null },
  ...{ via: 'none', credential: null, address: '' },
})

test('entries are written in their order, soon, and whole when the server stops', async () => {
  const recorder = createRecorder(app.database.db, () => {})
  const written = async () =>
    (await app.database.pool.query(`select path from audit_entries where path like '/n/%' order by id`)).rows
  for (let n = 0; n < 3_000; n++) recorder.record(entry(`/n/${n}`))
  await expect.poll(async () => (await written()).length, { timeout: 5_000 }).toBe(3_000)
  recorder.record(entry('/n/3000'))
  await recorder.close()
  expect((await written()).map(({ path }) => path)).toEqual(Array.from({ length: 3_001 }, (_, n) => `/n/${n}`))
})

test('while the database refuses, entries wait', async () => {
  const { db, pool } = app.database
  const warnings: string[] = []
  const recorder = createRecorder(db, (message) => warnings.push(message))
  await pool.query('alter table audit_entries rename to audit_away')
  recorder.record(entry('/w/1'))
  await recorder.flush()
  recorder.record(entry('/w/2'))
  await pool.query('alter table audit_away rename to audit_entries')
  await recorder.close()
  const { rows } = await pool.query(`select path from audit_entries where path like '/w/%' order by id`)
  expect([warnings.length, rows]).toEqual([1, [{ path: '/w/1' }, { path: '/w/2' }]])
})
