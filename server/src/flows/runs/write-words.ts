import { findDatasetById, updateDataset, updateResource, type Resource } from '../../catalog/index.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import type { Mapped } from '../mapping/mapping.rules.ts'
import { actorOf } from '../policy.ts'
import { saveWritten, selectWritten, type Written } from './store.fields.ts'
import type { FilesRun } from './files-run.ts'
import { coverageWith, wordsToWrite, writtenOf } from './words-to-write.rules.ts'

interface Fed {
  resource: Resource
  mapped: Mapped
  /** The flow has just made it: its first words are the flow's. */
  isNew: boolean
}

/**
 * Writes the words of a file and of its dataset that the flow was given, unless a person took them back. A new file gets
 * all of the template's once. May run again: what says the same already is left alone.
 */
export const writeWords = async (
  deps: FlowDeps,
  context: FilesRun,
  { resource, mapped, isNew }: Fed,
): Promise<void> => {
  const { db } = deps
  const { flow, definition } = context
  const { datasetId } = resource
  if (!datasetId) return
  const dataset = await findDatasetById(db, datasetId)
  if (!dataset) return
  const written = await selectWritten(db, [resource.id, datasetId])
  const wordsOf = (kind: Written['kind'], wanted: Record<string, unknown>, current: object) =>
    wordsToWrite({ kind, owns: definition.owns, isNew: kind === 'resource' && isNew, wanted, current, written })

  const { type } = definition.mapping.resource
  const forFile = wordsOf('resource', { title: mapped.title, description: mapped.description, type }, resource)
  if (Object.keys(forFile.changes).length > 0)
    await updateResource(db, actorOf(flow), datasetId, resource.id, forFile.changes)

  const template = mapped.dataset.kind === 'template' ? mapped.dataset : null
  const temporalCoverage = coverageWith(dataset.temporalCoverage, mapped.parts)
  const ofDataset = { title: template?.title, description: template?.description, temporal_coverage: temporalCoverage }
  const current = {
    title: dataset.title,
    description: dataset.description,
    temporal_coverage: dataset.temporalCoverage,
  }
  const forDataset = wordsOf('dataset', ofDataset, current)
  const { temporal_coverage: coverage, ...words } = forDataset.changes
  if (Object.keys(forDataset.changes).length > 0)
    await updateDataset(db, actorOf(flow), datasetId, {
      ...words,
      ...(coverage !== undefined && { temporalCoverage: coverage as NonNullable<typeof temporalCoverage> }),
    })

  for (const [kind, objectId, names] of [
    ['resource', resource.id, forFile.owned],
    ['dataset', datasetId, forDataset.owned],
  ] as const)
    for (const [field, value] of Object.entries(names))
      await saveWritten(db, { flowId: flow.id, kind, objectId, field, written: writtenOf(value), since: clockOf(deps) })
}
