import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Invalid, Unauthorized } from '../lib/errors.ts'
import { datasetPresenter } from '../catalog/routes.presenter.ts'
import { presentResource } from '../catalog/wire.resources.v1.ts'
import {
  acceptForms,
  expectedFile,
  languageOf,
  Param,
  readForm,
  readQuery,
  signedIn,
  type Form,
  type FormFile,
} from '../http/index.ts'
import Type from 'typebox'
import { publishFile, receiveFile, type DepositDeps, type DepositOutcome, type ReceivedFile } from './deposit-file.ts'
import { makeReport } from './deposits/report.ts'
import { presentReport } from './deposits/wire.deposits.v1.ts'
import type { Blob } from '../storage/index.ts'
import { findCurrentVersion } from '../versions/index.ts'
import { findPublicTarget, findTarget, type FoundTarget, type Target } from './deposit-target.ts'
import { EXTENSIONS, suggestFormats } from './extensions.ts'
import { createOnce, type Attempt, type Once } from './idempotency.ts'
import { demandRoom } from './room.ts'
import { demandChecksum, demandRoomFor, keyedBy } from './routes.requests.ts'
import { bytesOf, forgetParts, joinParts, keepPart, partsOf } from './upload-parts.ts'

interface Deps extends DepositDeps {
  site: { baseUrl: string }
}
type Path = { Params: { dataset?: string; resource?: string } }
type Request = FastifyRequest<Path>

const Upload = Type.Object({ dry_run: Param.flag('look at the file, say what would happen, publish nothing') })
const Replacement = Type.Object({
  keep_title: Param.flag('instead of taking the name of the file'),
  dry_run: Param.flag('look at the file, say what would happen, publish nothing'),
})
const Suggest = Type.Object({ q: Param.required(), size: Param.count({ default: 10, maximum: 1_000 }) })

/** Files arrive here: new ones and replacements, whole or in pieces, as udata's clients send them (udata-api.md §9). */
export const uploadRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  await acceptForms(app)
  const upload = { onRequest: signedIn, config: { errors: 'upload' as const, creates: true } }
  const replacement = { ...upload, schema: { querystring: Replacement } }
  const community = datasetPresenter(deps)
  const once = createOnce(deps.db)
  const show: Show = async (deposit) => present(deposit, deps.site.baseUrl)
  const showCommunity =
    (request: Request): Show =>
    async ({ resource }) => {
      const [body] = await community.community(request, [resource])
      return { ...body, success: true }
    }

  app.post<Path>(
    '/datasets/:dataset/upload/',
    { ...upload, schema: { querystring: Upload } },
    async (request, reply) => {
      const where = { dataset: request.params.dataset }
      if (readQuery(request, Upload).dry_run) return tryOut(deps, request, where)
      const body = await receive({ ...deps, once }, request, where, show)
      return body ? reply.code(201).send(body) : RECEIVED
    },
  )

  app.post<Path>('/datasets/:dataset/resources/:resource/upload/', replacement, async (request) => {
    const { dataset, resource } = request.params
    const where = { dataset, resourceId: resource }
    if (readQuery(request, Upload).dry_run) return tryOut(deps, request, where)
    return (await receive({ ...deps, once }, request, where, show)) ?? RECEIVED
  })

  app.post<Path>('/datasets/:dataset/upload/community/', upload, async (request, reply) => {
    const where = { dataset: request.params.dataset, community: true }
    const body = await receive({ ...deps, once }, request, where, showCommunity(request))
    return body ? reply.code(201).send(body) : RECEIVED
  })

  app.post<Path>('/datasets/community_resources/:resource/upload/', replacement, async (request) => {
    const where = { resourceId: request.params.resource, community: true }
    return (await receive({ ...deps, once }, request, where, showCommunity(request))) ?? RECEIVED
  })

  app.get('/datasets/extensions/', async () => EXTENSIONS)

  app.get(
    '/datasets/suggest/formats/',
    { schema: { querystring: Suggest }, config: { unmasked: true } },
    async (request) => {
      const { q, size = 10 } = readQuery(request, Suggest)
      return suggestFormats(q, size)
    },
  )
}

/** What a sender is told of a piece; the last call answers with the resource. */
const RECEIVED = { success: true, error: null, message: '' }

/** `?dry_run=true`: the report that a deposit would have, and nothing else. The file is in one piece. */
const tryOut = async (deps: Deps, request: Request, where: Target) => {
  const { known, place, owner } = await findTarget(deps.db, request.actor, where)
  await demandRoomFor(deps, request, owner)
  const form = readForm(request)
  const file = await form.file()
  const accept = async (blob: Blob) => demandChecksum(request, (await form.fields()).checksum, blob)
  const { blob, fileName } = await receiveFile(deps, { fileName: file.name, body: file.bytes, accept }).catch(
    async (error: unknown) => {
      throw await file.refuse(error)
    },
  )
  const datasetId = place.community ? null : place.datasetId
  const current = known && (await findCurrentVersion(deps.db, known.id))
  const report = await makeReport(
    deps,
    { ...{ datasetId, resourceId: known?.id ?? null }, blob, fileName, current },
    null,
  )
  return { success: true, dry_run: true, report: presentReport(report, languageOf(request), deps.site.baseUrl) }
}

/** What is answered of a published file. */
type Show = (deposit: DepositOutcome) => Promise<object>

interface Sent {
  where: Target
  target: FoundTarget
  options: { keepTitle: boolean; expected: string | undefined; newId: string }
  attempt: Attempt
  show: Show
}

/** The answer to a whole file, or undefined when only a piece of one came. */
const receive = async (
  deps: Deps & { once: Once },
  request: Request,
  where: Target,
  show: Show,
): Promise<object | undefined> => {
  // Before a byte is read: who may not write here, or has no room, is told so at once.
  const target = await findPublicTarget(deps.db, request.actor, where)
  await demandRoomFor(deps, request, target.owner)
  const { keep_title: keepTitle = false } = readQuery(request, Replacement)
  return deps.once(keyedBy(request), async (attempt) => {
    const options = { keepTitle, expected: expectedFile(request), newId: attempt.objectId }
    const sent: Sent = { where, target, options, attempt, show }
    const form = readForm(request)
    const file = await form.optionalFile()
    if (!file) return finish(deps, request, sent, { ...form.seen() })
    try {
      return await takeFile(deps, request, sent, form, file)
    } catch (error) {
      throw await file.refuse(error)
    }
  })
}

const takeFile = async (
  deps: Deps,
  request: Request,
  sent: Sent,
  form: Form,
  file: FormFile,
): Promise<object | undefined> => {
  const accept = async (blob: Blob): Promise<void> => {
    const fields = await form.fields()
    // What is said after the bytes may make them a piece: it must never be published as if it were the file.
    if (partsOf(fields) === 1) demandChecksum(request, fields.checksum, blob)
  }
  if (!looksLikePart(form.seen(), file)) {
    const received = await receiveFile(deps, { fileName: file.name, body: file.bytes, accept })
    return publishOrKeep(deps, request, sent, received, await form.fields())
  }
  const blob = await deps.blobs.write(file.bytes, { maxBytes: deps.maxUploadBytes, accept })
  const fields = await form.fields()
  if (partsOf(fields) > 1) return publishOrKeep(deps, request, sent, { fileName: file.name, blob }, fields)
  // In one piece after all: looked at like any other.
  const body = bytesOf(deps.blobs, [blob])
  return publish(deps, request, sent, await receiveFile(deps, { fileName: nameOf(fields), body }))
}

const publishOrKeep = async (
  deps: Deps,
  request: Request,
  sent: Sent,
  received: ReceivedFile,
  fields: Record<string, unknown>,
): Promise<object | undefined> => {
  if (partsOf(fields) === 1) return publish(deps, request, sent, received)
  return void (await keepPart(deps.db, keyOf(request, sent.where, fields), received.blob, fields))
}

const publish = async (
  deps: Deps,
  request: Request,
  { target, options, attempt, show }: Sent,
  received: ReceivedFile,
): Promise<object> => {
  const earlier = attempt.earlier(`${received.blob.sha256} ${received.fileName}`)
  return earlier ?? show(await publishFile(deps, request.actor, target, received, options))
}

/** A call without bytes: the pieces become the file. If it is refused they stay, for another try. */
const finish = async (
  deps: Deps,
  request: Request,
  { target, options, attempt, where, show }: Sent,
  fields: Record<string, unknown>,
): Promise<object> => {
  if (fields.uuid === undefined) throw new Invalid(NO_FILE)
  const key = keyOf(request, where, fields)
  const earlier = attempt.earlier(JSON.stringify(fields))
  if (earlier) return earlier
  const { body, sizeBytes } = await joinParts(deps, key, fields)
  await demandRoom(deps, target.owner, sizeBytes)
  const accept = (blob: Blob) => demandChecksum(request, fields.checksum, blob)
  const received = await receiveFile(deps, { fileName: nameOf(fields), body, accept })
  attempt.afterwards(() => forgetParts(deps.db, key))
  return show(await publishFile(deps, request.actor, target, received, options))
}

/** Its bytes come before the fields that say so: browsers call a piece of a file `blob` (clients.md §2.6). */
const looksLikePart = (fields: Record<string, unknown>, file: FormFile): boolean =>
  fields.uuid !== undefined && (file.name === 'blob' || Number(fields.totalparts) > 1)

const keyOf = (request: Request, where: Target, fields: Record<string, unknown>) => {
  if (request.actor.kind === 'anonymous') throw new Unauthorized()
  if (typeof fields.uuid !== 'string' || fields.uuid === '' || fields.uuid.length > 200) throw new Invalid(NO_UUID)
  const target = [where.dataset, where.resourceId, where.community].join('/')
  return { uploadId: fields.uuid, userId: request.actor.userId, target }
}

const nameOf = (fields: Record<string, unknown>): string => (typeof fields.filename === 'string' ? fields.filename : '')

const present = ({ resource, outcome }: DepositOutcome, baseUrl: string) => {
  const body = presentResource(resource, baseUrl)
  const extras = outcome === 'unchanged' ? { ...body.extras, 'cimaise:unchanged': true } : body.extras
  return { ...body, extras, success: true }
}

const NO_FILE = {
  fr: 'La partie « file » manque : aucun fichier n’a été reçu.',
  en: 'The part “file” is missing: no file was received.',
}
const NO_UUID = { fr: 'Le champ « uuid » de l’envoi manque.', en: 'The field “uuid” of the upload is missing.' }
