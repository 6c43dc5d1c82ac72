import type { Person, TestApp } from '../test-app.ts'
import { startDueFlows, watchFlows } from '../../flows/index.ts'

/** The clock of a test, which jumps from one thing that is due to the next. */
export interface Clock {
  now: Date
}

/** Does all that is due until a moment, in its order, each at its minute; then looks at what is late, as every day. */
export const playUntil = async (
  app: TestApp,
  clock: Clock,
  end: string,
  afterEach: (at: Date) => Promise<void> = async () => {},
): Promise<void> => {
  const until = new Date(end)
  for (let due = await nextDue(app); due && due <= until; due = await nextDue(app)) {
    if (due > clock.now) clock.now = due
    await runDueFlows(app, clock)
    await afterEach(clock.now)
  }
  clock.now = until
  await watchFlows(app.flowDeps)
  await app.runTasks()
  await afterEach(clock.now)
}

/** Begins what is due, and does it: tasks of one lane wait for each other. */
export const runDueFlows = async (app: TestApp, { now }: Clock): Promise<void> => {
  await startDueFlows(app.database.db, now)
  for (let tries = 0; tries < 50; tries++) {
    await app.runTasks()
    const open = await app.database.pool.query("select from flow_runs where state in ('waiting', 'running')")
    if (open.rowCount === 0) return
  }
  const jobs = await app.database.pool.query(
    'select last_error, attempts, run_at, locked_at from graphile_worker._private_jobs',
  )
  throw new Error(`A run does not end: ${JSON.stringify(jobs.rows)}`)
}

const nextDue = async ({ database }: TestApp): Promise<Date | null> => {
  const due = "select min(least(next_run_at, retry_at)) as due from flows where state = 'active' and deleted_at is null"
  return (await database.pool.query<{ due: Date | null }>(due)).rows[0]?.due ?? null
}

export interface PlayedRun {
  flow: string
  at: Date
  state: string
  sentence: string
  failure: { code: string; message: string } | null
  decisions: { key: string; outcome: string; code: string | null; message: string | null; version: number | null }[]
}

/** Every run of a flow with what became of each file, the oldest first, as a person reads them. */
export const readRuns = async (person: Person, flow: string): Promise<PlayedRun[]> => {
  const runs = (await person.call('GET', `/api/1/flows/${flow}/runs/?page_size=100`)).json.data
  return Promise.all(
    runs.toReversed().map(async ({ number, started_at, ...run }: { number: number; started_at: string }) => {
      const path = `/api/1/flows/${flow}/runs/${number}/decisions/?page_size=100`
      return { ...run, flow, at: new Date(started_at), decisions: (await person.call('GET', path)).json.data }
    }),
  )
}
