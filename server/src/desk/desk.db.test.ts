import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDueFlows } from '../flows/index.ts'
import { daysAfter } from '../lib/dates.ts'
import { countQueries } from '../testing/count-queries.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let sacha: Person
let boss: Person
let ministry: { id: string; slug: string; name: string }
const root = mkdtempSync(join(tmpdir(), 'cimaise-desk-'))
beforeAll(async () => {
  // Flows then wait for nothing.
  app = await startTestApp({ folderRoot: root, now: () => new Date() })
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  boss = await app.person('Ada Min', { siteAdmin: true })
  ministry = (await camille.call('POST', '/api/1/organizations/', { name: 'Ministère', description: 'x' })).json
})
afterAll(async () => {
  await app.close()
  rmSync(root, { recursive: true, force: true })
})

const sql = (text: string, values: unknown[] = []) => app.database.pool.query(text, values)
const desk = async (by: Person = camille, query = '') => (await by.call('GET', `/api/1/me/desk/${query}`)).json
const kinds = async (by: Person = camille): Promise<string[]> =>
  (await desk(by, '?limit=100')).tasks.map(({ kind }: { kind: string }) => kind)
const newDataset = async (title: string, more = {}) => {
  const words = { title, description: 'Des musées.', organization: ministry.id, ...more }
  return (await camille.call('POST', '/api/1/datasets/', words)).json
}

test('a desk is somebody’s', async () => {
  expect((await anonymous(app.url).call('GET', '/api/1/me/desk/')).status).toBe(401)
})

test('a newcomer has an empty one, with a week of zeros', async () => {
  const empty = await desk(sacha)
  expect(empty).toMatchObject({ total: 0, tasks: [] })
  expect(Object.values(empty.counts)).toEqual(Array(12).fill(0))
  expect(empty.week.days).toHaveLength(7)
  for (const what of ['published', 'failed', 'viewed', 'downloaded']) expect(empty.week[what]).toEqual(Array(7).fill(0))
})

test('a deposit waits until it is published or given up, for all who edit the dataset', async () => {
  const { id } = await newDataset('Musées')
  const path = `/api/1/datasets/${id}/deposits/`
  const deposit = (await camille.upload(path, 'musees.csv', 'id;nom\n1;Orsay\n')).json
  const { tasks, counts } = await desk()
  expect(counts.deposit).toBe(1)
  expect(tasks[0]).toMatchObject({
    ...{ kind: 'deposit', id: deposit.id, title: 'musees.csv', dataset: { id, title: 'Musées' } },
    ...{ organization: { id: ministry.id, name: 'Ministère', slug: ministry.slug }, flow: null, until: null },
  })
  expect(await kinds(sacha)).toEqual([])
  expect(await kinds(boss)).toEqual([])
  await camille.call('DELETE', `${path}${deposit.id}/`)
  expect(await kinds()).toEqual([])
})

test('what an editor submits waits for administrators, until they decide', async () => {
  const editor = await app.person('Nour Editrice')
  await camille.call('PUT', `/api/1/organizations/${ministry.id}/settings/`, { four_eyes: true })
  await sql(`insert into organization_members (organization_id, user_id, role) values ($1, $2, 'editor')`, [
    ...[ministry.id, editor.user.id],
  ])
  const { id } = await newDataset('À relire', { private: true })
  const asked = await editor.call('POST', `/api/1/datasets/${id}/publications/`, { submit: true, reason: 'Prêt' })
  expect(asked.status, asked.text).toBeLessThan(300)
  expect((await desk()).tasks[0]).toMatchObject({ kind: 'publication', title: null, dataset: { title: 'À relire' } })
  expect(await kinds(editor)).toEqual([])
  await camille.call('POST', `/api/1/publications/${asked.json.id}/refuse/`, { reason: 'Pas encore' })
  expect(await kinds()).toEqual([])
  await camille.call('PUT', `/api/1/organizations/${ministry.id}/settings/`, { four_eyes: false })
  await sql(`delete from organization_members where user_id = $1`, [editor.user.id])
})

test('a dataset whose data didn’t come is late, until they come', async () => {
  const { id } = await newDataset('Mensuel', { frequency: 'monthly' })
  expect(await kinds()).toEqual([])
  await sql(`update datasets set last_update = now() - interval '50 days' where id = $1`, [id])
  const [late] = (await desk()).tasks
  expect(late).toMatchObject({ kind: 'dataset_late', id, title: 'Mensuel' })
  // Thirty days and one of grace.
  expect(Date.now() - Date.parse(late.since)).toBeGreaterThan(18 * 86_400_000)
  expect(Date.now() - Date.parse(late.since)).toBeLessThan(20 * 86_400_000)
  await camille.call('PUT', `/api/1/datasets/${id}/`, { archived: new Date().toISOString() })
  expect(await kinds()).toEqual([])
})

test('a request waits for administrators, an invitation for who is invited', async () => {
  const { json } = await sacha.call('POST', `/api/1/organizations/${ministry.id}/membership/`, { comment: 'Bonjour' })
  const asked = await desk()
  expect(asked.tasks[0]).toMatchObject({ kind: 'request', id: json.id, title: 'Sacha Morel' })
  await camille.call('POST', `/api/1/organizations/${ministry.id}/membership/${json.id}/refuse/`, { comment: 'Non' })
  expect(await kinds()).toEqual([])
  const invitation = { user: sacha.user.id, role: 'editor', comment: 'Venez' }
  await camille.call('POST', `/api/1/organizations/${ministry.id}/member/`, invitation)
  const invited = await desk(sacha)
  expect(invited.tasks[0]).toMatchObject({ kind: 'invitation', organization: { name: 'Ministère' } })
  await sacha.call('POST', `/api/1/me/org_invitations/${invited.tasks[0].id}/accept/`)
  expect(await kinds(sacha)).toEqual([])
  const third = await app.person('Alix Moreau')
  await third.call('POST', `/api/1/organizations/${ministry.id}/membership/`, { comment: 'Bonjour' })
  // An editor has no say in it.
  expect([await kinds(sacha), await kinds()]).toEqual([[], ['request']])
  await sql(`update membership_requests set status = 'refused'`)
})

test('a transfer waits for who receives it', async () => {
  const mine = (await sacha.call('POST', '/api/1/datasets/', { title: 'À donner', description: 'x' })).json
  const offer = { subject: { class: 'Dataset', id: mine.id }, recipient: { class: 'Organization', id: ministry.id } }
  const { id } = (await sacha.call('POST', '/api/1/transfer/', { ...offer, comment: 'À vous' })).json
  expect((await desk()).tasks[0]).toMatchObject({
    kind: 'transfer',
    id,
    about: { title: 'À donner', class: 'Dataset' },
  })
  expect(await kinds(sacha)).toEqual([])
  await camille.call('POST', `/api/1/transfer/${id}/`, { response: 'refuse' })
  expect(await kinds()).toEqual([])
})

test('a discussion waits until somebody of the producer has the last word, or closes it', async () => {
  const { id } = await newDataset('Discuté')
  const visitor = await app.person('Lou Petit')
  const talk = { title: 'Une erreur', comment: 'Ligne 3.', subject: { class: 'Dataset', id } }
  const { id: discussion } = (await visitor.call('POST', '/api/1/discussions/', talk)).json
  expect((await desk()).tasks[0]).toMatchObject({ kind: 'discussion', title: 'Une erreur', dataset: { id } })
  await sacha.call('POST', `/api/1/discussions/${discussion}/`, { comment: 'Merci, corrigé.' })
  expect(await kinds()).toEqual([])
  await visitor.call('POST', `/api/1/discussions/${discussion}/`, { comment: 'Pas encore.' })
  expect(await kinds()).toEqual(['discussion'])
  await camille.call('POST', `/api/1/discussions/${discussion}/`, { comment: 'Si.', close: true })
  expect(await kinds()).toEqual([])
})

test('a key that ends within thirty days is told to its owner alone', async () => {
  const expires = (days: number) => ({ expires_at: daysAfter(new Date(), days).toISOString() })
  await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Plus tard', ...expires(40) })
  const soon = (await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Script de nuit', ...expires(12) })).json
  const [task] = (await desk()).tasks
  expect(task).toMatchObject({ kind: 'key_expiring', title: 'Script de nuit' })
  expect(Date.parse(task.until)).toBeGreaterThan(Date.now())
  expect(await kinds(sacha)).toEqual([])
  await camille.call('DELETE', `/api/1/me/api_tokens/${soon.id}/`)
  expect(await kinds()).toEqual([])
})

test('a link that doesn’t answer, until it does', async () => {
  const { id } = await newDataset('Liens')
  const link = { title: 'Ailleurs', filetype: 'remote', type: 'main', url: 'https://donnees.example/a.csv' }
  const resource = (await camille.call('POST', `/api/1/datasets/${id}/resources/`, link)).json
  await sql(`update links set unavailable_since = now() - interval '2 days' where resource_id = $1`, [resource.id])
  expect((await desk()).tasks[0]).toMatchObject({
    ...{ kind: 'link_broken', id: resource.id, title: link.url, dataset: { id } },
  })
  await camille.call('DELETE', `/api/1/datasets/${id}/resources/${resource.id}/`)
  expect(await kinds()).toEqual([])
})

test('a flow that fails, then what it holds; partial editors only look on', async () => {
  const { id } = await newDataset('Alimenté')
  const definition = {
    ...{
      kind: 'files',
      source: { kind: 'folder', path: 'depot' },
      selection: { pattern: 'liste.csv', settle_seconds: 0 },
    },
    mapping: { dataset: { kind: 'existing', id }, resource: { title: 'Liste' } },
    gates: { rows: { min_percent: null, max_percent: null, minimum: 1_000, action: 'hold' } },
  }
  const flow = (await camille.call('POST', '/api/1/flows/', { name: 'Nuit', organization: ministry.id, definition }))
    .json
  const run = async () => {
    await startDueFlows(app.database.db, new Date())
    await app.runTasks()
  }
  await camille.call('POST', `/api/1/flows/${flow.slug}/activate/`)
  await run()
  expect((await desk()).tasks[0]).toMatchObject({ kind: 'flow_failing', title: 'Nuit', flow: { slug: flow.slug } })
  expect((await desk()).week.failed.at(-1)).toBe(1)
  mkdirSync(join(root, 'depot'))
  writeFileSync(join(root, 'depot/liste.csv'), 'id;nom\n1;Orsay\n')
  await camille.call('POST', `/api/1/flows/${flow.slug}/runs/`, {})
  await run()
  const held = (await desk()).tasks
  expect(held.map(({ kind }: { kind: string }) => kind)).toEqual(['held'])
  expect(held[0]).toMatchObject({ title: 'liste.csv', flow: { name: 'Nuit' }, dataset: { id } })
  expect(await kinds(sacha)).toEqual(['held'])
  await sql(`update organization_members set role = 'partial_editor' where user_id = $1`, [sacha.user.id])
  expect(await kinds(sacha)).toEqual([])
  await camille.call('POST', `/api/1/flows/held/${held[0].id}/reject/`, { reason: 'Trop court' })
  expect(await kinds()).toEqual([])
})

test('one of each kind first, seven unless more are asked for, and every count exact', async () => {
  for (let i = 0; i < 9; i++) {
    const { id } = await newDataset(`Retard ${i}`, { frequency: 'daily' })
    await sql(`update datasets set last_update = now() - make_interval(days => $2) where id = $1`, [id, 5 + i])
  }
  const { id } = await newDataset('Question')
  const visitor = await app.person('Max Petit')
  const talk = { title: 'Et moi ?', comment: '?', subject: { class: 'Dataset', id } }
  await visitor.call('POST', '/api/1/discussions/', talk)
  const some = await desk()
  expect(some).toMatchObject({ total: 10, counts: { dataset_late: 9, discussion: 1, deposit: 0 } })
  expect(some.tasks.map(({ title }: { title: string }) => title)).toEqual([
    ...['Et moi ?', 'Retard 8', 'Retard 7', 'Retard 6', 'Retard 5', 'Retard 4', 'Retard 3'],
  ])
  expect((await desk(camille, '?limit=100')).tasks).toHaveLength(10)
  expect((await camille.call('GET', '/api/1/me/desk/?limit=1000')).status).toBe(400)
})

test('the week counts what was published, viewed and downloaded today', async () => {
  const { id, slug } = await newDataset('Semaine')
  const file = (await camille.upload(`/api/1/datasets/${id}/upload/`, 'a.csv', 'id;nom\n1;Orsay\n')).json
  const before = (await desk()).week
  const browser = { 'User-Agent': 'Mozilla/5.0 Firefox/140.0' }
  await anonymous(app.url).call('GET', `/datasets/${slug}`, undefined, browser)
  await anonymous(app.url).call('GET', new URL(file.url).pathname, undefined, browser)
  const { week } = await desk()
  expect(before.published.at(-1)).toBe(1)
  expect([week.viewed.at(-1), week.downloaded.at(-1)]).toEqual([1, 1])
})

test('the ten datasets whose data came last, and what may still be restored', async () => {
  const { datasets, deleted } = await desk()
  expect(datasets.latest).toHaveLength(10)
  expect(datasets.total).toBeGreaterThan(10)
  expect(datasets.latest[0]).toMatchObject({
    ...{ title: 'Semaine', private: false, freshness: null, resources_count: 1, organization: { name: 'Ministère' } },
  })
  expect(deleted).toEqual([])
  await camille.call('DELETE', `/api/1/datasets/${datasets.latest[0].id}/`)
  const after = await desk()
  expect(after.datasets.total).toBe(datasets.total - 1)
  expect(after.deleted[0]).toMatchObject({ title: 'Semaine', purge_at: expect.stringMatching(/^20/) })
  expect((await desk(boss)).datasets.total).toBe(0)
})

test('as many queries whatever waits', async () => {
  const count = (): Promise<number> => countQueries(app.database.pool, () => desk(camille, '?limit=100'))
  const before = await count()
  for (let i = 0; i < 5; i++) {
    const { id } = await newDataset(`Encore ${i}`, { frequency: 'daily' })
    await sql(`update datasets set last_update = now() - interval '9 days' where id = $1`, [id])
    await camille.upload(`/api/1/datasets/${id}/deposits/`, 'a.csv', `id;nom\n${i};Orsay\n`)
    const person = await app.person(`Personne${i} Petit`)
    const talk = { title: 'Et moi ?', comment: '?', subject: { class: 'Dataset', id } }
    await person.call('POST', '/api/1/discussions/', talk)
    await person.call('POST', `/api/1/organizations/${ministry.id}/membership/`, { comment: 'Bonjour' })
  }
  expect((await desk()).total).toBe(30)
  // Of the first, names of people weren't needed.
  expect(await count()).toBeLessThanOrEqual(before + 2)
})
