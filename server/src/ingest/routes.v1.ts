import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError, Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { getEditableDataset, getResource } from '../catalog/index.ts'
import { presentResource } from '../catalog/wire.v1.ts'
import { signedIn } from '../http/index.ts'
import { depositFile, type DepositDeps, type DepositOutcome } from './deposit-file.ts'
import { EXTENSIONS } from './extensions.ts'

interface Deps extends DepositDeps {
  site: { baseUrl: string }
}
interface Target {
  Params: { dataset: string; resource?: string }
}

/** Files arrive here: new ones and replacements, as udata's clients send them (udata-api.md §9). */
export const uploadRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  // `preservePath`: a name with `../` must be seen to be refused, not silently cut.
  await app.register(multipart, { preservePath: true, limits: { files: 1, fields: 20, fieldSize: 10_000, fileSize: Infinity } })
  const upload = { onRequest: signedIn, config: { errors: 'upload' as const } }

  app.post<Target>('/datasets/:dataset/upload/', upload, async (request, reply) => {
    const { resource, outcome } = await receive(deps, request)
    return reply.code(201).send(present(resource, outcome, deps.site.baseUrl))
  })

  app.post<Target>('/datasets/:dataset/resources/:resource/upload/', upload, async (request) => {
    const { resource, outcome } = await receive(deps, request)
    return present(resource, outcome, deps.site.baseUrl)
  })

  app.get('/datasets/extensions/', async () => EXTENSIONS)
}

const receive = async (deps: Deps, request: FastifyRequest<Target>): Promise<DepositOutcome> => {
  const { dataset, resource } = request.params
  // Before a byte is read: who may not write here is told so at once.
  const editable = await getEditableDataset(deps.db, request.actor, dataset)
  if (resource) await getResource(deps.db, editable, resource)

  const part = await firstFile(request)
  const query = request.query as { keep_title?: string }
  try {
    return await depositFile(deps, request.actor, {
      dataset: editable.id,
      resourceId: resource,
      fileName: part.filename,
      body: part.file,
      keepTitle: query.keep_title === 'true',
    })
  } catch (error) {
    if (!isBroken(error)) part.file.resume()
    throw isBroken(error) ? new Invalid(INTERRUPTED) : error
  }
}

const firstFile = async (request: FastifyRequest): Promise<MultipartFile> => {
  if (!request.isMultipart()) throw new Invalid(NOT_MULTIPART)
  const part = await request.file().catch((error: unknown) => {
    throw error instanceof AppError ? error : new Invalid(INTERRUPTED)
  })
  if (!part || part.fieldname !== 'file') throw new Invalid(NO_FILE)
  return part
}

/** The sender went away, or the multipart body ends before its last boundary. */
const isBroken = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }
  return ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(code ?? '') || /unexpected end|malformed|aborted/i.test(message ?? '')
}

const present = (resource: DepositOutcome['resource'], outcome: DepositOutcome['outcome'], baseUrl: string) => {
  const body = presentResource(resource, baseUrl)
  const extras = outcome === 'unchanged' ? { ...body.extras, 'cimaise:unchanged': true } : body.extras
  return { ...body, extras, success: true }
}

const NOT_MULTIPART: Text = { fr: 'Envoyez le fichier en multipart/form-data, dans la partie « file ».', en: 'Send the file as multipart/form-data, in the part “file”.' }
const NO_FILE: Text = { fr: 'La partie « file » manque : aucun fichier n’a été reçu.', en: 'The part “file” is missing: no file was received.' }
const INTERRUPTED: Text = {
  fr: 'L’envoi s’est interrompu avant la fin. Rien n’a été enregistré ; recommencez l’envoi.',
  en: 'The upload stopped before its end. Nothing was stored; send the file again.',
}
