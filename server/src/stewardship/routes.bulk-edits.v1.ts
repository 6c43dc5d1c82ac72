import type { FastifyInstance } from 'fastify'
import Type, { type Static } from 'typebox'
import { findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { languageOf, PAGING, Param, presentPage, readBody, readPage, signedIn } from '../http/index.ts'
import { getBulkEdit, listBulkEdits, listBulkEntries } from './bulk/bulk-edits.ts'
import { previewBulkEdit, startBulkEdit, undoBulkEdit } from './bulk/start-bulk-edit.ts'
import type { BulkEdit } from './model.ts'
import { BulkEditBody, changesOf, chosenOf, presentEdit, presentEntry, presentPreview } from './wire.bulk-edits.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ByOrganization = { Params: { organization: string } }
type ById = { Params: { organization: string; id: string } }

const EntriesQuery = Type.Object({ ...PAGING, page_size: Param.count({ default: 100, maximum: 2_000 }) })

/** The same change for many datasets, its ledger, and the way back. */
export const bulkEditRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const path = '/organizations/:organization/bulk-edits/'
    const read = { onRequest: signedIn }
    const write = { onRequest: signedIn, config: { errors: 'form' as const, creates: true } }

    const present = async (edits: BulkEdit[]) => {
      const authors = await findUsers(
        db,
        edits.flatMap(({ authorId }) => authorId ?? []),
      )
      return edits.map((edit) => presentEdit(edit, authors.get(edit.authorId ?? ''), site.baseUrl))
    }

    app.post<ByOrganization>(path, { ...write, schema: { body: BulkEditBody } }, async (request, reply) => {
      const body = readBody<Static<typeof BulkEditBody>>(request)
      const { organization } = request.params
      const wanted = { chosen: chosenOf(body), changes: changesOf(body.changes) }
      if (body.dry_run) {
        const entries = await previewBulkEdit(db, request.actor, organization, wanted)
        return presentPreview(entries, languageOf(request))
      }
      const [edit] = await present([await startBulkEdit(db, request.actor, organization, wanted)])
      return reply.code(201).send(edit)
    })

    app.get<ByOrganization>(path, { ...read, schema: { querystring: Type.Object(PAGING) } }, async (request) => {
      const page = readPage(request)
      const [edits, total] = await listBulkEdits(db, request.actor, request.params.organization, page)
      return presentPage(request, site.baseUrl, page, total, await present(edits), { emptyPages: true })
    })

    app.get<ById>(`${path}:id/`, read, async (request, reply) => {
      const { organization, id } = request.params
      const [edit] = await present([await getBulkEdit(db, request.actor, organization, id)])
      return reply.header('Cache-Control', 'no-store').send(edit)
    })

    app.get<ById>(`${path}:id/entries/`, { ...read, schema: { querystring: EntriesQuery } }, async (request) => {
      const page = readPage(request, 100)
      const [entries, total] = await listBulkEntries(db, request.actor, request.params, page)
      const data = entries.map((entry) => presentEntry(entry, languageOf(request)))
      return presentPage(request, site.baseUrl, page, total, data, { emptyPages: true })
    })

    app.post<ById>(`${path}:id/undo/`, write, async (request, reply) => {
      const { organization, id } = request.params
      const [edit] = await present([await undoBulkEdit(db, request.actor, organization, id)])
      return reply.code(201).send(edit)
    })
  }
