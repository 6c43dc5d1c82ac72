import { addLink, findResource, updateResource, type Dataset, type Resource } from '../catalog/index.ts'
import { inTransaction } from '../db/index.ts'
import { copyFile } from './copy-file.ts'
import { ofResource, WORDS } from './events.ts'
import type { Job, Place } from './job.ts'
import type { Mirrored, MirrorEvent, MirrorOutcome } from './model.ts'
import { linkWordsOf, resourceWordsOf } from './resource-words.rules.ts'
import { remember } from './remember.ts'
import { update } from './store.ts'
import { changesOf, writtenAfter } from './words.rules.ts'

/**
 * A file is copied when it is another than the last time; a link is written. What somebody deleted here isn't made
 * again, and a file doesn't become a link again: its address is known by now.
 */
export const mirrorResource = async (job: Job, place: Place): Promise<MirrorEvent> => {
  const { remote, dataset, file, mirrored } = place
  const local = mirrored && (await findHere(job, dataset, mirrored))
  const told = (outcome: MirrorOutcome, resourceId: string | null, rest: Partial<MirrorEvent> = {}): MirrorEvent =>
    ofResource(remote, file, outcome, { datasetId: dataset.id, resourceId, ...rest })

  if (mirrored?.made && !local) return told('ignored', null, { text: WORDS.deletedHere })
  const isCopied = file.hosted && (job.mirror.files === 'copy' || local?.filetype === 'file')
  if (isCopied) {
    const { copied, resource } = await copyFile(job, place, local)
    const isChanged = (await writeWords(job, place, resource)) || copied
    return told(isChanged ? 'published' : 'unchanged', resource.id, { bytes: copied ? (resource.filesize ?? 0) : 0 })
  }
  if (!mirrored || !local) return told('published', await makeLink(job, place))
  const isChanged = await writeWords(job, place, local)
  // A link there by now, a file here still.
  if (local.filetype === 'file') return told('ignored', local.id, { text: WORDS.nowALink })
  return told(isChanged ? 'published' : 'unchanged', local.id)
}

const findHere = async ({ deps }: Job, dataset: Dataset, { localId }: Mirrored): Promise<Resource | undefined> => {
  const found = await findResource(deps.db, localId)
  return found?.datasetId === dataset.id ? found : undefined
}

/** The link and the memory of it in one transaction: a process that dies between the two makes neither. */
const makeLink = ({ deps, actor, key, startedAt }: Job, { remote, dataset, file }: Place): Promise<string> =>
  inTransaction(deps.db, async (tx) => {
    const words = linkWordsOf(file)
    const link = await addLink(tx, actor, dataset.id, words)
    await remember(tx, key, {
      ...{ kind: 'resource', remoteId: file.id, remoteDatasetId: remote.id, localId: link.id, datasetId: dataset.id },
      ...{ made: true, written: writtenAfter(words, words, link, {}), seenAt: startedAt },
    })
    return link.id
  })

/** Answers whether anything had to be written. The words of a file that just came are nobody's yet. */
const writeWords = (
  { deps, actor, key }: Job,
  { dataset, file, mirrored }: Place,
  resource: Resource,
): Promise<boolean> =>
  inTransaction(deps.db, async (tx) => {
    const words = resource.filetype === 'file' ? resourceWordsOf(file) : linkWordsOf(file)
    const written = mirrored?.made ? mirrored.written : { ...resource }
    const changes = changesOf(words, resource, written)
    const isSame = Object.keys(changes).length === 0
    const stored = isSame ? resource : await updateResource(tx, actor, dataset.id, resource.id, changes)
    await update(tx, key, 'resource', file.id, {
      made: true,
      written: writtenAfter(words, changes, stored, mirrored?.made ? written : {}),
      vanishedAt: null,
    })
    return !isSame
  })
