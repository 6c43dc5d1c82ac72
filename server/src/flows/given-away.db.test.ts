/** Datasets that went to another organization while a flow still remembers them: the flow lets them be, and goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../testing/test-app.ts'
import { museums, startDesk, type Desk } from '../testing/flow-desk.ts'

let desk: Desk
let nadia: Person
let archives: string
beforeAll(async () => {
  desk = await startDesk()
  nadia = await desk.app.person('Nadia Benali', { siteAdmin: true })
  archives = (await nadia.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json.id
})
afterAll(() => desk.close())

const giveAway = async (dataset: string) =>
  expect((await nadia.call('PUT', `/api/1/datasets/${dataset}/`, { organization: archives })).status).toBe(200)
const template = { kind: 'template', title: 'Donné {annee}', description: 'Des musées.', private: false }

test('their files are neither marked as archived nor put in order, and the flow goes on with its own', async () => {
  for (const [at, name] of ['2024_a', '2024_b', '2025_a'].entries())
    desk.put(`donne/liste_${name}.csv`, museums(20 + at))
  const slug = await desk.newFlow('donne', {
    dataset: template,
    selection: { pattern: 'liste_{annee}_{partie}.csv' },
    mapping: {
      ...{ identity: ['annee', 'partie'], vanished: 'archive' },
      resource: { title: 'Partie {partie}', order: 'title' },
    },
  })
  expect(await desk.activate(slug)).toMatchObject({ counts: { published: 3 } })
  const made = (await desk.get('/api/1/datasets/?q=Donné')).data
  const { id } = made.find(({ title }: { title: string }) => title === 'Donné 2024')
  await giveAway(id)
  const theirs = (await desk.filesOf(id)).toReversed()
  const order = theirs.map((file) => ({ id: file.id }))
  expect((await nadia.call('PUT', `/api/1/datasets/${id}/resources/`, order)).status).toBe(200)
  desk.wait(24)
  desk.put('donne/liste_2025_a.csv', museums(23))
  expect(await desk.nextRun(slug)).toMatchObject({ state: 'done', failure: null, counts: { published: 1 } })
  desk.remove('donne/liste_2024_a.csv')
  for (const counts of [{ waiting: 1 }, { vanished: 1 }]) {
    desk.wait(24)
    expect(await desk.nextRun(slug)).toMatchObject({ state: 'done', failure: null, counts })
  }
  const after = await desk.filesOf(id)
  expect(after.map((file) => file.id)).toEqual(order.map((file) => file.id))
  expect(JSON.stringify(after)).not.toContain('cimaise:archived')
})

test.each(['another state', 'a person'])('a file that waits to go there is given up by %s', async (by) => {
  const folder = by === 'a person' ? 'refus' : 'suite'
  const dataset = await desk.newDataset(`Parti ${folder}`)
  desk.put(`${folder}/liste_2025.csv`, museums(50, folder))
  const slug = await desk.newFlow(folder, { dataset })
  await desk.activate(slug)
  desk.wait(24)
  desk.put(`${folder}/liste_2025.csv`, museums(5, folder))
  expect(await desk.nextRun(slug)).toMatchObject({ counts: { held: 1 } })
  const [held] = await desk.held(slug)
  await giveAway(dataset)
  if (by === 'a person') {
    const rejected = await desk.camille.call('POST', `/api/1/flows/held/${held.id}/reject/`, {})
    expect(rejected.json, rejected.text).toMatchObject({ state: 'rejected' })
  } else {
    const { definition } = await desk.get(`/api/1/flows/${slug}/`)
    const { mapping } = definition
    const ours = { kind: 'existing', id: await desk.newDataset('Suite') }
    const changes = { definition: { ...definition, mapping: { ...mapping, dataset: ours } } }
    expect((await desk.camille.call('PUT', `/api/1/flows/${slug}/`, changes)).status).toBe(200)
    desk.wait(24)
    expect(await desk.nextRun(slug)).toMatchObject({ state: 'done', failure: null, counts: { published: 1 } })
    expect(await desk.held(slug)).toEqual([])
  }
  expect((await nadia.call('GET', `/api/1/datasets/${dataset}/deposits/`)).json).toEqual([])
})
