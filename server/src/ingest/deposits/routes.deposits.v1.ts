import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { getTiles } from '../../analysis/index.ts'
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
import type { Blob } from '../../storage/index.ts'
import { findTarget, type FoundTarget, type Target } from '../deposit-target.ts'
import { createOnce, type Attempt } from '../idempotency.ts'
import { demandQuota } from '../room.ts'
import { demandChecksum, demandRoomFor, keyedBy } from '../routes.requests.ts'
import { takeUpload, type UploadDeps } from '../uploads/uploads.ts'
import {
  discardDeposit,
  findDeposit,
  getDeposit,
  keepDeposit,
  listDeposits,
  publishDeposit,
  reportOn,
} from './deposits.ts'
import { fixDeposit } from './fix-deposit.ts'
import type { Deposit, Report } from './model.ts'
import { presentDeposit, presentOvertaking } from './wire.deposits.v1.ts'
import { FixesInput, readFixes } from '../../analysis/wire.fixes.ts'

interface Deps extends DepositDeps, UploadDeps {
  site: { baseUrl: string }
}
type ByDataset = { Params: { dataset: string } }
type ByResource = { Params: { dataset: string; resource: string } }
type ByDeposit = { Params: { dataset: string; deposit: string } }

const Decision = Type.Object({
  reason: Type.Optional(Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()])),
  confirm: Type.Optional(Type.Boolean()),
  sha256: Type.Optional(
    Type.String({ pattern: '^[0-9a-fA-F]{64}$', description: 'sha256 of the deposit whose report was read' }),
  ),
})

const PMTILES = 'application/vnd.pmtiles'

/** A file that came in several requests (tus), in the place of a form. */
const Resumed = Type.Object({
  upload: Type.String({ description: 'id of a finished upload' }),
  checksum: Type.Optional(Type.String({ description: 'sha256:… or sha1:…, in hexadecimal' })),
})

/** How long an answer waits for the report: a file that takes longer is asked for again. */
const PATIENCE_MS = 20_000

/** Files that are looked at before they are published (product.md, “The life of a file”). */
export const depositRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  await acceptForms(app)
  const { db, blobs, site } = deps
  const once = createOnce(db)
  const creation = { errors: 'upload' as const, creates: true }
  const deposit = { onRequest: signedIn, config: creation, schema: { body: Resumed } }
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
    return present(request, found, await reportWithin(deps, found, false))
  })

  app.get<ByDeposit>('/datasets/:dataset/deposits/:deposit/file', { onRequest: signedIn }, async (request, reply) => {
    const { sha256, sizeBytes, fileName } = await find(request)
    reply.header('Content-Type', 'application/octet-stream')
    reply.header('Content-Disposition', attachmentNamed(fileName))
    reply.header('Content-Security-Policy', "default-src 'none'; sandbox")
    reply.header('Cache-Control', 'private, no-store')
    return sendBytes(request, reply, { sizeBytes, etag: sha256, open: (range) => blobs.read(sha256, range) })
  })

  app.get<ByDeposit>(
    '/datasets/:dataset/deposits/:deposit/tiles.pmtiles',
    { onRequest: signedIn },
    async (request, reply) => {
      const { sha256 } = await find(request)
      const tiles = await getTiles(deps, sha256)
      reply.header('Content-Type', PMTILES)
      reply.header('Cache-Control', 'private, no-store')
      return sendBytes(request, reply, tiles)
    },
  )

  app.post<ByDeposit>(
    '/datasets/:dataset/deposits/:deposit/publish/',
    { ...write, schema: { body: Decision } },
    async (request) => {
      const { reason = null, confirm = false, sha256 } = readBody<Type.Static<typeof Decision>>(request)
      const decision = { reason, confirm, sha256, expected: expectedFile(request) }
      const found = await find(request)
      return once(keyedBy(request), async (attempt) => {
        const earlier = attempt.earlier(JSON.stringify(decision))
        if (earlier) return earlier
        const { resource, outcome, overtook } = await publishDeposit(deps, request.actor, found, decision)
        const body = presentResource(resource, site.baseUrl)
        return { ...body, unchanged: outcome === 'unchanged', overtook: overtook && presentOvertaking(overtook) }
      })
    },
  )

  app.post<ByDeposit>(
    '/datasets/:dataset/deposits/:deposit/fixes/',
    { ...write, schema: { body: FixesInput } },
    async (request) => {
      const found = await find(request)
      const fixed = await fixDeposit(deps, request.actor, found, readFixes(readBody(request)))
      return present(request, fixed, await reportWithin(deps, fixed, true))
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
    const body = await once(keyedBy(request), async (attempt) => {
      const take = request.isMultipart() ? takeForm : takeResumed
      const taken = await take(request, target, attempt)
      return 'earlier' in taken ? taken.earlier : present(request, taken, await reportWithin(deps, taken, true))
    })
    return reply.code(201).send(body)
  }

  const takeForm = async (request: FastifyRequest, target: FoundTarget, attempt: Attempt): Promise<Taken> => {
    await demandRoomFor(deps, request, target.owner)
    const form = readForm(request)
    const file = await form.file()
    const accept = async (blob: Blob) => {
      demandChecksum(request, (await form.fields()).checksum, blob)
      await demandQuota(deps, target.owner, blob)
    }
    const received = await receiveFile(deps, { fileName: file.name, body: file.bytes, accept }).catch(
      async (error: unknown) => {
        throw await file.refuse(error)
      },
    )
    const earlier = attempt.earlier(`${received.blob.sha256} ${received.fileName}`)
    return earlier ? { earlier } : keepDeposit(db, request.actor, target, received, attempt.objectId)
  }

  /** A file that came in several requests, whole now. */
  const takeResumed = async (request: FastifyRequest, target: FoundTarget, attempt: Attempt): Promise<Taken> => {
    const { upload, checksum } = readBody<Type.Static<typeof Resumed>>(request)
    const earlier = attempt.earlier(upload)
    if (earlier) return { earlier }
    // Made by a try that was stopped before it could answer: the upload is gone by now.
    const made = await findDeposit(db, target, attempt.objectId)
    if (made) return made
    const accept = async (blob: Blob) => {
      demandChecksum(request, checksum, blob)
      await demandQuota(deps, target.owner, blob)
    }
    return takeUpload(deps, request.actor, upload, {
      accept,
      keep: (tx, received) => keepDeposit(tx, request.actor, target, received, attempt.objectId),
    })
  }
}

type Taken = Deposit | { earlier: object }

/** The report, or null when it isn't there in time: it goes on being made, and the next call finds it. */
const reportWithin = async (deps: Deps, deposit: Deposit, again: boolean): Promise<Report | null> => {
  const making = reportOn(deps, deposit, again)
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
