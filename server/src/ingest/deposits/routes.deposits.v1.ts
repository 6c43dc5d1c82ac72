import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { presentResource } from '../../catalog/wire.resources.v1.ts'
import {
  acceptForms,
  attachmentNamed,
  expectedFile,
  languageOf,
  readBody,
  readForm,
  sendBytes,
  signedIn,
} from '../../http/index.ts'
import { receiveFile, type DepositDeps } from '../deposit-file.ts'
import { findTarget, type Target } from '../deposit-target.ts'
import { discardDeposit, getDeposit, keepDeposit, listDeposits, publishDeposit, reportOn } from './deposits.ts'
import { fixDeposit } from './fix-deposit.ts'
import type { Deposit, Report } from './model.ts'
import { presentDeposit, presentOvertaking } from './wire.deposits.v1.ts'
import { FixesInput, readFixes } from './wire.fixes.ts'

interface Deps extends DepositDeps {
  site: { baseUrl: string }
}
type ByDataset = { Params: { dataset: string } }
type ByResource = { Params: { dataset: string; resource: string } }
type ByDeposit = { Params: { dataset: string; deposit: string } }

const Decision = Type.Object({
  reason: Type.Optional(Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()])),
  confirm: Type.Optional(Type.Boolean()),
})

/** How long an answer waits for the report: a file that takes longer is asked for again. */
const PATIENCE_MS = 20_000

/** Files that are looked at before they are published (product.md, “The life of a file”). */
export const depositRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  await acceptForms(app)
  const { db, blobs, site } = deps
  const deposit = { onRequest: signedIn, config: { errors: 'upload' as const, creates: true } }
  const write = { onRequest: signedIn, config: { errors: 'form' as const } }

  app.post<ByDataset>('/datasets/:dataset/deposits/', deposit, async (request, reply) =>
    receive(request, reply, { dataset: request.params.dataset }),
  )

  app.post<ByResource>('/datasets/:dataset/resources/:resource/deposits/', deposit, async (request, reply) =>
    receive(request, reply, { dataset: request.params.dataset, resourceId: request.params.resource }),
  )

  app.get<ByDataset>('/datasets/:dataset/deposits/', { onRequest: signedIn }, async (request) => {
    const deposits = await listDeposits(db, request.actor, request.params.dataset)
    return deposits.map((one) => ({ ...present(request, one, null), state: 'waiting' }))
  })

  app.get<ByDeposit>('/datasets/:dataset/deposits/:deposit/', { onRequest: signedIn }, async (request) => {
    const found = await find(request)
    return present(request, found, await reportWithin(deps, found))
  })

  app.get<ByDeposit>('/datasets/:dataset/deposits/:deposit/file', { onRequest: signedIn }, async (request, reply) => {
    const { sha256, sizeBytes, fileName } = await find(request)
    reply.header('Content-Type', 'application/octet-stream')
    reply.header('Content-Disposition', attachmentNamed(fileName))
    reply.header('Content-Security-Policy', "default-src 'none'; sandbox")
    reply.header('Cache-Control', 'private, no-store')
    return sendBytes(request, reply, { sizeBytes, etag: sha256, open: (range) => blobs.read(sha256, range) })
  })

  app.post<ByDeposit>(
    '/datasets/:dataset/deposits/:deposit/publish/',
    { ...write, schema: { body: Decision } },
    async (request) => {
      const { reason = null, confirm = false } = readBody<Type.Static<typeof Decision>>(request)
      const decision = { reason, confirm, expected: expectedFile(request) }
      const { resource, outcome, overtook } = await publishDeposit(deps, request.actor, await find(request), decision)
      const body = presentResource(resource, site.baseUrl)
      return { ...body, unchanged: outcome === 'unchanged', overtook: overtook && presentOvertaking(overtook) }
    },
  )

  app.post<ByDeposit>(
    '/datasets/:dataset/deposits/:deposit/fixes/',
    { ...write, schema: { body: FixesInput } },
    async (request) => {
      const found = await find(request)
      const fixed = await fixDeposit(deps, request.actor, found, readFixes(readBody(request)))
      return present(request, fixed, await reportWithin(deps, fixed))
    },
  )

  app.delete<ByDeposit>('/datasets/:dataset/deposits/:deposit/', write, async (request, reply) => {
    await discardDeposit(db, request.actor, request.params.dataset, request.params.deposit)
    return reply.code(204).send()
  })

  const find = (request: FastifyRequest<ByDeposit>): Promise<Deposit> =>
    getDeposit(db, request.actor, request.params.dataset, request.params.deposit)

  const present = (request: FastifyRequest, one: Deposit, report: Report | null) =>
    presentDeposit(one, report, languageOf(request), site.baseUrl)

  const receive = async (request: FastifyRequest, reply: FastifyReply, where: Target) => {
    const target = await findTarget(db, request.actor, where)
    const form = readForm(request)
    const file = await form.file()
    const received = await receiveFile(deps, { fileName: file.name, body: file.bytes }).catch(
      async (error: unknown) => {
        throw await file.refuse(error)
      },
    )
    await form.fields()
    const kept = await keepDeposit(db, request.actor, target, received)
    return reply.code(201).send(present(request, kept, await reportWithin(deps, kept)))
  }
}

/** The report, or null when it isn't there in time: it goes on being made, and the next call finds it. */
const reportWithin = async (deps: Deps, deposit: Deposit): Promise<Report | null> => {
  const making = reportOn(deps, deposit)
  // Asked for again by the next call, which says what went wrong.
  making.catch(() => {})
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE_MS)))
  try {
    return await Promise.race([making, patience])
  } finally {
    clearTimeout(timer)
  }
}
