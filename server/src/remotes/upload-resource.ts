import { createHash } from 'node:crypto'
import { fileNameSlugOf } from '../lib/slugs.ts'
import { demand, type Asker } from './ask.ts'
import { isPassingFailure, RemoteFailure } from './failure.ts'
import type { RemoteFile, Upload, Uploaded, Words } from './model.ts'
import { multipartOf } from './multipart.ts'
import { DATASET_FIELDS, datasetIn, fileIn } from './read-answer.rules.ts'

/** For the answer to a file that the server looks at before it says anything, and for its bytes on a slow line. */
const patienceFor = (sizeBytes: number): number => Math.min(10 * 60_000 + Math.ceil(sizeBytes / 250), LONGEST_TIMER_MS)
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** See `Remote.uploadResource`. */
export const uploadResource = async (asker: Asker, upload: Upload): Promise<Uploaded> => {
  const before = await look(asker, upload)
  if (before.same)
    return { outcome: 'unchanged', resource: await restoreTitle(asker, upload, before.title, before.same) }
  const stored = await send(asker, upload).catch(async (error: unknown) => {
    // The answer may be what was lost, not the file.
    if (!(error instanceof RemoteFailure) || !isPassingFailure(error)) throw error
    const after = await look(asker, upload).catch(() => undefined)
    if (!after?.same) throw error
    return after.same
  })
  await demandSame(asker, upload, stored)
  return { outcome: 'published', resource: await restoreTitle(asker, upload, before.title, stored) }
}

/** What is there now, and whether it is what is to be sent. Nothing is sent to where it would be refused. */
const look = async (
  { ask, host }: Asker,
  upload: Upload,
): Promise<{ title: string | null; same: RemoteFile | undefined }> => {
  const { datasetId, resourceId } = upload
  if (resourceId !== null) {
    const file = demand(fileIn(await ask(resourcePath(datasetId, resourceId))), host)
    if (!file.hosted) throw new RemoteFailure('refused', aLink(host))
    // A try that ended before it could write the title back left the name of the file.
    const isLost = file.title === fileNameSlugOf(upload.fileName) && upload.title !== null
    return { title: isLost ? upload.title : file.title, same: isSame(file, upload) ? file : undefined }
  }
  const dataset = demand(
    datasetIn(await ask(datasetPath(datasetId), { headers: { 'x-fields': DATASET_FIELDS } })),
    host,
  )
  if (dataset.mayEdit === false) throw new RemoteFailure('credentials', notAllowed(host))
  const names = [upload.title, upload.fileName, fileNameSlugOf(upload.fileName)]
  return {
    title: null,
    same: dataset.resources.find((file) => names.includes(file.title) && isSame(file, upload)),
  }
}

const send = async ({ ask, host }: Asker, upload: Upload): Promise<RemoteFile> => {
  const { datasetId, resourceId, fileName, sizeBytes, sha1, key } = upload
  const source: { failure?: unknown } = {}
  const bytes = counted(upload, source)
  const form = multipartOf({ checksum: `sha1:${sha1}` }, { name: fileName, sizeBytes, bytes })
  const path = resourceId === null ? datasetPath(datasetId) : resourcePath(datasetId, resourceId)
  try {
    const answer = await ask(`${path}upload/`, {
      method: 'POST',
      // udata names the resource after its file and ignores what it doesn't know; a Cimaise understands both. A
      // replacement has no key: a file that comes back to what it was must not be answered as the first time.
      query: resourceId === null ? {} : { keep_title: 'true' },
      headers: { ...form.headers, ...(resourceId === null && { 'idempotency-key': headerOf(key) }) },
      body: form.body,
      timeoutMs: patienceFor(sizeBytes),
    })
    return demand(fileIn(answer), host)
  } catch (error) {
    throw source.failure ?? error
  }
}

/** A header takes no accent and no space. */
const headerOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** The bytes, opened once they are asked for, while their number is told. What their source fails of isn't the server's fault: it is kept apart. */
async function* counted(
  { open, sizeBytes, onProgress }: Upload,
  source: { failure?: unknown },
): AsyncGenerator<Uint8Array> {
  let sent = 0
  try {
    for await (const chunk of await open()) {
      sent += chunk.length
      if (sent > sizeBytes) throw new RemoteFailure('corrupted', ANOTHER_SIZE)
      yield chunk
      await onProgress?.(sent)
    }
    if (sent < sizeBytes) throw new RemoteFailure('corrupted', ANOTHER_SIZE)
  } catch (error) {
    source.failure = error
    throw error
  }
}

/** What the server says that it stored; a new resource with other bytes is taken away: nobody must read it. */
const demandSame = async ({ ask, host }: Asker, upload: Upload, stored: RemoteFile): Promise<void> => {
  const isKnown = stored.checksum?.type === 'sha1'
  if (isKnown ? isSame(stored, upload) : (stored.sizeBytes ?? upload.sizeBytes) === upload.sizeBytes) return
  if (upload.resourceId === null) await ask(resourcePath(upload.datasetId, stored.id), { method: 'DELETE' })
  throw new RemoteFailure('corrupted', otherBytes(host, upload.resourceId === null))
}

const isSame = ({ hosted, checksum }: RemoteFile, { sha1 }: Upload): boolean =>
  hosted && checksum?.type === 'sha1' && checksum.value === sha1.toLowerCase()

/** udata names a resource after its new file; what people called it comes back. */
const restoreTitle = async (
  asker: Asker,
  { datasetId }: Upload,
  title: string | null,
  stored: RemoteFile,
): Promise<RemoteFile> =>
  title === null || title === stored.title ? stored : describeResource(asker, datasetId, stored.id, { title })

/** See `Remote.describeResource`. */
export const describeResource = async (
  { ask, host }: Asker,
  datasetId: string,
  id: string,
  words: Words,
): Promise<RemoteFile> => demand(fileIn(await ask(resourcePath(datasetId, id), { method: 'PUT', json: words })), host)

export const datasetPath = (id: string): string => `/api/1/datasets/${encodeURIComponent(id)}/`
const resourcePath = (datasetId: string, id: string): string =>
  `${datasetPath(datasetId)}resources/${encodeURIComponent(id)}/`

const ANOTHER_SIZE = {
  fr: 'Le fichier n’a pas la taille annoncée : il a changé pendant l’envoi. Rien n’a été publié ; un nouvel essai suivra.',
  en: 'The file does not have the announced size: it changed while it was sent. Nothing was published; another try will follow.',
}
const aLink = (host: string) => ({
  fr: `Chez ${host}, cette ressource est un lien, pas un fichier. Rien n’a été envoyé ; choisissez un fichier hébergé là-bas, ou créez-en un.`,
  en: `At ${host}, this resource is a link, not a file. Nothing was sent; choose a file that is hosted there, or make one.`,
})
const notAllowed = (host: string) => ({
  fr: `La clé n’est pas acceptée par ${host} pour ce jeu de données : son compte ne peut pas le modifier. Rien n’a été envoyé ; demandez ce droit là-bas, ou donnez la clé d’un autre compte.`,
  en: `The key is not accepted by ${host} for this dataset: its account may not edit it. Nothing was sent; ask for that right there, or give the key of another account.`,
})
const otherBytes = (host: string, removed: boolean) => ({
  fr: `${host} a enregistré d’autres octets que ceux envoyés. ${removed ? 'Ce fichier en a été retiré' : 'Ce fichier y est abîmé'} ; un nouvel essai suivra.`,
  en: `${host} stored other bytes than those that were sent. ${removed ? 'That file was removed from it' : 'That file is damaged there'}; another try will follow.`,
})
