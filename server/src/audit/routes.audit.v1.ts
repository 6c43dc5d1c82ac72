import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { languageOf, presentPage, readPage, readQuery, sendTable, siteAdminOnly } from '../http/index.ts'
import { exportEntries, listEntries } from './entries.ts'
import type { AuditEntry } from './model.ts'
import type { Recorder } from './recorder.ts'
import { AUDIT_COLUMNS, AuditList, auditQueryOf, AuditTable, presentEntry } from './wire.audit.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
  recorder: Recorder
}

/** Who did what: ours, for the site's administrators. Nothing writes here but the requests themselves. */
export const auditRoutes =
  ({ db, site, recorder }: Deps) =>
  async (app: FastifyInstance) => {
    /** One query for the people of a page. */
    const present = async (request: FastifyRequest, entries: AuditEntry[]) => {
      const ids = new Set(entries.flatMap(({ userId }) => userId ?? []))
      const users = await findUsers(db, [...ids])
      return entries.map((entry) => presentEntry(entry, users, languageOf(request)))
    }

    app.get('/audit/', { onRequest: siteAdminOnly, schema: { querystring: AuditList } }, async (request) => {
      const query = auditQueryOf(readQuery(request, AuditList))
      const page = readPage(request)
      // Whoever looks for what they have just done finds it.
      await recorder.flush()
      const [entries, total] = await listEntries(db, request.actor, query, page)
      return presentPage(request, site.baseUrl, page, total, await present(request, entries))
    })

    app.get('/audit.csv', { onRequest: siteAdminOnly, schema: { querystring: AuditTable } }, async (request, reply) => {
      const query = auditQueryOf(readQuery(request, AuditTable))
      await recorder.flush()
      const batches = exportEntries(db, request.actor, query)
      const rows = async function* () {
        for await (const batch of batches) yield* await present(request, batch)
      }
      return sendTable(reply, 'audit', AUDIT_COLUMNS, rows())
    })
  }
