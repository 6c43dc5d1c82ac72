import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import {
  languageOf,
  PAGING,
  Param,
  presentPage,
  readBody,
  readPage,
  readQuery,
  siteAdminOnly,
} from '../../http/index.ts'
import { findPeople } from '../people.ts'
import { refsOf } from '../wire.refs.v1.ts'
import { REPORTABLE, type Report } from './model.ts'
import { dismissReport, getReport, listReports, report } from './reports.ts'
import {
  dismissalOf,
  DismissalBody,
  newReportOf,
  presentReasons,
  presentReport,
  ReportBody,
} from './wire.reports.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ById = { Params: { id: string } }

const List = Type.Object({
  ...PAGING,
  handled: Param.flag('dismissed, or its subject deleted'),
  subject_type: Param.choice(REPORTABLE),
  sort: Param.sort(['reported_at']),
})

/** What people find wrong, for the site's administrators (udata-api.md §2.17). */
export const reportRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = presenter(db, site)

    app.post('/reports/', { schema: { body: ReportBody } }, async (request, reply) => {
      const input = newReportOf(readBody<Type.Static<typeof ReportBody>>(request))
      const [body] = await present(request, [await report(db, request.actor, input, request.ip)])
      return reply.code(201).send(body)
    })

    app.get('/reports/', { onRequest: siteAdminOnly, schema: { querystring: List } }, async (request) => {
      const { handled, subject_type: subjectClass, sort } = readQuery(request, List)
      const page = readPage(request)
      const [reports, total] = await listReports(db, request.actor, { handled, subjectClass }, page, sort)
      return presentPage(request, site.baseUrl, page, total, await present(request, reports))
    })

    app.get('/reports/reasons/', { config: { unmasked: true } }, async (request) => presentReasons(languageOf(request)))

    app.get<ById>('/reports/:id/', { onRequest: siteAdminOnly }, async (request) => {
      const [body] = await present(request, [await getReport(db, request.actor, request.params.id)])
      return body
    })

    app.patch<ById>('/reports/:id/', { onRequest: siteAdminOnly, schema: { body: DismissalBody } }, async (request) => {
      const found = await getReport(db, request.actor, request.params.id)
      const body = readBody<Type.Static<typeof DismissalBody>>(request)
      const at = dismissalOf(body)
      const note = body.dismissal_note?.trim() || null
      const after = at === undefined ? found : await dismissReport(db, request.actor, found.id, { at, note })
      const [shown] = await present(request, [after])
      return shown
    })
  }

/** One query for the people of a page. */
const presenter = (db: Db, site: { baseUrl: string }) => async (request: FastifyRequest, reports: Report[]) => {
  const people = await findPeople(
    db,
    reports.flatMap(({ reporterId, subjectDeletedBy, dismissedBy }) => [reporterId, subjectDeletedBy, dismissedBy]),
  )
  const refs = refsOf(people, request.actor, site.baseUrl)
  return reports.map((item) => presentReport(item, refs, site.baseUrl))
}
