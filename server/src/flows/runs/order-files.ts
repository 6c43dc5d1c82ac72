import { listResources, reorderResources, type Resource } from '../../catalog/index.ts'
import type { FlowDeps } from '../deps.ts'
import type { FilesRun } from './files-run.ts'
import { isOwn } from './find-dataset.ts'
import { actorOf } from '../policy.ts'
import { selectTargetsOfFlow } from './store.targets.ts'

/** Puts the flow's files in its order among themselves; the places that people gave to the other files stay theirs. */
export const orderFiles = async ({ db }: Pick<FlowDeps, 'db'>, context: FilesRun): Promise<void> => {
  const { flow, run, definition, recorder } = context
  const { order } = definition.mapping.resource
  if (order === null || run.dry || recorder.counts.published + recorder.counts.warned === 0) return
  const targets = await selectTargetsOfFlow(db, flow.id)
  const ours = new Set(targets.map(({ resourceId }) => resourceId))
  for (const datasetId of new Set(targets.flatMap((target) => target.datasetId ?? []))) {
    if (!(await isOwn(db, flow, datasetId))) continue
    const resources = await listResources(db, datasetId)
    const sorted = resources.filter(({ id }) => ours.has(id)).toSorted(order === 'title' ? byTitle : newestFirst)
    const next = resources.map((resource) => (ours.has(resource.id) ? (sorted.shift() ?? resource) : resource))
    if (next.every(({ id }, at) => id === resources[at]?.id)) continue
    await reorderResources(
      db,
      actorOf(flow),
      datasetId,
      next.map(({ id }) => ({ id, changes: {} })),
    )
  }
}

const byTitle = (a: Resource, b: Resource): number => a.title.localeCompare(b.title, 'fr', { numeric: true })
const newestFirst = (a: Resource, b: Resource): number => b.lastModified.getTime() - a.lastModified.getTime()
