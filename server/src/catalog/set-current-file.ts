import type { Actor } from '../lib/actor.ts'
import type { Tx } from '../db/index.ts'
import { lockEditableDataset, touchDataset } from './editable-dataset.ts'
import type { CurrentFile, HostedResource } from './model.ts'
import { newWords } from './resource-changes.rules.ts'
import { demandAgreementOn } from './publishable.ts'
import { getResource } from './resources.ts'
import { insertResourceFirst, updateResourceRow } from './store.resources.ts'
import { tellResource } from './tell.ts'

/**
 * Makes a file the current one of a resource: the catalogue's half of publishing a version, in its transaction.
 * A new resource comes first; a link becomes a file and keeps its id. Throws `NotFound` when the resource, or the
 * dataset, went away meanwhile, `SecondPersonNeeded`.
 */
export const setCurrentFile = async (
  tx: Tx,
  actor: Actor,
  datasetId: string,
  resource: { id: string; isNew: boolean },
  file: CurrentFile,
  options: { title?: string } = {},
): Promise<HostedResource> => {
  const dataset = await lockEditableDataset(tx, actor, datasetId)
  await demandAgreementOn(tx, actor, dataset)
  const now = new Date()
  const words = resource.isNew ? newWords(resource.id, datasetId, now) : await getResource(tx, dataset, resource.id)
  const hosted: HostedResource = {
    ...words,
    ...file,
    filetype: 'file',
    title: options.title ?? words.title,
    extras: 'filetype' in words && words.filetype === 'remote' ? withoutCrawl(words.extras) : words.extras,
    lastModified: now,
  }
  await (resource.isNew ? insertResourceFirst(tx, hosted) : updateResourceRow(tx, hosted))
  await tellResource(tx, resource.isNew ? 'added' : 'updated', actor, await touchDataset(tx, dataset), hosted)
  return hosted
}

/** What was seen behind a link says nothing of the file that it became. */
const withoutCrawl = (extras: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(extras).filter(([key]) => !/^(check|analysis|cimaise:link):/.test(key)))
