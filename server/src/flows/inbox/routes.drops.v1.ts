import type { FastifyInstance } from 'fastify'
import { readBytes, signedIn } from '../../http/index.ts'
import { NotFound, ReadOnly } from '../../lib/errors.ts'
import type { FlowDeps } from '../deps.ts'
import { dropFile, receiveEvent, removeDrop, renewAddress, type AddressKind } from './drops.ts'

interface Deps extends FlowDeps {
  readOnly: boolean
  site: { baseUrl: string }
}
type BySecret = { Params: { secret: string } }
type ByName = { Params: { secret: string; name: string } }

/** Addresses that need no account: whoever has one drops files, or says that a source changed, and nothing else. */
export const dropRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { db, site } = deps

  app.post<{ Params: { flow: string; which: string } }>(
    '/flows/:flow/addresses/:which/',
    { onRequest: signedIn, config: { errors: 'form', creates: true } },
    async (request, reply) => {
      const { flow, which } = request.params
      if (which !== 'inbox' && which !== 'hook') throw new NotFound()
      const secret = await renewAddress(db, request.actor, flow, which)
      return reply.code(201).send({ url: `${site.baseUrl}/api/1/flows/${PATHS[which]}/${secret}/` })
    },
  )

  await app.register(async (open) => {
    // Whatever the sender calls its bytes: what they are is seen from them.
    open.removeAllContentTypeParsers()
    open.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

    open.put<ByName>(
      '/flows/inbox/:secret/:name',
      { config: { errors: 'upload', creates: true } },
      async (request, reply) => {
        const { bytes, refuse } = readBytes(request)
        if (deps.readOnly) throw await refuse(new ReadOnly())
        const { secret, name } = request.params
        const announced = Number(request.headers['content-length'] ?? '')
        const sizeBytes = Number.isSafeInteger(announced) && announced > 0 ? announced : null
        const { sha256, sizeBytes: size } = await dropFile(deps, secret, { key: name, body: bytes, sizeBytes }).catch(
          async (error: unknown) => {
            throw await refuse(error)
          },
        )
        return reply.code(201).send({ sha256, size_bytes: size })
      },
    )

    open.delete<ByName>('/flows/inbox/:secret/:name', async (request, reply) => {
      await removeDrop(db, request.params.secret, request.params.name)
      return reply.code(204).send()
    })

    // The message itself isn't read: it says that something changed, and the source says what.
    open.post<BySecret>('/flows/hooks/:secret/', { bodyLimit: 1_048_576 }, async (request, reply) => {
      request.raw.resume()
      await receiveEvent(deps, request.params.secret)
      return reply.code(204).send()
    })
  })
}

const PATHS: Record<AddressKind, string> = { inbox: 'inbox', hook: 'hooks' }
