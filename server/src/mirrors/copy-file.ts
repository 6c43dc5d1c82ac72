import { randomUUID } from 'node:crypto'
import type { Resource } from '../catalog/index.ts'
import { demandRoom, depositFile, isAllowedExtension } from '../ingest/index.ts'
import { AppError } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { OutgoingAnswer } from '../outgoing/index.ts'
import type { RemoteFile } from '../remotes/index.ts'
import type { Blob } from '../storage/index.ts'
import { GivenUp } from './events.ts'
import type { Job, Place } from './job.ts'
import type { OnBytes } from './model.ts'
import { remember } from './remember.ts'
import { fileNameOf, resourceWordsOf, stateOf } from './resource-words.rules.ts'
import { update } from './store.ts'

/** For a file of a size that nobody tells; otherwise by a slow line. */
const PATIENCE_MS = 30 * 60_000
const SLOWEST_BYTES_PER_MS = 250
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Brings the file of a resource as it is there, unless that state was copied before. It comes in by the same way as
 * any deposit. Its id is written down before it is made: a process that dies meanwhile makes no second one. Throws
 * what `depositFile` throws, and `OutgoingFailure`.
 */
export const copyFile = async (
  job: Job,
  place: Place,
  local: Resource | undefined,
): Promise<{ copied: boolean; resource: Resource }> => {
  const { file, mirrored } = place
  const isThere = local?.filetype === 'file'
  const isSame = isThere && (mirrored?.copied === stateOf(file) || holds(local, file))
  const resource = isSame ? local : await fetchInto(job, place, local?.id ?? (await announce(job, place)), local)
  await update(job.deps.db, job.key, 'resource', file.id, { copied: stateOf(file) })
  return { copied: resource !== local, resource }
}

const holds = ({ checksum: ours }: Resource, { checksum: theirs }: RemoteFile): boolean =>
  ours !== null && theirs?.type === ours.type && theirs.value === ours.value

/** The id that the resource will have. */
const announce = async ({ deps, key, startedAt }: Job, { remote, dataset, file }: Place): Promise<string> => {
  const localId = randomUUID()
  await remember(deps.db, key, {
    ...{ kind: 'resource', remoteId: file.id, remoteDatasetId: remote.id, localId, datasetId: dataset.id },
    ...{ made: false, written: {}, seenAt: startedAt },
  })
  return localId
}

const fetchInto = async (
  { deps, actor, onBytes }: Job,
  { dataset, file }: Place,
  id: string,
  local: Resource | undefined,
): Promise<Resource> => {
  const { outgoing, maxUploadBytes } = deps
  const answer = await outgoing.ask(file.url, { timeoutMs: patienceFor(file), maxBytes: maxUploadBytes })
  try {
    if (answer.status < 200 || answer.status >= 300) throw answered(answer)
    await demandRoom(deps, dataset, lengthOf(answer) ?? file.sizeBytes ?? 0)
    const { resource } = await depositFile(deps, actor, {
      dataset: dataset.id,
      ...(local ? { resourceId: id, keepTitle: true } : { newId: id, newTitle: resourceWordsOf(file).title }),
      fileName: fileNameOf(file, isAllowedExtension),
      body: watched(answer.body, onBytes),
      accept: (blob) => demandAnnounced(file, blob),
      reason: `Copie de ${file.url}`.slice(0, 2_000),
      via: 'flow',
    })
    return resource
  } finally {
    answer.discard()
  }
}

async function* watched(body: AsyncIterable<Uint8Array>, onBytes: OnBytes): AsyncGenerator<Uint8Array> {
  let came = 0
  for await (const chunk of body) {
    came += chunk.length
    try {
      await onBytes(came)
    } catch (error) {
      throw new GivenUp(error)
    }
    yield chunk
  }
}

const patienceFor = ({ sizeBytes }: RemoteFile): number =>
  sizeBytes === null || sizeBytes < 0
    ? PATIENCE_MS
    : Math.min(PATIENCE_MS + Math.ceil(sizeBytes / SLOWEST_BYTES_PER_MS), LONGEST_TIMER_MS)

const lengthOf = ({ headers }: OutgoingAnswer): number | null => {
  const length = headers['content-length']
  return length !== undefined && /^\d{1,15}$/.test(length) && !headers['content-encoding'] ? Number(length) : null
}

/** What the other server says of its own file must be true of what came. */
const demandAnnounced = ({ checksum }: RemoteFile, blob: Blob): void => {
  const came = checksum?.type === 'sha1' ? blob.sha1 : checksum?.type === 'sha256' ? blob.sha256 : checksum?.value
  if (came !== checksum?.value) throw new AppError('corrupted', OTHER_BYTES)
}

const OTHER_BYTES: Text = {
  fr: 'Le fichier reçu n’est pas celui que le site d’origine annonce (empreintes différentes). Rien n’a été publié ; un nouvel essai suivra.',
  en: 'The file that came is not the one that the site of origin announces (checksums differ). Nothing was published; another try will follow.',
}

const answered = ({ status }: OutgoingAnswer): AppError =>
  new AppError('no_file', {
    fr: `Le site d’origine a répondu ${status} au lieu du fichier. Ce qui était ici reste ; un nouvel essai suivra.`,
    en: `The site of origin answered ${status} instead of the file. What was here stays; another try will follow.`,
  })
