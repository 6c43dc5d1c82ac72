import { afterAll, beforeAll, expect, test } from 'vitest'
import { enqueue, runDueTasks } from '../jobs/index.ts'
import { newBrowser } from '../testing/browser.ts'
import { anonymous, PASSWORD, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let admin: Person
let camille: Person
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
})
afterAll(() => app.close())

const HERE = '/api/1/administration'
const get = async (path: string) => {
  const answer = await admin.call('GET', `${HERE}${path}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.json
}

const ROUTES: [method: string, path: string, body?: object][] = [
  ['GET', '/users/'],
  ['GET', '/users/x/'],
  ['POST', '/users/x/stop_two_factor/'],
  ['GET', '/organizations/'],
  ['POST', '/organizations/x/restore/'],
  ['GET', '/synonyms/'],
  ['POST', '/synonyms/', { terms: ['a1', 'b1'] }],
  ['POST', '/synonyms/acronyms/'],
  ['GET', '/synonyms/try/?q=x'],
  ['PUT', '/synonyms/x/', { terms: ['a1', 'b1'] }],
  ['DELETE', '/synonyms/x/'],
  ['GET', '/jobs/'],
  ['GET', '/jobs/periodic/'],
  ['POST', '/jobs/1/retry/'],
  ['POST', '/jobs/1/give_up/'],
  ['GET', '/health/'],
]

test.each(ROUTES)('%s %s is for the site’s administrators', async (method, path, body) => {
  expect((await anonymous(app.url).call(method, HERE + path, body)).status).toBe(401)
  expect((await camille.call(method, HERE + path, body)).status).toBe(403)
})

test('accounts are found by name and by what they are, with their keys, their organizations and their last sign-in', async () => {
  const organization = await camille.call('POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })
  await newBrowser(app.url).call('POST', '/login/', { email: camille.user.email, password: PASSWORD })
  const { data, total } = await get('/users/?q=PERRIN+cam')
  expect(total).toBe(1)
  expect(data[0]).toMatchObject({
    ...{ id: camille.user.id, email: camille.user.email, site_admin: false, active: true, two_factor: false, keys: 1 },
    ...{ organizations: [{ id: organization.json.id, name: 'Musées', slug: 'musees' }], rotation_demanded: false },
    last_login_at: expect.any(String),
  })
  const names = async (query: string) =>
    (await get(`/users/?${query}`)).data.map(({ first_name: name }: { first_name: string }) => name)
  expect(await names('only=admins')).toEqual(['Ada'])
  expect(await names('only=never')).toEqual(['Ada'])
  expect(await names('only=two_factor')).toEqual([])
  const closed = await app.person('Zoé Close')
  await admin.call('PUT', `/api/1/users/${closed.user.id}/`, { active: false })
  expect(await names('only=inactive')).toEqual(['Zoé'])
  expect((await admin.call('GET', `${HERE}/users/?only=others`)).status).toBe(400)
  expect(await get(`/users/${closed.user.slug}/`)).toMatchObject({ active: false, email: closed.user.email })
})

test('a second factor is stopped for who lost it, who is told; without one there is nothing to stop', async () => {
  const path = `${HERE}/users/${camille.user.id}/stop_two_factor/`
  expect((await admin.call('POST', path)).status).toBe(409)
  await app.database.pool.query(`update users set second_factor = 'sealed' where id = $1`, [camille.user.id])
  await app.database.pool.query(`insert into recovery_codes values ($1, 'hash')`, [camille.user.id])
  expect((await get('/users/?only=two_factor')).data).toMatchObject([{ id: camille.user.id, two_factor: true }])
  expect((await admin.call('POST', path)).status).toBe(204)
  expect(await get(`/users/${camille.user.id}/`)).toMatchObject({ two_factor: false })
  expect((await app.database.pool.query('select * from recovery_codes')).rows).toEqual([])
  expect((await app.outbox()).at(-1)).toMatchObject({ to: camille.user.email, subject: /arrêtée|is off/ })
})

test('organizations are listed with their badges, members and datasets; a deleted one comes back', async () => {
  const { id } = (await camille.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json
  await camille.call('POST', '/api/1/datasets/', { title: 'Fonds', description: 'x', organization: id })
  await admin.call('POST', `/api/1/organizations/${id}/badges/`, { kind: 'certified' })
  expect((await get('/organizations/?q=archi')).data).toMatchObject([
    { id, name: 'Archives', badges: ['certified'], members: 1, datasets: 1, deleted_at: null },
  ])
  expect((await get('/organizations/?badge=certified')).total).toBe(1)
  const restore = () => admin.call('POST', `${HERE}/organizations/${id}/restore/`)
  expect((await restore()).status).toBe(409)
  await camille.call('DELETE', `/api/1/organizations/${id}/`)
  expect((await get('/organizations/?q=archi')).total).toBe(0)
  expect((await get('/organizations/?deleted=true')).data).toMatchObject([{ id, deleted_at: expect.any(String) }])
  expect((await anonymous(app.url).call('GET', `/api/1/organizations/${id}/`)).status).toBe(410)
  expect((await restore()).json).toMatchObject({ id, deleted_at: null })
  expect((await anonymous(app.url).call('GET', `/api/1/organizations/${id}/`)).status).toBe(200)
})

test('a synonym is found by everybody as soon as it is answered, kept answers included', async () => {
  await camille.call('POST', '/api/1/datasets/', { title: 'Immeubles classés', description: 'x' })
  const found = async (q: string) => (await anonymous(app.url).call('GET', `/api/2/datasets/search/?q=${q}`)).json.total
  expect([await found('MH'), await found('MH')]).toEqual([0, 0])
  const body = { terms: ['MH'], replacements: ['immeubles classés'] }
  const added = await admin.call('POST', `${HERE}/synonyms/`, body)
  expect([added.status, added.json]).toMatchObject([201, body])
  expect(await found('MH')).toBe(1)
  expect(await get('/synonyms/try/?q=Les+MH')).toEqual({ groups: [{ words: 'MH', others: ['immeubles classés'] }] })
  expect(await get('/synonyms/')).toMatchObject([body])
  const path = `${HERE}/synonyms/${added.json.id}/`
  expect((await admin.call('PUT', path, { terms: ['mh'] })).status).toBe(400)
  expect((await admin.call('PUT', path, { terms: ['mh', 'gares'] })).json).toMatchObject({ replacements: null })
  expect(await found('MH')).toBe(0)
  await admin.call('PUT', path, body)
  expect(await found('MH')).toBe(1)
  expect((await admin.call('DELETE', path)).status).toBe(204)
  expect(await found('MH')).toBe(0)
  expect((await admin.call('DELETE', path)).status).toBe(404)
  expect((await admin.call('POST', `${HERE}/synonyms/acronyms/`)).json.length).toBeGreaterThan(10)
})

test('a synonym that is no list of words is refused', async () => {
  for (const body of [{}, { terms: 'MH' }, { terms: ['MH'], replacements: [3] }, { terms: ['un \u0000', 'deux'] }])
    expect((await admin.call('POST', `${HERE}/synonyms/`, body)).status).toBe(400)
})

test('a job that failed is seen, tried again and given up; one that is gone is a 409', async () => {
  const { pool, db } = app.database
  await app.runTasks()
  await enqueue(db, 'send-mail', { to: 'secret@culture.example' })
  const failing = { name: 'send-mail', run: () => Promise.reject(new Error('no server')) }
  await runDueTasks(pool, [failing], () => {})
  await expect.poll(async () => (await get('/jobs/')).counts.failed).toBe(1)
  const listed = await get('/jobs/?state=failed')
  expect(JSON.stringify(listed)).not.toContain('secret@')
  const [job] = listed.jobs
  expect(job).toMatchObject({ name: 'send-mail', attempts: 1, error: 'no server', running_since: null })
  expect((await get('/health/')).checks).toContainEqual(
    expect.objectContaining({ name: 'mail', state: 'failing', facts: expect.objectContaining({ error: 'no server' }) }),
  )
  expect((await admin.call('POST', `${HERE}/jobs/${job.id}/retry/`)).status).toBe(204)
  expect((await get('/jobs/?state=failed')).jobs[0].attempts).toBe(0)
  expect((await admin.call('POST', `${HERE}/jobs/${job.id}/give_up/`)).status).toBe(204)
  expect((await get('/jobs/')).counts).toEqual({ running: 0, failed: 0, waiting: 0 })
  expect((await admin.call('POST', `${HERE}/jobs/${job.id}/give_up/`)).status).toBe(409)
  expect((await admin.call('POST', `${HERE}/jobs/abc/retry/`)).status).toBe(404)
})

test('how the server is: what is measured, and nothing else', async () => {
  const health = await get('/health/')
  expect(health).toMatchObject({ version: expect.any(String), node_version: process.version })
  const states = Object.fromEntries(
    health.checks.map(({ name, state }: { name: string; state: string }) => [name, state]),
  )
  expect(states).toMatchObject({ database: 'ok', migrations: 'ok', engine: 'ok', flows: 'unknown' })
  expect(Object.keys(states)).toEqual(['database', 'migrations', 'storage', 'engine', 'queue', 'mail', 'flows'])
})

test('a report is closed with a note, and opened again without it', async () => {
  const { id } = (await camille.call('POST', '/api/1/datasets/', { title: 'Doute', description: 'x' })).json
  const report = { subject: { class: 'Dataset', id }, reason: 'spam', message: 'x' }
  const path = `/api/1/reports/${(await camille.call('POST', '/api/1/reports/', report)).json.id}/`
  const close = { dismissed_at: new Date().toISOString(), dismissal_note: ' Vu avec le producteur. ' }
  expect((await camille.call('PATCH', path, close)).status).toBe(403)
  expect((await admin.call('PATCH', path, close)).json).toMatchObject({ dismissal_note: 'Vu avec le producteur.' })
  expect((await admin.call('PATCH', path, { dismissed_at: null })).json).toMatchObject({
    ...{ dismissed_at: null, dismissal_note: null },
  })
})
