/** A run that ends before its time: what it did is told, and nothing more is written in its name. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../db/index.ts'
import { startDesk, type Desk } from '../testing/flow-desk.ts'
import { askRun } from './runs/ask-run.ts'
import { createRecorder, RunStopped } from './runs/recorder.ts'
import { selectNews } from './runs/store.decisions.ts'
import { beginRun, cancelRun } from './runs/store.runs.ts'
import { saveTarget, selectTargetsOfFlow } from './runs/store.targets.ts'
import { selectFlow } from './store.flows.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** A flow whose run has begun, and what writes down what the run does. */
const begun = async (folder: string) => {
  const { db } = desk.app.database
  const slug = await desk.newFlow(folder, { dataset: await desk.newDataset(folder) })
  const flow = await selectFlow(db, slug)
  const run = flow && (await inTransaction(db, (tx) => askRun(tx, flow.id, { trigger: 'person' }, desk.now())))
  if (!flow || !run) throw new Error('It was just made')
  await beginRun(db, run.id, desk.now())
  return {
    slug,
    flow,
    run,
    recorder: createRecorder(db, run, { now: desk.now, closing: new AbortController().signal }),
  }
}

test('what a run held before somebody stopped it is told with the next one', async () => {
  const { db } = desk.app.database
  const { flow, run, recorder } = await begun('arrete')
  await recorder.decide({ key: 'liste_2025.csv', outcome: 'held' })
  recorder.close()
  await cancelRun(db, run.id, desk.now())
  expect(await selectNews(db, { flowId: flow.id, number: run.number + 1 })).toMatchObject([{ key: 'liste_2025.csv' }])
})

test('a flow that is deleted during its run keeps no file from the flows to come', async () => {
  const { db } = desk.app.database
  const { slug, flow, recorder } = await begun('supprime')
  await desk.camille.call('DELETE', `/api/1/flows/${slug}/`)
  const target = { flowId: flow.id, identity: '2025', datasetId: null, resourceId: null, remoteId: null }
  const decided = recorder.decide({ key: 'liste_2025.csv', outcome: 'published' }, (tx) =>
    saveTarget(tx, { ...target, sha256: null, archivedAt: null }),
  )
  await expect(decided).rejects.toThrow(RunStopped)
  recorder.close()
  expect(await selectTargetsOfFlow(db, flow.id)).toEqual([])
})
