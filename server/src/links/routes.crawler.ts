import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { parseDate } from '../lib/dates.ts'
import { Invalid, NotFound } from '../lib/errors.ts'
import { resourceUrlOf } from '../catalog/wire.resources.v1.ts'
import type { Db } from '../db/index.ts'
import { Param, readQuery } from '../http/index.ts'
import type { LinkCheck } from './model.ts'
import { findLatestCheck, getCrawled, listChecks, type Crawled } from './readings.ts'
import { countChecksBy, countLastAnswers, countLinks, GROUPS } from './store.readings.ts'
import {
  presentCheck,
  presentCounts,
  presentCrawled,
  presentHeldFile,
  presentLinkCounts,
  presentProgress,
  presentQueues,
  presentStats,
} from './wire.crawler.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
  version: string
}

const Which = Type.Object({ url: Param.text('of a link'), resource_id: Param.text('of a file or a link') })
const Aggregate = Type.Object({
  group_by: Param.choice(GROUPS),
  created_at: Param.text('a day, 2026-01-31; absent or today: this one'),
})

/** What hydra answers to those who read it (tabular.md §2.9); what can't be seen elsewhere isn't seen here. */
export const crawlerRoutes =
  ({ db, site, version }: Deps) =>
  async (app: FastifyInstance) => {
    const started = new Date()
    const presentChecks = (crawled: Crawled, checks: LinkCheck[]) => {
      const { resource } = crawled
      if (resource.filetype === 'file')
        return [presentHeldFile(resource, resourceUrlOf(resource, site.baseUrl), site.baseUrl)]
      if (checks.length === 0) throw new NotFound(NOT_CHECKED)
      return checks.map((check) => presentCheck(check, crawled))
    }

    app.get('/api/resources/stats', async () => presentLinkCounts(await countLinks(db)))

    app.get<{ Params: { resource: string } }>('/api/resources/:resource', async (request) =>
      presentCrawled(await getCrawled(db, request.actor, request.params.resource)),
    )

    app.get('/api/checks/latest', { schema: { querystring: Which } }, async (request) => {
      const { check, ...crawled } = await findLatestCheck(db, request.actor, readQuery(request, Which))
      return presentChecks(crawled, check ? [check] : [])[0]
    })

    app.get('/api/checks/all', { schema: { querystring: Which } }, async (request) => {
      const { checks, ...crawled } = await listChecks(db, request.actor, readQuery(request, Which))
      return presentChecks(crawled, checks)
    })

    app.get('/api/checks/aggregate', { schema: { querystring: Aggregate } }, async (request) => {
      const { group_by: group, created_at: day = 'today' } = readQuery(request, Aggregate)
      if (!group) throw new Invalid(NO_GROUP)
      return presentCounts(await countChecksBy(db, group, dayOf(day)))
    })

    app.get('/api/checks/stats', async () => presentStats(await countLastAnswers(db)))

    app.get('/api/status/crawler', async () => presentProgress(await countLinks(db)))

    app.get('/api/status/worker', async () => presentQueues(await countLinks(db)))

    // No resource is an exception here: limits are the same for all.
    app.get('/api/resources-exceptions', async () => [])

    app.get('/api/health', async () => ({
      version,
      environment: 'cimaise',
      uptime_seconds: Math.round((Date.now() - started.getTime()) / 1_000),
      csv_to_db: false,
      db_to_parquet: true,
    }))
  }

const dayOf = (text: string): string => {
  if (text === 'today') return new Date().toISOString().slice(0, 10)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) && !text.startsWith('0000') ? parseDate(text) : undefined
  // The 30th of February would be a day of March.
  if (day?.toISOString().slice(0, 10) !== text) throw new Invalid(NO_DAY)
  return text
}

const NOT_CHECKED = { fr: 'Ce lien n’a pas encore été vérifié.', en: 'This link was not checked yet.' }
const NO_GROUP = {
  fr: `« group_by » vaut l’un de : ${GROUPS.join(', ')}.`,
  en: `“group_by” is one of: ${GROUPS.join(', ')}.`,
}
const NO_DAY = {
  fr: '« created_at » vaut « today » ou un jour, comme 2026-01-31.',
  en: '“created_at” is “today” or a day, such as 2026-01-31.',
}
