import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { listUploads } from '@cimaise/client'
import { patiently, read, send, type Api } from '../connection/api.ts'
import { Refused } from '../connection/failures.ts'
import { showProgress } from '../terminal/progress.ts'

export interface LocalFile {
  path: string
  name: string
  sizeBytes: number
  sha256: string
  sha1: string
}

export interface Target {
  dataset: string
  /** Absent: a new file. */
  resource?: string
}

type Say = (line: string) => void

/** A file as it is now: what the server receives is compared with it. */
export const openFile = async (path: string): Promise<LocalFile> => {
  const { size } = await stat(path)
  const [sha256, sha1] = [createHash('sha256'), createHash('sha1')]
  for await (const chunk of createReadStream(path)) {
    sha256.update(chunk as Buffer)
    sha1.update(chunk as Buffer)
  }
  return { path, name: basename(path), sizeBytes: size, sha256: sha256.digest('hex'), sha1: sha1.digest('hex') }
}

/** Whether the server takes files in several requests (tus): Cimaise does, udata doesn't. */
export const isResumable = async (api: Api, say: Say): Promise<boolean> => {
  const answer = await patiently(() => send(api, 'OPTIONS', '/api/1/uploads/'), say)
  return answer.ok && answer.headers.get('tus-version') !== null
}

const TUS = { 'Tus-Resumable': '1.0.0' }
const PIECE_BYTES = 16_000_000

/** Through cuts and restarts of the server; a command that was stopped goes on where it was. The id of the upload. */
export const sendResumable = async (api: Api, target: Target, file: LocalFile, say: Say): Promise<string> => {
  const handle = await open(file.path)
  const progress = showProgress(file.name, file.sizeBytes)
  try {
    const path = (await findUnfinished(target, file, say)) ?? (await begin(api, target, file, say))
    for (let offset = -1; offset < file.sizeBytes;) {
      offset = await patiently(
        async () => goOn(api, path, { ...file, handle }, offset < 0 ? await offsetOf(api, path) : offset),
        say,
      ).catch((error: unknown) => {
        // Not where the server is: ask again.
        if (error instanceof Refused && error.status === 409) return -1
        throw error
      })
      if (offset >= 0) progress.at(offset)
    }
    return path.split('/').filter(Boolean).at(-1) ?? ''
  } finally {
    progress.end()
    await handle.close()
  }
}

const findUnfinished = async ({ dataset, resource }: Target, file: LocalFile, say: Say) => {
  const mine = await patiently(listUploads, say)
  const found = mine.find(
    (one) =>
      one.file_name === file.name.normalize('NFC') &&
      one.filesize === file.sizeBytes &&
      one.dataset === dataset &&
      one.resource === (resource ?? null),
  )
  if (found) say('Going on with an upload that was interrupted.')
  return found?.uri
}

const begin = async (api: Api, { dataset, resource }: Target, file: LocalFile, say: Say): Promise<string> => {
  const metadata = Object.entries({ filename: file.name, dataset, ...(resource ? { resource } : {}) })
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const headers = { ...TUS, 'Upload-Length': String(file.sizeBytes), 'Upload-Metadata': metadata }
  const answer = await patiently(() => send(api, 'POST', '/api/1/uploads/?lang=en', { headers }), say)
  await read(answer)
  return answer.headers.get('location') ?? ''
}

const offsetOf = async (api: Api, path: string): Promise<number> => {
  const answer = await send(api, 'HEAD', path, { headers: TUS })
  if (!answer.ok) throw new Refused(answer.status, 'The upload is gone: send the file again.')
  return Number(answer.headers.get('upload-offset'))
}

/** One more piece; where the server is after it. */
const goOn = async (
  api: Api,
  uri: string,
  { handle, sizeBytes, path }: LocalFile & { handle: FileHandle },
  offset: number,
): Promise<number> => {
  const length = Math.min(PIECE_BYTES, sizeBytes - offset)
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset)
  if (bytesRead === 0 && length > 0) throw new Refused(0, `${path} has changed while it was sent: send it again.`)
  if (bytesRead === 0) return offset
  const headers = { ...TUS, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) }
  const answer = await send(api, 'PATCH', `${uri}?lang=en`, { headers, body: buffer.subarray(0, bytesRead) })
  await read(answer)
  return Number(answer.headers.get('upload-offset'))
}
