/** Files that gates kept: who decides, where, once, and what the flow makes of it afterwards. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchFlows } from './index.ts'
import type { Person } from '../testing/test-app.ts'
import { museums, startDesk, type Desk, type Json } from '../testing/flow-desk.ts'

let desk: Desk
let alix: Person
beforeAll(async () => {
  desk = await startDesk()
  alix = await desk.app.person('Alix Moreau')
  await desk.join(alix, 'editor')
})
afterAll(() => desk.close())

/** A file of which 50 rows are published, and whose next state, of so many rows, is held. */
const holding = async (folder: string, rows = 5) => {
  const dataset = await desk.newDataset(`Retenu ${folder}`)
  desk.put(`${folder}/liste_2025.csv`, museums(50))
  const slug = await desk.newFlow(folder, { dataset })
  await desk.activate(slug)
  await next(folder, slug, rows)
  const [held] = await desk.held(slug)
  const deposit = `/api/1/datasets/${dataset}/deposits/${held.deposit}/`
  return { dataset, slug, held, deposit, path: `/api/1/flows/held/${held.id}/` }
}
const next = async (folder: string, slug: string, rows: number | null) => {
  desk.wait(24)
  if (rows !== null) desk.put(`${folder}/liste_2025.csv`, museums(rows))
  return desk.nextRun(slug)
}
const version = async (dataset: string): Promise<number> => (await desk.filesOf(dataset))[0].extras['cimaise:version']
const flowOf = (slug: string) => desk.get(`/api/1/flows/${slug}/`)
const stateOf = async (slug: string, id: string): Promise<Json> =>
  (await desk.get(`/api/1/flows/held/?flow=${slug}`)).data.find((one: Json) => one.id === id)

test('released, with a reason that stays; the same state comes again and is nothing new', async () => {
  const { dataset, slug, path } = await holding('sort')
  expect((await desk.camille.call('POST', `${path}release/`, {})).status).toBe(400)
  expect((await desk.camille.call('POST', `${path}release/`, { reason: ' ' })).status).toBe(400)
  const released = await alix.call('POST', `${path}release/`, { reason: 'Tri annuel.' })
  expect(released.json).toMatchObject({
    state: 'released',
    decided: { by: { first_name: 'Alix' }, reason: 'Tri annuel.' },
  })
  expect(await version(dataset)).toBe(2)
  for (const action of ['release', 'reject'])
    expect((await desk.camille.call('POST', `${path}${action}/`, { reason: 'x' })).status).toBe(409)
  expect(await flowOf(slug)).toMatchObject({ health: 'ok', held: 0 })
  expect(await next('sort', slug, null)).toMatchObject({ counts: { unchanged: 1, held: 0 } })
  expect((await desk.decisions(slug))[0].message).toBeNull()
})

test.each(['quarantine', 'dataset'])(
  'released on the page of the %s, a flow that was late is not any more',
  async (page) => {
    const folder = `retard-${page}`
    const dataset = await desk.newDataset(`Retard ${page}`)
    desk.put(`${folder}/liste_2025.csv`, museums(50, page))
    const slug = await desk.newFlow(folder, { dataset, expected_days: 5 })
    const first = await desk.activate(slug)
    desk.wait(24 * 7)
    desk.put(`${folder}/liste_2025.csv`, museums(5, page))
    await desk.nextRun(slug)
    await watchFlows(desk.app.flowDeps)
    const open = async () =>
      (await desk.get('/api/1/notifications/?handled=false&page_size=100')).data.filter(
        ({ details }: Json) => details.status === 'late' && details.flow.slug === slug,
      )
    expect(await open()).toHaveLength(1)
    const [held] = await desk.held(slug)
    const path =
      page === 'dataset'
        ? `/api/1/datasets/${dataset}/deposits/${held.deposit}/publish/`
        : `/api/1/flows/held/${held.id}/release/`
    expect((await desk.camille.call('POST', path, { confirm: true, reason: 'Vu.' })).status).toBe(200)
    // Whoever looks at the flow makes it learn what was decided elsewhere.
    await flowOf(slug)
    expect(await open()).toEqual([])
    expect(Date.parse((await flowOf(slug)).last_change_at)).toBeGreaterThan(Date.parse(first.ended_at))
  },
)

test('rejected, the same bytes are not held again, whatever came in between', async () => {
  const { dataset, slug, path, deposit } = await holding('refus')
  const rejected = await desk.camille.call('POST', `${path}reject/`, {})
  expect(rejected.json).toMatchObject({ state: 'rejected', decided: { reason: null } })
  expect((await desk.camille.call('GET', deposit)).status).toBe(404)
  expect(await next('refus', slug, null)).toMatchObject({ counts: { unchanged: 1 } })
  expect((await desk.decisions(slug))[0].message).toContain('refusé')
  // Written again, of the same bytes.
  expect(await next('refus', slug, 5)).toMatchObject({ counts: { unchanged: 1, held: 0 } })
  expect(await next('refus', slug, 6)).toMatchObject({ counts: { held: 1 } })
  const [other] = await desk.held(slug)
  await desk.camille.call('POST', `/api/1/flows/held/${other.id}/reject/`, {})
  expect(await next('refus', slug, 5)).toMatchObject({ counts: { unchanged: 1, held: 0 } })
  expect(await version(dataset)).toBe(1)
  expect(await next('refus', slug, 52)).toMatchObject({ counts: { published: 1 } })
})

test('a later file takes the place of the one that waits; a good one ends the waiting', async () => {
  const { dataset, slug, held, path, deposit } = await holding('remplace')
  expect(await next('remplace', slug, 4)).toMatchObject({ counts: { held: 1 } })
  expect(await stateOf(slug, held.id)).toMatchObject({ state: 'replaced' })
  expect((await desk.camille.call('GET', deposit)).status).toBe(404)
  expect((await desk.camille.call('POST', `${path}release/`, { reason: 'x' })).status).toBe(409)
  expect(await desk.held(slug)).toHaveLength(1)
  expect(await next('remplace', slug, 51)).toMatchObject({ counts: { published: 1 } })
  expect(await desk.held(slug)).toEqual([])
  expect(await desk.get(`/api/1/datasets/${dataset}/deposits/`)).toEqual([])
})

test('the state that is published, come back, ends the waiting too', async () => {
  const { dataset, slug } = await holding('retour')
  expect(await next('retour', slug, 50)).toMatchObject({ counts: { unchanged: 1 } })
  expect(await desk.held(slug)).toEqual([])
  expect(await version(dataset)).toBe(1)
  expect(await flowOf(slug)).toMatchObject({ health: 'ok', held: 0 })
})

test('published on the page of its dataset, the flow knows at once', async () => {
  const { dataset, slug, held, deposit, path } = await holding('page')
  expect((await desk.camille.call('POST', `${deposit}publish/`, { confirm: true, reason: 'Vu.' })).status).toBe(200)
  expect(await flowOf(slug)).toMatchObject({ health: 'ok', held: 0 })
  expect(await stateOf(slug, held.id)).toMatchObject({ state: 'released' })
  expect((await desk.camille.call('POST', `${path}reject/`, {})).status).toBe(409)
  expect(await next('page', slug, null)).toMatchObject({ counts: { unchanged: 1 } })
  expect((await desk.decisions(slug))[0].message).toBeNull()
  expect(await version(dataset)).toBe(2)
})

test('given up on the page of its dataset, the same bytes do not come back', async () => {
  const { dataset, slug, held, deposit } = await holding('abandon')
  expect((await desk.camille.call('DELETE', deposit)).status).toBe(204)
  expect(await flowOf(slug)).toMatchObject({ health: 'ok', held: 0 })
  expect(await stateOf(slug, held.id)).toMatchObject({ state: 'rejected' })
  expect(await next('abandon', slug, 5)).toMatchObject({ counts: { unchanged: 1, held: 0 } })
  expect(await version(dataset)).toBe(1)
})

test('decided on that page, and looked at by nobody since: the next run knows', async () => {
  const { slug, deposit } = await holding('pagebis')
  await desk.camille.call('POST', `${deposit}publish/`, { confirm: true, reason: 'Vu.' })
  expect(await next('pagebis', slug, null)).toMatchObject({ counts: { unchanged: 1 } })
  expect((await desk.decisions(slug))[0].message).toBeNull()
})

test('what is no data file is held with no way out but its source', async () => {
  const dataset = await desk.newDataset('Page web')
  desk.put('html/liste_2025.csv', '<!doctype html><html><body>Erreur 500</body></html>')
  const slug = await desk.newFlow('html', { dataset })
  expect(await desk.activate(slug)).toMatchObject({ state: 'done', counts: { held: 1 } })
  const [held] = await desk.held(slug)
  expect(held).toMatchObject({ deposit: null })
  expect((await desk.camille.call('POST', `/api/1/flows/held/${held.id}/release/`, { reason: 'x' })).status).toBe(409)
  expect((await desk.camille.call('POST', `/api/1/flows/held/${held.id}/reject/`, {})).status).toBe(200)
})

const NIR = ['1 84 12 76 451 089 46', '2 55 08 14 168 025 38'].map((text) => text.replaceAll(' ', ''))
const people = `nom;nir\n${Array.from({ length: 20 }, (_, i) => `Personne ${i};${NIR[i % 2]}`).join('\n')}\n`

test('social security numbers wait whatever the gates say, for somebody else than who made the flow', async () => {
  const dataset = await desk.newDataset('Personnes')
  desk.put('nir/liste_2025.csv', people)
  const gates = { blocker: 'publish', warning: 'publish', rules: { nir: 'publish' }, rows: { action: 'publish' } }
  const slug = await desk.newFlow('nir', { dataset, gates })
  expect(await desk.activate(slug)).toMatchObject({ counts: { held: 1, published: 0 } })
  const [held] = await desk.held(slug)
  expect(held.reasons[0]).toMatchObject({ rule: 'nir', action: 'hold' })
  const release = (person: Person) =>
    person.call('POST', `/api/1/flows/held/${held.id}/release/`, { reason: 'Ce sont des exemples.' })
  expect((await release(desk.camille)).status).toBe(403)
  expect(await desk.filesOf(dataset)).toEqual([])
  expect((await release(alix)).json).toMatchObject({ state: 'released' })
  expect(await desk.filesOf(dataset)).toHaveLength(1)
})

test('what waits is found by flow and by state, and an id that is none is nothing', async () => {
  const { slug } = await holding('filtres')
  expect(await desk.get(`/api/1/flows/held/?flow=${slug}&state=waiting`)).toMatchObject({ total: 1 })
  expect(await desk.get(`/api/1/flows/held/?flow=${slug}&state=released`)).toMatchObject({ total: 0 })
  expect(await desk.get('/api/1/flows/held/?flow=nul')).toMatchObject({ total: 0 })
  expect((await desk.camille.call('GET', '/api/1/flows/held/?state=perdu')).status).toBe(400)
  for (const id of ['nul', '00000000-0000-4000-8000-000000000000'])
    expect((await desk.camille.call('POST', `/api/1/flows/held/${id}/reject/`, {})).status).toBe(404)
})
