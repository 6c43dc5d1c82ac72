import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { enqueue, runDueTasks, startJobs, type PeriodicJob, type Task } from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

let runs = 0
/** Its time never comes by itself: what runs is what was left. */
const job: PeriodicJob = { name: 'night', cron: '0 0 29 2 *', run: async () => void (runs += 1) }

/** A job and its queue as a process leaves them that was killed in the middle. */
beforeEach(async () => {
  runs = 0
  const { pool } = database
  await pool.query('delete from graphile_worker._private_jobs')
  await pool.query(`select graphile_worker.add_job('night', queue_name => 'periodic')`)
  for (const table of ['_private_jobs', '_private_job_queues'])
    await pool.query(`update graphile_worker.${table} set locked_at = now(), locked_by = 'killed'`)
  await pool.query(`select graphile_worker.add_job('night', queue_name => 'periodic')`)
})

test('what a killed server left locked, and what waits behind it, runs when the only server starts', async () => {
  const jobs = await startJobs(database.pool, [job], () => {}, [], { isAlone: true })
  await expect.poll(() => runs, { timeout: 10_000 }).toBe(2)
  await jobs.stop()
})

test('what another server may be doing is left to it', async () => {
  const jobs = await startJobs(database.pool, [job], () => {})
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await jobs.stop()
  expect(runs).toBe(0)
})

test('a task that takes hours is told that the server stops, and is waited for', async () => {
  await database.pool.query('delete from graphile_worker._private_jobs')
  const said: string[] = []
  const run: Task['run'] = (_, { signal }) => {
    said.push('begun')
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(void said.push('given up'))))
  }
  const jobs = await startJobs(database.pool, [], () => {}, [{ name: 'hours', run }])
  await enqueue(database.db, 'hours', {})
  await expect.poll(() => said, { timeout: 10_000 }).toEqual(['begun'])
  await jobs.stop()
  expect(said).toEqual(['begun', 'given up'])
})

test('what is due has run, and is noted, when it is answered', async () => {
  const { pool, db } = database
  await pool.query('delete from graphile_worker._private_jobs')
  await pool.query(`create function slowly() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.3); return old; end $$`)
  await pool.query(`create trigger slowly before delete on graphile_worker._private_jobs
    for each row execute function slowly()`)
  await enqueue(db, 'now', {})
  await runDueTasks(pool, [{ name: 'now', run: () => Promise.resolve() }], () => {})
  expect((await pool.query('select task_identifier from graphile_worker.jobs')).rows).toEqual([])
})
