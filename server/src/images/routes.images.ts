import type { FastifyInstance } from 'fastify'
import type { Db } from '../db/index.ts'
import { sendBytes } from '../http/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { getStoredImage } from './images.ts'

/** The bytes of pictures. A new picture has a new address, so that caches never ask again. */
export const imageRoutes =
  ({ db, blobs }: { db: Db; blobs: BlobStore }) =>
  async (app: FastifyInstance) => {
    app.get<{ Params: { folder: string; name: string } }>('/images/:folder/:name', async (request, reply) => {
      const { folder, name } = request.params
      const image = await getStoredImage(db, `${folder}/${name}`)
      reply.header('Content-Type', image.mime)
      reply.header('Content-Security-Policy', "default-src 'none'; sandbox")
      reply.header('Access-Control-Allow-Origin', '*')
      reply.header('Cache-Control', 'public, max-age=31536000, immutable')
      return sendBytes(request, reply, {
        sizeBytes: image.sizeBytes,
        etag: image.sha256,
        open: (range) => blobs.read(image.sha256, range),
      })
    })
  }
