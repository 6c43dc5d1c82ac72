import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import { Param, readBody, readQuery, signedIn } from '../../http/index.ts'
import { findSubjects } from '../../subjects/index.ts'
import { findPeople } from '../people.ts'
import { refsOf } from '../wire.refs.v1.ts'
import { answerTransfer } from './answer-transfer.ts'
import { STATUSES, TRANSFERABLE, type Transfer } from './model.ts'
import { requestTransfer } from './request-transfer.ts'
import { getTransfer, listTransfers } from './transfers.ts'
import { AnswerBody, newTransferOf, presentTransfer, TransferBody } from './wire.transfers.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ById = { Params: { id: string } }

const List = Type.Object({
  subject: Param.id(),
  subject_type: Param.choice(TRANSFERABLE),
  recipient: Param.id(),
  status: Param.choice(STATUSES),
})

/** Objects that change hands when the other side agrees (udata-api.md §2.11). */
export const transferRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = presenter(db, site)

    app.get('/transfer/', { schema: { querystring: List } }, async (request) => {
      const { subject, subject_type, recipient, status } = readQuery(request, List)
      const filter = { subjectId: subject, subjectClass: subject_type, recipientId: recipient, status }
      return present(request, await listTransfers(db, request.actor, filter))
    })

    app.post(
      '/transfer/',
      { onRequest: signedIn, schema: { body: TransferBody }, config: { creates: true } },
      async (request, reply) => {
        const input = newTransferOf(readBody<Type.Static<typeof TransferBody>>(request))
        const [body] = await present(request, [await requestTransfer(db, request.actor, input)])
        return reply.code(201).send(body)
      },
    )

    app.get<ById>('/transfer/:id/', async (request) => {
      const [body] = await present(request, [await getTransfer(db, request.actor, request.params.id)])
      return body
    })

    app.post<ById>('/transfer/:id/', { onRequest: signedIn, schema: { body: AnswerBody } }, async (request) => {
      await getTransfer(db, request.actor, request.params.id)
      const { response, comment } = readBody<Type.Static<typeof AnswerBody>>(request)
      const answer = { response, comment: comment ?? null }
      const [body] = await present(request, [await answerTransfer(db, request.actor, request.params.id, answer)])
      return body
    })
  }

/** Three kinds of things named, one query each. */
const presenter = (db: Db, site: { baseUrl: string }) => async (request: FastifyRequest, transfers: Transfer[]) => {
  const parties = transfers.flatMap(({ owner, recipient }) => [owner, recipient])
  const idsOf = (name: string) => parties.map((party) => (party?.class === name ? party.id : null))
  const askers = transfers.map(({ userId }) => userId)
  const people = await findPeople(db, [...askers, ...idsOf('User')], idsOf('Organization'))
  const subjects = await findSubjects(
    db,
    transfers.map(({ subject }) => subject),
  )
  const refs = refsOf(people, request.actor, site.baseUrl)
  return transfers.map((transfer) => {
    const subject = subjects.get(`${transfer.subject.class}:${transfer.subject.id}`)
    return presentTransfer(transfer, subject, refs, site.baseUrl)
  })
}
