/** A run that ends before its time: what it did is told, and nothing more is written in its name. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../db/index.ts'
import { startDesk, type Desk } from '../testing/flow-desk.ts'
import { askRun } from './runs/ask-run.ts'
import { createRecorder } from './runs/recorder.ts'
import { beginRun, cancelRun } from './runs/store.runs.ts'
import { selectNews } from './runs/store.decisions.ts'
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
