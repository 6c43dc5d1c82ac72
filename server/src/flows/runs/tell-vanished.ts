import { findResource, updateResource, type Resource } from '../../catalog/index.ts'
import type { Db } from '../../db/index.ts'
import type { Text } from '../../lib/text.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import type { FilesRun } from './files-run.ts'
import { isOwn } from './find-dataset.ts'
import { actorOf } from '../policy.ts'
import { isIdentitySeen, selectUnseen, updateObject, type KnownObject } from './store.objects.ts'
import { saveTarget, selectTarget } from './store.targets.ts'

const PAGE = 200

/**
 * Says which files aren't in the source any more, once the whole listing was read. Nothing is ever deleted; one that
 * is missing a first time may be on its way back.
 */
export const tellVanished = async (deps: FlowDeps, context: FilesRun): Promise<void> => {
  const { flow, run } = context
  for (let after = '', page: KnownObject[] = []; ; after = page.at(-1)?.key ?? '') {
    page = await selectUnseen(deps.db, flow.id, run.number, after, PAGE)
    for (const object of page) await tell(deps, context, object)
    if (page.length < PAGE) return
  }
}

const tell = async (deps: FlowDeps, context: FilesRun, object: KnownObject): Promise<void> => {
  const { flow, run, recorder, definition } = context
  const { key, identity } = object
  const where = { flowId: flow.id, key }
  if (await isIdentitySeen(deps.db, flow.id, identity, run.number)) {
    if (!run.dry) await updateObject(deps.db, where, { state: 'vanished' })
    return
  }
  // A retry comes a minute later: too soon to tell who is gone from who is late.
  if (object.missingSince === null || run.trigger === 'retry') {
    const missing = { key, outcome: 'waiting' as const, code: 'missing', text: MISSING }
    return recorder.decide(missing, async (tx) => {
      if (!run.dry) await updateObject(tx, where, { missingSince: object.missingSince ?? run.number })
    })
  }
  const isArchived = definition.mapping.vanished === 'archive'
  const gone = { key, outcome: 'vanished' as const, code: 'vanished', text: isArchived ? ARCHIVED : KEPT }
  await recorder.decide(gone, async (tx) => {
    if (run.dry) return
    await updateObject(tx, where, { state: 'vanished' })
    if (isArchived) await archive(tx, context, identity, clockOf(deps))
  })
}

/** What the API and the pages show of a file that its flow doesn't feed any more. */
export const ARCHIVED_KEY = 'cimaise:archived'

const archive = async (tx: Db, { flow }: FilesRun, identity: string, at: Date): Promise<void> => {
  const target = await selectTarget(tx, flow.id, identity)
  const resource = target?.resourceId ? await findResource(tx, target.resourceId) : undefined
  if (!target || !resource?.datasetId || !(await isOwn(tx, flow, resource.datasetId))) return
  await saveTarget(tx, { ...target, archivedAt: at })
  const extras = { ...resource.extras, [ARCHIVED_KEY]: at.toISOString() }
  await updateResource(tx, actorOf(flow), resource.datasetId, resource.id, { extras })
}

/** A file that came back isn't archived any more. */
export const unarchive = async (db: Db, { flow }: Pick<FilesRun, 'flow'>, resource: Resource): Promise<void> => {
  if (!resource.datasetId || !(ARCHIVED_KEY in resource.extras)) return
  const { [ARCHIVED_KEY]: _at, ...extras } = resource.extras
  await updateResource(db, actorOf(flow), resource.datasetId, resource.id, { extras })
}

const MISSING: Text = {
  fr: 'Ce fichier n’est plus dans la source. S’il y manque encore au prochain passage, il sera dit disparu.',
  en: 'This file is not in the source any more. If the next run misses it too, it is said to have vanished.',
}
const KEPT: Text = {
  fr: 'Ce fichier a disparu de la source. Sa dernière version reste publiée.',
  en: 'This file vanished from the source. Its last version stays published.',
}
const ARCHIVED: Text = {
  fr: 'Ce fichier a disparu de la source : il est marqué comme archivé. Sa dernière version reste publiée.',
  en: 'This file vanished from the source: it is marked as archived. Its last version stays published.',
}
