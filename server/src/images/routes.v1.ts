import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { invalidField } from '../lib/errors.ts'
import { sendBytes } from '../http/index.ts'
import { drawAvatar } from './avatars.ts'

const LARGEST_AVATAR = 1_000

/** Generated avatars (udata-api.md §2.21). */
export const avatarRoutes = async (app: FastifyInstance) => {
  app.get<{ Params: { identifier: string; size: string } }>('/avatars/:identifier/:size/', async (request, reply) => {
    const png = await drawAvatar(request.params.identifier, readSize(request.params.size))
    // It never changes; a week leaves us free to draw better ones one day.
    reply.header('Content-Type', 'image/png').header('Cache-Control', 'public, max-age=604800')
    return sendBytes(request, reply, {
      sizeBytes: png.length,
      etag: createHash('sha256').update(png).digest('hex'),
      open: async (range) => Readable.from([range ? png.subarray(range.start, range.end + 1) : png]),
    })
  })
}

const readSize = (text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Math.min(Number(text), LARGEST_AVATAR)
  throw invalidField('size', {
    fr: 'Un nombre entier de pixels est attendu, de 1 à 1000.',
    en: 'Expecting an integer number of pixels, from 1 to 1000.',
  })
}
