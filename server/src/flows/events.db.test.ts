import { afterAll, beforeAll, expect, test } from 'vitest'
import { museums, startDesk, type Desk } from '../testing/flow-desk.ts'
import { startForEvent, startRun } from './runs/start-runs.ts'
import { selectFlow } from './store.flows.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

const started = async (folder: string): Promise<string> => {
  const slug = await desk.newFlow(folder, { dataset: await desk.newDataset(folder) })
  desk.put(`${folder}/liste_2025.csv`, museums(20))
  await desk.activate(slug)
  return slug
}

test('what a source says during a run is looked at after it', async () => {
  const slug = await started('pendant')
  const { url } = (await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/hook/`)).json
  await desk.camille.call('POST', `/api/1/flows/${slug}/runs/`, {})
  // It waits to begin: whether it will see the new file is anybody's guess.
  expect((await fetch(url, { method: 'POST' })).status).toBe(204)
  await desk.app.runTasks()
  desk.put('pendant/liste_2026.csv', museums(21))
  expect(await desk.nextRun(slug)).toMatchObject({ number: 3, trigger: 'retry', counts: { published: 1 } })
  expect(await desk.nextRun(slug)).toMatchObject({ number: 3 })
})

test('a flow that is paused during a run announces no other, whatever its source says', async () => {
  const slug = await started('pause')
  const { url } = (await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/hook/`)).json
  await desk.camille.call('POST', `/api/1/flows/${slug}/runs/`, {})
  await fetch(url, { method: 'POST' })
  await desk.camille.call('POST', `/api/1/flows/${slug}/pause/`, {})
  await desk.app.runTasks()
  expect(await desk.lastRun(slug)).toMatchObject({ number: 2, state: 'done', retry_at: null })
  expect(await desk.get(`/api/1/flows/${slug}/`)).toMatchObject({ state: 'paused', next_run_at: null })
})

test('a try without effect at the hour of the night takes nothing from it', async () => {
  const slug = await started('essai')
  // Not the bytes of the other test: the same file in two datasets is worth a warning.
  desk.put('essai/liste_2026.csv', museums(23))
  await desk.camille.call('POST', `/api/1/flows/${slug}/runs/`, { dry: true })
  desk.wait(24)
  expect(await desk.nextRun(slug)).toMatchObject({ number: 2, dry: true })
  expect(await desk.nextRun(slug)).toMatchObject({ number: 3, trigger: 'schedule', counts: { published: 1 } })
})

test('a dataset that went to another organization is not written to, and the flow says why', async () => {
  const slug = await started('parti')
  const [flow] = (await desk.get(`/api/1/flows/?page_size=50`)).data.filter(
    (one: { slug: string }) => one.slug === slug,
  )
  const nadia = await desk.app.person('Nadia Benali', { siteAdmin: true })
  const other = { name: 'Archives', description: 'x' }
  const { id } = (await nadia.call('POST', '/api/1/organizations/', other)).json
  const dataset = flow.definition.mapping.dataset.id
  expect((await nadia.call('PUT', `/api/1/datasets/${dataset}/`, { organization: id })).status).toBe(200)
  desk.put('parti/liste_2025.csv', museums(22))
  desk.wait(24)
  const run = await desk.nextRun(slug)
  expect(run).toMatchObject({ state: 'failed', failure: { code: 'forbidden' } })
  expect(run.failure.message).toContain('n’est pas, ou plus, à son organisation')
})

test('a flow that is deleted while somebody asks for a run has none: nobody would ever end it', async () => {
  const { db } = desk.app.database
  const slug = await started('supprime')
  const flow = await selectFlow(db, slug)
  if (!flow) throw new Error('It was just made')
  await desk.camille.call('DELETE', `/api/1/flows/${slug}/`)
  await expect(startRun(db, { kind: 'anonymous' }, flow, { trigger: 'person' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await startForEvent(db, flow, desk.now())
  const waiting = await desk.app.database.pool.query(`select 1 from flow_runs where state = 'waiting'`)
  expect(waiting.rows).toEqual([])
})

test('a change of words puts no run off; a change of times does', async () => {
  const slug = await desk.newFlow('mots', { dataset: await desk.newDataset('mots') })
  const change = async (body: object): Promise<string> =>
    (await desk.camille.call('PUT', `/api/1/flows/${slug}/`, body)).json.next_run_at
  const begun = (await desk.camille.call('POST', `/api/1/flows/${slug}/activate/`)).json.next_run_at
  expect(await change({ name: 'Autrement' })).toBe(begun)
  const { definition } = await desk.get(`/api/1/flows/${slug}/`)
  expect(await change({ definition: { ...definition, expected_days: 3 } })).toBe(begun)
  const later = await change({ definition: { ...definition, schedule: { kind: 'every', minutes: 90 } } })
  expect(Date.parse(later)).toBeGreaterThan(Date.parse(begun))
})
