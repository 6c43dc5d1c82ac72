/** More files than one run takes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { museums, startDesk, type Desk } from '../testing/flow-desk.ts'

const MORE_THAN_ONE_RUN_TAKES = 10_001

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** A flow of an inbox into which that many files were dropped, and a last one after them all. */
const filled = async (name: string, mapping: object): Promise<{ slug: string; dataset: string }> => {
  const dataset = await desk.newDataset(name)
  const slug = await desk.newFlow(name, {
    ...{ dataset, source: { kind: 'inbox' }, schedule: { kind: 'manual' } },
    ...{ selection: { pattern: 'h_{n}.csv' }, mapping: { identity: [], ...mapping } },
  })
  await desk.camille.call('POST', `/api/1/flows/${slug}/activate/`)
  const { url } = (await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/inbox/`)).json
  await fetch(`${url}h_99999.csv`, { method: 'PUT', body: museums(4) })
  await desk.app.database.pool.query(
    `insert into flow_drops (flow_id, key, sha256, size_bytes, dropped_at)
     select flow_id, 'h_' || lpad(n::text, 5, '0') || '.csv', sha256, size_bytes, dropped_at - interval '1 day'
     from flow_drops, generate_series(1, $1::int) as n
     where key = 'h_99999.csv' and flow_id = (select id from flows where slug = $2)`,
    [MORE_THAN_ONE_RUN_TAKES, slug],
  )
  return { slug, dataset }
}

test('of more of one file than a run takes, the last one is published, and then the flow rests', async () => {
  const { slug, dataset } = await filled('dernier', { several: 'latest', resource: { title: 'Liste' } })
  const counts = { published: 1, ignored: MORE_THAN_ONE_RUN_TAKES }
  expect(await desk.nextRun(slug)).toMatchObject({ number: 1, state: 'done', counts })
  expect(await desk.filesOf(dataset)).toMatchObject([{ title: 'Liste' }])
  expect(await desk.nextRun(slug)).toMatchObject({ number: 1 })
})

test('of more that are one file than a run takes, none is, and the flow does not begin again at once', async () => {
  const { slug, dataset } = await filled('conflit', { several: 'fail', resource: { title: 'Liste' } })
  const failure = { code: 'conflict' }
  expect(await desk.nextRun(slug)).toMatchObject({ number: 1, state: 'failed', failure, counts: { published: 0 } })
  expect(await desk.nextRun(slug)).toMatchObject({ number: 1 })
  expect(await desk.filesOf(dataset)).toEqual([])
})
