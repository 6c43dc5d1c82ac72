import type { FastifyInstance } from 'fastify'
import type Type from 'typebox'
import type { Db } from '../db/index.ts'
import { readBody, readQuery, siteAdminOnly } from '../http/index.ts'
import {
  addKnownAcronyms,
  addSynonym,
  changeSynonym,
  explainQuestion,
  listSynonyms,
  removeSynonym,
} from './synonyms.ts'
import { presentExplained, presentSynonym, QuestionQuery, SynonymBody, synonymOf } from './wire.synonyms.ts'

type ById = { Params: { synonym: string } }
type Body = Type.Static<typeof SynonymBody>

/** Words that mean one another, for the search. */
export const synonymRoutes =
  ({ db }: { db: Db }) =>
  async (app: FastifyInstance) => {
    const admin = { onRequest: siteAdminOnly }
    const writes = { ...admin, schema: { body: SynonymBody } }
    const all = '/administration/synonyms/'

    app.get(all, admin, async (request) => (await listSynonyms(db, request.actor)).map(presentSynonym))

    app.post(all, writes, async (request, reply) => {
      const added = await addSynonym(db, request.actor, synonymOf(readBody<Body>(request)))
      return reply.code(201).send(presentSynonym(added))
    })

    app.post(`${all}acronyms/`, admin, async (request) =>
      (await addKnownAcronyms(db, request.actor)).map(presentSynonym),
    )

    app.get(`${all}try/`, { ...admin, schema: { querystring: QuestionQuery } }, async (request) =>
      presentExplained(await explainQuestion(db, request.actor, readQuery(request, QuestionQuery).q)),
    )

    app.put<ById>(`${all}:synonym/`, writes, async (request) => {
      const input = synonymOf(readBody<Body>(request))
      return presentSynonym(await changeSynonym(db, request.actor, request.params.synonym, input))
    })

    app.delete<ById>(`${all}:synonym/`, admin, async (request, reply) => {
      await removeSynonym(db, request.actor, request.params.synonym)
      return reply.code(204).send()
    })
  }
