import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

/**
 * Lets the routes of this scope take multipart forms, read with `readForm`. Give them a scope of their own (a plugin):
 * the other routes go on refusing forms with 415.
 */
export const acceptForms = async (app: FastifyInstance): Promise<void> => {
  // `preservePath`: a name with `../` must be seen to be refused, not silently cut.
  await app.register(multipart, {
    preservePath: true,
    limits: { files: 1, fields: 20, fieldSize: 10_000, fileSize: Infinity },
  })
}

export interface Form {
  /** The part `file`. A file of another name is read and thrown away. */
  file(): Promise<FormFile>
  /** The same, or undefined when the form has none. */
  optionalFile(): Promise<FormFile | undefined>
  /** The fields that came so far. */
  seen(): Record<string, unknown>
  /** Every field, once the form has been read to its end. */
  fields(): Promise<Record<string, unknown>>
}

export interface FormFile {
  name: string
  bytes: AsyncIterable<Uint8Array>
  /** To be called when the file was not read to its end: answers why, the sender's own interruption before `error`. */
  refuse(error: unknown): Promise<unknown>
}

/** The parts of a form in the order they come: the fields may stand before the file, after it, or both. */
export const readForm = (request: FastifyRequest): Form => {
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
  const optionalFile = async (): Promise<FormFile | undefined> => {
    for (let part = await next(); part !== 'end'; part = await next()) {
      if (part === 'field') continue
      if (part.fieldname === 'file') return fileOf(part, request)
      part.file.resume()
    }
    return undefined
  }
  return {
    optionalFile,
    file: async () => {
      const file = await optionalFile()
      if (!file) throw new Invalid(NO_FILE)
      return file
    },
    seen: () => fields,
    fields: async () => {
      for (let part = await next(); part !== 'end'; part = await next()) if (part !== 'field') part.file.resume()
      return fields
    },
  }
}

/** A body that is a file, or a piece of one, for a route whose parser hands its stream over. */
export const readBytes = (request: FastifyRequest): Omit<FormFile, 'name'> => bytesOf(request.raw, request)

const fileOf = (part: MultipartFile, request: FastifyRequest): FormFile => ({
  name: part.filename ?? '',
  ...bytesOf(part.file, request),
})

const bytesOf = (stream: Readable, request: FastifyRequest): Omit<FormFile, 'name'> => {
  // Who reads may stop in the middle: what is left is ours to drain.
  const bytes = stream.iterator({ destroyOnReturn: false })
  return {
    bytes,
    refuse: async (error) => {
      // The iterator's own listener would keep the stream from flowing.
      await bytes.return?.()
      drain(stream, request)
      return isInterrupted(stream, request) ? new Invalid(INTERRUPTED) : error
    },
  }
}

/**
 * Most senders read the answer only when they have sent everything: the rest of a refused file is read and thrown
 * away, for a few seconds; whoever goes on longer is cut off.
 */
const drain = (stream: Readable, request: FastifyRequest): void => {
  stream.resume()
  setTimeout(() => request.raw.complete || request.raw.destroy(), 10_000).unref()
}

/** The sender went away, or the multipart body ended before its last boundary. */
const isInterrupted = (stream: Readable, request: FastifyRequest): boolean =>
  stream.errored !== null || request.raw.errored !== null

const NOT_MULTIPART: Text = {
  fr: 'Envoyez le fichier en multipart/form-data, dans la partie « file ».',
  en: 'Send the file as multipart/form-data, in the part “file”.',
}
const NO_FILE: Text = {
  fr: 'La partie « file » manque : aucun fichier n’a été reçu.',
  en: 'The part “file” is missing: no file was received.',
}
const INTERRUPTED: Text = {
  fr: 'L’envoi s’est interrompu avant la fin. Rien n’a été enregistré ; recommencez l’envoi.',
  en: 'The upload stopped before its end. Nothing was stored; send the file again.',
}
