import type { Actor } from '../lib/actor.ts'
import { fileNameSlugOf } from '../lib/slugs.ts'
import { inspectBlob, looksLikeHtml, type Inspector } from '../analysis/index.ts'
import { getEditableDataset, getResource, type Resource } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { findCurrentVersion, publishVersion } from '../versions/index.ts'
import { analysisExtrasOf } from './analysis-extras.ts'
import { formatOf, mimeOf } from './extensions.ts'
import { FIRST_LOOK_BYTES, judgeFileName, judgeFirstBytes } from './first-look.rules.ts'
import { peek } from './peek.ts'

export interface DepositDeps {
  db: Db
  blobs: BlobStore
  inspector: Inspector
  maxUploadBytes: number
}

export interface Deposit {
  /** Id or slug. */
  dataset: string
  /** Absent: the file is a new resource of the dataset. */
  resourceId?: string
  fileName: string
  body: AsyncIterable<Uint8Array>
  /** On a replacement: keep the title instead of naming the resource after the file, as udata does. */
  keepTitle?: boolean
  /** Called when the bytes are stored and not yet published: what the sender says after them may still refuse them. */
  confirm?: () => Promise<void>
  reason?: string
}

export type DepositOutcome = { outcome: 'published' | 'unchanged'; resource: Resource }

/**
 * The one way in for a file, whoever brings it: looked at before anything is stored, stored, inspected, then published
 * in one transaction. The same bytes as the current version change nothing. On any failure the file before is still
 * the one that is served. Throws `NotFound`, `Gone`, `Unauthorized`, `Forbidden`, `Invalid`, `Unsupported`,
 * `TooLarge`, `StorageFull`.
 */
export const depositFile = async (deps: DepositDeps, actor: Actor, deposit: Deposit): Promise<DepositOutcome> => {
  const { db, blobs } = deps
  const dataset = await getEditableDataset(db, actor, deposit.dataset)
  const known = deposit.resourceId ? await getResource(db, dataset, deposit.resourceId) : undefined

  const shownName = judgeFileName(deposit.fileName)
  const { head, all } = await peek(deposit.body, FIRST_LOOK_BYTES)
  judgeFirstBytes(head, looksLikeHtml(head))

  const blob = await blobs.write(all, { maxBytes: deps.maxUploadBytes })
  await deposit.confirm?.()
  const current = known && (await findCurrentVersion(db, known.id))
  if (known && current?.sha256 === blob.sha256) return { outcome: 'unchanged', resource: known }

  const fileName = fileNameSlugOf(shownName)
  const inspection = await inspectBlob({ db, blobs, inspector: deps.inspector }, blob, fileName)
  const resource = await publishVersion(db, actor, {
    datasetId: dataset.id,
    resourceId: known?.id ?? null,
    title: known && deposit.keepTitle ? undefined : fileName,
    file: { ...blob, fileName, format: formatOf(fileName), mime: mimeOf(fileName) },
    analysisExtras: analysisExtrasOf(inspection),
    reason: deposit.reason ?? null,
  })
  return { outcome: 'published', resource }
}
