import type { FastifyInstance } from 'fastify'
import { readQuery, siteAdminOnly } from '../http/index.ts'
import { presentDate } from '../lib/dates.ts'
import { findHealth, type HealthDeps } from './health.ts'
import { giveUpJob, listJobs, listPeriodic, retryJob } from './jobs.ts'
import { JobList, presentJob, presentPeriodic } from './wire.jobs.ts'

type ById = { Params: { job: string } }

/** The queue, the periodic jobs, and how the server is. */
export const jobRoutes = (deps: HealthDeps & { version: string }) => async (app: FastifyInstance) => {
  const { db, version } = deps
  const admin = { onRequest: siteAdminOnly }
  const startedAt = new Date(Date.now() - process.uptime() * 1_000)

  app.get('/administration/jobs/', { ...admin, schema: { querystring: JobList } }, async (request) => {
    const { state = 'failed' } = readQuery(request, JobList)
    const { jobs, counts } = await listJobs(db, request.actor, state)
    return { jobs: jobs.map(presentJob), counts }
  })

  app.get('/administration/jobs/periodic/', admin, async (request) =>
    (await listPeriodic(db, request.actor)).map(presentPeriodic),
  )

  app.post<ById>('/administration/jobs/:job/retry/', admin, async (request, reply) => {
    await retryJob(db, request.actor, request.params.job)
    return reply.code(204).send()
  })

  app.post<ById>('/administration/jobs/:job/give_up/', admin, async (request, reply) => {
    await giveUpJob(db, request.actor, request.params.job)
    return reply.code(204).send()
  })

  app.get('/administration/health/', admin, async (request, reply) => {
    const checks = await findHealth(deps, request.actor)
    reply.header('Cache-Control', 'no-store')
    return { version, node_version: process.version, started_at: presentDate(startedAt), checks }
  })
}
