import type { FastifyRequest } from 'fastify'
import { readForm } from '../http/index.ts'
import { parseBbox, type Bbox } from './bbox.rules.ts'
import { readPicture } from './store-image.ts'

/**
 * The picture of a multipart form (part `file`) and its crop (field `bbox`, before or after it), for routes in a scope
 * that called `acceptForms`, with `config: { errors: 'upload' }`. Check the rights first. Throws `Invalid`, `TooLarge`.
 */
export const readImageUpload = async (request: FastifyRequest): Promise<{ bytes: Buffer; bbox: Bbox | undefined }> => {
  const form = readForm(request)
  const file = await form.file()
  try {
    const bytes = await readPicture(file.bytes)
    return { bytes, bbox: parseBbox((await form.fields()).bbox) }
  } catch (error) {
    throw await file.refuse(error)
  }
}
