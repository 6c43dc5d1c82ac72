import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import {
  enqueue,
  findHealthOfJobs,
  giveUpJob,
  listPeriodicJobs,
  listWaitingJobs,
  purgeJobRuns,
  retryJob,
  runDueTasks,
  startJobs,
  type Task,
} from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await database.pool.query('delete from graphile_worker._private_jobs; delete from job_runs')
})
afterAll(() => database.close())

const failing: Task = {
  name: 'send-mail',
  run: async () => {
    throw new Error('the mail server is away')
  },
}
const failOnce = async () => {
  await enqueue(database.db, 'send-mail', { secret: 'x' })
  await runDueTasks(database.pool, [failing], () => {})
  await expect.poll(async () => (await listWaitingJobs(database.db, 'failed')).jobs.length).toBe(1)
  return (await listWaitingJobs(database.db, 'failed')).jobs[0]!
}

test('a job that failed is listed with what went wrong and without what it works on; retried, it begins again', async () => {
  const job = await failOnce()
  expect(job).toMatchObject({ name: 'send-mail', attempts: 1, maxAttempts: 12, error: 'the mail server is away' })
  expect(JSON.stringify(job)).not.toContain('secret')
  expect(job.runAt.getTime()).toBeGreaterThan(Date.now())
  expect(await findHealthOfJobs(database.db)).toMatchObject({
    ...{ due: 0, failed: 1 },
    mail: { lastSent: null, failing: 1, error: 'the mail server is away' },
  })
  await retryJob(database.db, job.id)
  await runDueTasks(database.pool, [{ name: 'send-mail', run: async () => {} }], () => {})
  await expect.poll(async () => (await listWaitingJobs(database.db, 'failed')).counts.failed).toBe(0)
  const { mail } = await findHealthOfJobs(database.db)
  expect(mail).toMatchObject({ failing: 0, lastSent: expect.any(Date) })
})

test('a job that is given up is gone; again, or while it runs, it is refused', async () => {
  const job = await failOnce()
  await giveUpJob(database.db, job.id)
  expect((await listWaitingJobs(database.db, 'failed')).counts).toEqual({ running: 0, failed: 0, waiting: 0 })
  await expect(giveUpJob(database.db, job.id)).rejects.toMatchObject({ code: 'conflict' })
  await expect(retryJob(database.db, 'x; drop table users')).rejects.toMatchObject({ code: 'not_found' })
  await enqueue(database.db, 'send-mail', {})
  await database.pool.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'other'`)
  const [running] = (await listWaitingJobs(database.db, 'running')).jobs
  expect(running).toMatchObject({ state: 'running', runningSince: expect.any(Date) })
  await expect(retryJob(database.db, running!.id)).rejects.toMatchObject({ code: 'conflict' })
})

test('periodic jobs say when they ran, how long, and when they come next; those that are no more are forgotten', async () => {
  const night = { name: 'night', cron: '10 1 * * *', run: async () => {} }
  await (await startJobs(database.pool, [{ ...night, name: 'old' }], () => {})).stop()
  const jobs = await startJobs(database.pool, [night], () => {}, [], { isAlone: true })
  expect(await listPeriodicJobs(database.db)).toMatchObject([{ name: 'night', cron: '10 1 * * *' }])
  await database.pool.query(`select graphile_worker.add_job('night')`)
  await expect.poll(async () => (await listPeriodicJobs(database.db))[0]?.lastEndedAt, { timeout: 10_000 }).toBeTruthy()
  await jobs.stop()
  const [state] = await listPeriodicJobs(database.db)
  expect(state?.error).toBeNull()
  expect(state?.node).toMatch(/:\d+$/)
  expect(state?.nextAt?.toISOString()).toMatch(/T01:10:00/)
})

test('runs of more than thirty days are forgotten', async () => {
  await database.pool.query(`insert into job_runs (job_id, name, node, started_at)
    values ('1', 'old', 'x', now() - interval '31 days'), ('2', 'new', 'x', now() - interval '29 days')`)
  await purgeJobRuns(database.db)
  expect((await database.pool.query('select name from job_runs')).rows).toEqual([{ name: 'new' }])
})
