import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Invalid } from '../lib/errors.ts'
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
  await app.register(multipart, {
    preservePath: true,
    limits: { files: 1, fields: 20, fieldSize: 10_000, fileSize: Infinity },
  })
  const upload = { onRequest: signedIn, config: { errors: 'upload' as const } }

  app.post<Target>('/datasets/:dataset/upload/', upload, async (request, reply) => {
    const { resource, outcome } = await receive(deps, request, reply)
    return reply.code(201).send(present(resource, outcome, deps.site.baseUrl))
  })

  app.post<Target>('/datasets/:dataset/resources/:resource/upload/', upload, async (request, reply) => {
    const { resource, outcome } = await receive(deps, request, reply)
    return present(resource, outcome, deps.site.baseUrl)
  })

  app.get('/datasets/extensions/', async () => EXTENSIONS)
}

const receive = async (deps: Deps, request: FastifyRequest<Target>, reply: FastifyReply): Promise<DepositOutcome> => {
  const { dataset, resource } = request.params
  // Before a byte is read: who may not write here is told so at once.
  const editable = await getEditableDataset(deps.db, request.actor, dataset)
  if (resource) await getResource(deps.db, editable, resource)

  const form = readForm(request)
  const part = await form.file()
  // The deposit may stop reading in the middle: what is left is ours to drain.
  const bytes = part.file.iterator({ destroyOnReturn: false })
  const query = request.query as { keep_title?: string }
  try {
    return await depositFile(deps, request.actor, {
      dataset: editable.id,
      resourceId: resource,
      fileName: part.filename ?? '',
      body: bytes,
      keepTitle: query.keep_title === 'true',
      confirm: async () => refuseChunks(await form.fields()),
    })
  } catch (error) {
    // The iterator's own listener would keep the stream from flowing.
    await bytes.return?.()
    drain(part, request, reply)
    throw isInterrupted(part, request) ? new Invalid(INTERRUPTED) : error
  }
}

/** The parts of a form in the order they come: the fields may stand before the file, after it, or both. */
const readForm = (request: FastifyRequest) => {
  if (!request.isMultipart()) throw new Invalid(NOT_MULTIPART)
  const parts = request.parts()
  const fields: Record<string, unknown> = {}
  const next = async (): Promise<MultipartFile | 'end' | 'field'> => {
    const { value: part, done } = await parts.next().catch(() => {
      throw new Invalid(INTERRUPTED)
    })
    if (done || !part) return 'end'
    if (part.type === 'file') return part
    fields[part.fieldname] = part.value
    return 'field'
  }
  return {
    /** The part `file`. A file of another name is read and thrown away. */
    file: async (): Promise<MultipartFile> => {
      for (let part = await next(); part !== 'end'; part = await next()) {
        if (part === 'field') continue
        if (part.fieldname === 'file') return part
        part.file.resume()
      }
      throw new Invalid(NO_FILE)
    },
    /** Every field, once the form has been read to its end. */
    fields: async (): Promise<Record<string, unknown>> => {
      for (let part = await next(); part !== 'end'; part = await next()) if (part !== 'field') part.file.resume()
      return fields
    },
  }
}

/** A piece of a larger file must never be published as if it were the file (udata-api.md §9.3). */
const refuseChunks = (fields: Record<string, unknown>): void => {
  if (Number(fields.totalparts) > 1) throw new Invalid(IN_CHUNKS)
}

/**
 * Most senders read the answer only when they have sent everything: the rest of a refused file is read and thrown
 * away, for a few seconds; whoever goes on longer is cut off.
 */
const drain = (part: MultipartFile, request: FastifyRequest, reply: FastifyReply): void => {
  part.file.resume()
  reply.raw.once('finish', () => {
    setTimeout(() => request.raw.complete || request.raw.destroy(), 10_000).unref()
  })
}

/** The sender went away, or the multipart body ended before its last boundary. */
const isInterrupted = (part: MultipartFile, request: FastifyRequest): boolean =>
  part.file.errored !== null || request.raw.errored !== null

const present = (resource: DepositOutcome['resource'], outcome: DepositOutcome['outcome'], baseUrl: string) => {
  const body = presentResource(resource, baseUrl)
  const extras = outcome === 'unchanged' ? { ...body.extras, 'cimaise:unchanged': true } : body.extras
  return { ...body, extras, success: true }
}

const NOT_MULTIPART: Text = {
  fr: 'Envoyez le fichier en multipart/form-data, dans la partie « file ».',
  en: 'Send the file as multipart/form-data, in the part “file”.',
}
const IN_CHUNKS: Text = {
  fr: 'L’envoi par morceaux n’est pas encore accepté. Envoyez le fichier d’un seul tenant : il peut être aussi grand.',
  en: 'Uploads in chunks are not accepted yet. Send the file in one piece: it may be as large.',
}
const NO_FILE: Text = {
  fr: 'La partie « file » manque : aucun fichier n’a été reçu.',
  en: 'The part “file” is missing: no file was received.',
}
const INTERRUPTED: Text = {
  fr: 'L’envoi s’est interrompu avant la fin. Rien n’a été enregistré ; recommencez l’envoi.',
  en: 'The upload stopped before its end. Nothing was stored; send the file again.',
}
