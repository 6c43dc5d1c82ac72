import { findResource, listResources, type Resource } from '../../catalog/index.ts'
import { findTarget, type FoundTarget } from '../../ingest/index.ts'
import { fileNameSlugOf } from '../../lib/slugs.ts'
import { findCurrentVersion, type Version } from '../../versions/index.ts'
import type { FlowDeps } from '../deps.ts'
import { findDataset } from './find-dataset.ts'
import type { Mapped } from '../mapping/mapping.rules.ts'
import { actorOf } from '../policy.ts'
import { selectTarget, selectTargetsOf } from './store.targets.ts'
import type { Candidate, FilesRun } from './files-run.ts'

/** Where a file goes on this server. */
export interface Prepared {
  /** Null in a run without effect, when its dataset isn't there yet. */
  target: FoundTarget | null
  current: Version | undefined
}

/**
 * Finds the dataset and the file that this one is the next version of; makes the dataset when the flow has a template.
 * `deleted`: a person took the file away. Throws `NotFound`, `Gone`, `Forbidden` of the dataset.
 */
export const prepareTarget = async (
  { db }: Pick<FlowDeps, 'db'>,
  { flow, definition, run }: FilesRun,
  { mapped, known }: Candidate,
): Promise<Prepared | 'deleted'> => {
  const datasetId = await findDataset(db, { flow, definition, run }, mapped)
  if (!datasetId) return { target: null, current: undefined }
  const last = await selectTarget(db, flow.id, mapped.identity)
  // The flow was told to feed another dataset since.
  const target = last?.datasetId === datasetId ? last : undefined
  // What a run that was cut was making is there, and the flow doesn't know it yet.
  const begun = !target && known?.pending ? await findResource(db, known.pending.resourceId) : undefined
  if (target && !(target.resourceId && (await findResource(db, target.resourceId)))) return 'deleted'
  const adopted = target || begun ? undefined : await findAdoptable(db, datasetId, mapped)
  const resourceId = target?.resourceId ?? begun?.id ?? adopted?.id
  const found = await findTarget(db, actorOf(flow), { dataset: datasetId, resourceId })
  return { target: found, current: found.known && (await findCurrentVersion(db, found.known.id)) }
}

/**
 * The file that people already have for this one: of the same title or the same name, alone to have it, and fed by no
 * flow. A second copy beside it would be what nobody wants.
 */
const findAdoptable = async (
  db: FlowDeps['db'],
  datasetId: string,
  { title, fileName }: Mapped,
): Promise<Resource | undefined> => {
  const name = fileNameSlugOf(fileName)
  const alike = (await listResources(db, datasetId)).filter(
    (resource) => resource.filetype === 'file' && (sameWords(resource.title, title) || resource.fileName === name),
  )
  const [only, ...others] = alike
  if (!only || others.length > 0) return undefined
  return (await selectTargetsOf(db, [only.id])).length === 0 ? only : undefined
}

const sameWords = (a: string, b: string): boolean =>
  a.trim().localeCompare(b.trim(), 'fr', { sensitivity: 'base' }) === 0
