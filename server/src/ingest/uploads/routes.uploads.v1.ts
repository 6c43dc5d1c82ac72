import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BadPiece, Unsupported, UnknownProtocol } from '../../lib/errors.ts'
import { readBytes, signedIn } from '../../http/index.ts'
import { claimOfPiece, holdsTrue } from '../checksums.rules.ts'
import { continueUpload, dropUpload, getProgress, listUploads, startUpload, type UploadDeps } from './uploads.ts'
import {
  abilities,
  addressOf,
  announcedIn,
  EXPOSED,
  offsetIn,
  presentUpload,
  progressHeaders,
  TUS_VERSION,
} from './wire.tus.ts'

type ById = { Params: { upload: string } }

const PIECE = 'application/offset+octet-stream'

/**
 * Files that come in several requests and survive cuts and restarts: tus 1.0 with creation, termination, checksum and
 * expiration. A whole one becomes a deposit by `POST …/deposits/` with `{"upload": id}`.
 */
export const resumableRoutes = (deps: UploadDeps) => async (app: FastifyInstance) => {
  app.addContentTypeParser(PIECE, (_request, payload, done) => done(null, payload))
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('Tus-Resumable', TUS_VERSION)
    reply.header('Access-Control-Expose-Headers', EXPOSED)
  })
  const mine = { onRequest: [signedIn, speaksTus] }

  app.options('/uploads/', async (_request, reply) => reply.code(204).headers(abilities(deps.maxUploadBytes)).send())

  app.post('/uploads/', { ...mine, config: { creates: true } }, async (request, reply) => {
    const progress = await startUpload(deps, request.actor, announcedIn(request.headers))
    reply.header('Location', addressOf(progress.upload))
    return reply.code(201).headers(progressHeaders(progress)).send()
  })

  app.get('/uploads/', { onRequest: signedIn }, async (request) =>
    (await listUploads(deps.db, request.actor)).map(presentUpload),
  )

  app.head<ById>('/uploads/:upload/', mine, async (request, reply) => {
    const progress = await getProgress(deps, request.actor, request.params.upload)
    return reply.headers(progressHeaders(progress)).send()
  })

  app.patch<ById>('/uploads/:upload/', mine, async (request, reply) => {
    if (!request.headers['content-type']?.startsWith(PIECE)) throw new Unsupported(NOT_A_PIECE)
    const claim = claimOfPiece(request.headers['upload-checksum'])
    const { bytes, refuse } = readBytes(request)
    const length = request.headers['content-length']
    const piece = {
      offset: offsetIn(request.headers),
      ...{ body: bytes, sizeBytes: length === undefined ? null : Number(length) },
      stop: () => request.raw.destroy(),
      accept:
        claim &&
        ((added: { sha256: string; sha1: string }) => {
          if (!holdsTrue(claim, added)) throw new BadPiece(claim.value, added[claim.type])
        }),
    }
    const progress = await continueUpload(deps, request.actor, request.params.upload, piece).catch(
      async (error: unknown) => {
        throw await refuse(error)
      },
    )
    return reply.code(204).headers(progressHeaders(progress)).send()
  })

  app.delete<ById>('/uploads/:upload/', mine, async (request, reply) => {
    await dropUpload(deps, request.actor, request.params.upload)
    return reply.code(204).send()
  })
}

const speaksTus = async (request: FastifyRequest): Promise<void> => {
  if (request.headers['tus-resumable'] !== TUS_VERSION) throw new UnknownProtocol(`Tus-Resumable: ${TUS_VERSION}`)
}

const NOT_A_PIECE = {
  fr: `Un morceau de fichier s’envoie avec Content-Type: ${PIECE}.`,
  en: `A piece of a file is sent with Content-Type: ${PIECE}.`,
}
