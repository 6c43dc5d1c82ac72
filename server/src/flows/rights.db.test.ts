/** Who may do what with flows: every route that there is, asked by everybody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDueFlows } from './index.ts'
import { newBrowser } from '../testing/browser.ts'
import { anonymous, startTestApp, type Person } from '../testing/test-app.ts'
import { definitionOf, museums, startDesk, type Desk } from '../testing/flow-desk.ts'

let desk: Desk
let dataset: string
let people: Record<string, Pick<Person, 'call'>>
let other: string
beforeAll(async () => {
  desk = await startDesk()
  const { app, camille } = desk
  const named = async (name: string) => app.person(name)
  const [stranger, partial, editor, elsewhere] = await Promise.all(
    ['Sacha Roy', 'Paul Petit', 'Édith Morel', 'Elsa Moreau'].map(named),
  )
  if (!stranger || !partial || !editor || !elsewhere) throw new Error('four people')
  await desk.join(partial, 'partial_editor')
  await desk.join(editor, 'editor')
  other = (await elsewhere.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json.id
  const ada = await app.person('Ada Min', { siteAdmin: true })
  people = { nobody: anonymous(app.url), stranger, partial, editor, admin: camille, elsewhere, site: ada }
  dataset = await desk.newDataset('Musées')
})
afterAll(() => desk.close())

/** A flow whose file is held, with all that there is to ask about it. */
let made = 0
const newStory = async () => {
  const folder = `rights-${++made}`
  desk.put(`${folder}/liste_2025.csv`, museums(2))
  const gates = { rows: { minimum: 10 } }
  const slug = await desk.newFlow(folder, { dataset, gates, mapping: { resource: { title: `${folder} {annee}` } } })
  await desk.activate(slug)
  const [held] = await desk.held(slug)
  return { slug, held: held.id as string, deposit: held.deposit as string, folder }
}

interface Ask {
  /** `{name}`: of what `newStory` made. */
  path: string
  body?: (story: Awaited<ReturnType<typeof newStory>>) => unknown
  /** By who asks; the others get 404, and nobody 401. */
  allowed: number
  partial: number
  /** Of who has nothing to do with the organization. */
  outside?: number
}
const reads = { allowed: 200, partial: 200 }
const writes = { allowed: 200, partial: 403 }
const source = { kind: 'folder', path: 'rights-1' }
const about = () => ({ organization: desk.organization })

/** Every route of `/api/1/flows/` that needs somebody. */
const ROUTES: Record<string, Ask> = {
  'GET /flows/': { path: '/flows/', ...reads, outside: 200 },
  'POST /flows/': {
    path: '/flows/',
    body: () => ({ name: 'Un autre', ...about(), definition: definitionOf('x', { dataset }) }),
    ...{ allowed: 201, partial: 403, outside: 403 },
  },
  'GET /flows/defaults/': { path: '/flows/defaults/', ...reads, outside: 200 },
  'POST /flows/test/': { path: '/flows/test/', body: () => ({ ...about(), source }), ...writes, outside: 403 },
  'POST /flows/preview/': {
    path: '/flows/preview/',
    body: () => ({ ...about(), definition: definitionOf('rights-1', { dataset }) }),
    ...{ ...writes, outside: 403 },
  },
  'POST /flows/apply/': {
    path: '/flows/apply/',
    body: () => ({ ...about(), yaml: YAML, dry: true }),
    ...{ ...writes, outside: 403 },
  },
  'GET /flows/held/': { path: '/flows/held/', ...reads, outside: 200 },
  'POST /flows/held/{held}/release/': { path: '/flows/held/{held}/release/', body: () => ({ reason: 'x' }), ...writes },
  'POST /flows/held/{held}/reject/': { path: '/flows/held/{held}/reject/', body: () => ({}), ...writes },
  'GET /flows/{flow}/': { path: '/flows/{slug}/', ...reads },
  'PUT /flows/{flow}/': { path: '/flows/{slug}/', body: () => ({ name: 'Autre nom' }), ...writes },
  'DELETE /flows/{flow}/': { path: '/flows/{slug}/', allowed: 204, partial: 403 },
  'GET /flows/{flow}/flow.yaml': { path: '/flows/{slug}/flow.yaml', ...reads },
  'POST /flows/{flow}/activate/': { path: '/flows/{slug}/activate/', ...writes },
  'POST /flows/{flow}/pause/': { path: '/flows/{slug}/pause/', body: () => ({}), ...writes },
  'POST /flows/{flow}/signature/': { path: '/flows/{slug}/signature/', allowed: 201, partial: 403 },
  'GET /flows/{flow}/deliveries/': { path: '/flows/{slug}/deliveries/', ...reads },
  'POST /flows/{flow}/addresses/{which}/': { path: '/flows/{slug}/addresses/hook/', allowed: 201, partial: 403 },
  'POST /flows/{flow}/fields/': {
    path: '/flows/{slug}/fields/',
    body: () => ({ on: 'dataset', id: dataset, field: 'title' }),
    // The flow owns none: there is nothing to give, for who may ask.
    ...{ allowed: 404, partial: 403 },
  },
  'POST /flows/{flow}/runs/': { path: '/flows/{slug}/runs/', body: () => ({}), allowed: 201, partial: 403 },
  'GET /flows/{flow}/runs/': { path: '/flows/{slug}/runs/', ...reads },
  'GET /flows/{flow}/runs/{run}/': { path: '/flows/{slug}/runs/1/', ...reads },
  'POST /flows/{flow}/runs/{run}/cancel/': { path: '/flows/{slug}/runs/1/cancel/', allowed: 409, partial: 403 },
  'GET /flows/{flow}/runs/{run}/decisions/': { path: '/flows/{slug}/runs/1/decisions/', ...reads },
  'GET /datasets/{dataset}/feedings/': {
    path: '/datasets/{dataset}/feedings/',
    allowed: 200,
    partial: 403,
    outside: 403,
  },
}
/** Those whose address is the only right that there is. */
const OPEN = ['PUT /flows/inbox/{secret}/{name}', 'DELETE /flows/inbox/{secret}/{name}', 'POST /flows/hooks/{secret}/']
const YAML = `slug: par-yaml
name: Par YAML
kind: files
source: { kind: folder, path: x }
selection: { pattern: "*.csv" }
mapping: { dataset: { kind: existing, id: x } }
`

test('no route of flows is forgotten here', async () => {
  const { paths } = await desk.get('/api/openapi.json')
  const all = Object.entries(paths as Record<string, object>).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('/api/1', '')}`),
  )
  const ours = all.filter((route) => /^[A-Z]+ (\/flows\/|.*\/feedings\/)/.test(route))
  expect(ours.toSorted()).toEqual([...Object.keys(ROUTES), ...OPEN].toSorted())
})

test.each(Object.entries(ROUTES))('%s answers each person as the policy says', async (route, ask) => {
  const method = route.split(' ')[0] ?? ''
  const { outside = 404, partial, allowed } = ask
  const expected: Record<string, number> = {
    nobody: 401,
    stranger: outside,
    elsewhere: outside,
    partial,
    editor: allowed,
    admin: allowed,
    site: allowed,
  }
  const got: Record<string, number> = {}
  const shared = await newStory()
  for (const who of Object.keys(expected)) {
    // Whoever does something does it to a story of their own.
    const story = method === 'GET' || expected[who] !== allowed ? shared : await newStory()
    const path = ask.path.replace('{slug}', story.slug).replace('{held}', story.held).replace('{dataset}', dataset)
    const answer = await people[who]?.call(method, `/api/1${path}`, ask.body?.(story))
    got[who] = answer?.status ?? 0
    if (got[who] >= 400) expect(answer?.text).not.toMatch(/liste_2025|rights-\d/)
  }
  expect(got).toEqual(expected)
})

test('what others have is nothing to nobody: no list, no filter and no report shows it', async () => {
  const { slug, deposit } = await newStory()
  const { id } = await desk.get(`/api/1/flows/${slug}/`)
  const lists = ['/flows/', `/flows/?organization=${desk.organization}`, `/flows/?dataset=${dataset}`]
  const held = ['/flows/held/', `/flows/held/?flow=${slug}`, `/flows/held/?flow=${id}`]
  for (const who of ['stranger', 'elsewhere'])
    for (const path of [...lists, ...held])
      expect((await people[who]?.call('GET', `/api/1${path}`))?.json).toMatchObject({ total: 0, data: [] })
  const report = `/api/1/datasets/${dataset}/deposits/${deposit}/`
  expect((await people.elsewhere?.call('GET', report))?.status).toBe(403)
  expect((await people.nobody?.call('GET', report))?.status).toBe(401)
  expect((await people.partial?.call('GET', `/api/1/flows/${slug}/`))?.json.health).toBe('held')
})

/** Of Elsa's organization, with what she may not write to. */
const theirFlow = async (folder: string, target: object) => {
  desk.put(`${folder}/liste_2025.csv`, museums(4))
  const definition = definitionOf(folder, { dataset: target })
  const body = { name: folder, organization: other, definition }
  const { slug } = (await people.elsewhere?.call('POST', '/api/1/flows/', body))?.json
  await people.elsewhere?.call('POST', `/api/1/flows/${slug}/activate/`)
  await startDueFlows(desk.app.database.db, desk.now())
  await desk.app.runTasks()
  return (await people.elsewhere?.call('GET', `/api/1/flows/${slug}/runs/`))?.json.data[0]
}

test.each([
  ['public', false],
  ['private', true],
])('a flow writes to no %s dataset of others, and takes none of its files', async (_what, isPrivate) => {
  const folder = `theirs-${isPrivate}`
  const ours = await desk.newDataset(`Chez nous ${isPrivate}`, { private: isPrivate })
  await desk.camille.upload(`/api/1/datasets/${ours}/upload/`, 'liste_2025.csv', museums(3))
  const run = await theirFlow(folder, { kind: 'existing', id: ours })
  expect(run).toMatchObject({
    state: 'failed',
    counts: { published: 0, failed: 1 },
    failure: { code: isPrivate ? 'not_found' : 'forbidden' },
  })
  expect(await desk.filesOf(ours)).toMatchObject([{ extras: { 'cimaise:version': 1 } }])
  expect(await desk.get(`/api/1/datasets/${ours}/deposits/`)).toEqual([])
  expect(await desk.get(`/api/1/datasets/${ours}/feedings/`)).toEqual([])
})

test('the datasets that a flow makes are of its organization', async () => {
  const run = await theirFlow('modele', {
    kind: 'template',
    title: 'Fait par un flux',
    description: 'x',
    private: true,
  })
  expect(run).toMatchObject({ state: 'done', counts: { published: 1 } })
  const [made] = (await people.elsewhere?.call('GET', '/api/1/datasets/?q=Fait+par+un+flux'))?.json.data ?? []
  const [{ dataset: id }] = (await people.elsewhere?.call('GET', `/api/1/flows/modele/runs/${run.number}/decisions/`))
    ?.json.data
  expect((await people.elsewhere?.call('GET', `/api/1/datasets/${id}/`))?.json.organization.id).toBe(other)
  expect((await desk.camille.call('GET', `/api/1/datasets/${id}/`)).status).toBe(404)
  expect(made?.organization.id ?? other).toBe(other)
})

test('who left the organization leaves its flows, which go on', async () => {
  const { slug } = await newStory()
  const bob = await desk.app.person('Bob Martin')
  await desk.join(bob, 'editor')
  expect((await bob.call('GET', `/api/1/flows/${slug}/`)).status).toBe(200)
  await desk.camille.call('DELETE', `/api/1/organizations/${desk.organization}/member/${bob.user.id}/`)
  expect((await bob.call('GET', `/api/1/flows/${slug}/`)).status).toBe(404)
})

test('a session acts from our own pages only', async () => {
  const { slug } = await newStory()
  const browser = newBrowser(desk.app.url)
  const { user, password } = desk.camille
  expect((await browser.call('POST', '/login/', { email: user.email, password })).status).toBeLessThan(300)
  const pause = async (headers: Record<string, string>) =>
    (await browser.call('POST', `/api/1/flows/${slug}/pause/`, {}, headers)).status
  expect(await pause({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
  expect(await pause({ Origin: 'https://ailleurs.example' })).toBe(403)
  expect(await pause({ 'Sec-Fetch-Site': 'same-origin' })).toBe(200)
})

test('a site that is only read takes no new flow, no new address and no file', async () => {
  const closed = await startTestApp({ readOnly: true })
  const ada = await closed.person('Ada Min', { siteAdmin: true })
  const camille = await closed.person('Camille Perrin')
  const organization = (await ada.call('POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })).json.id
  const definition = definitionOf('x', { source: { kind: 'inbox' } })
  const body = { name: 'Boîte', organization, definition }
  expect((await camille.call('POST', '/api/1/flows/', body)).status).toBe(423)
  expect((await ada.call('POST', '/api/1/flows/', body)).status).toBe(201)
  expect((await camille.call('POST', '/api/1/flows/boite/addresses/inbox/')).status).toBe(423)
  expect((await camille.call('POST', '/api/1/flows/boite/runs/', { dry: true })).status).toBe(423)
  const { url } = (await ada.call('POST', '/api/1/flows/boite/addresses/inbox/')).json
  expect((await fetch(`${url}liste_2025.csv`, { method: 'PUT', body: museums(3) })).status).toBe(423)
  await closed.close()
})
