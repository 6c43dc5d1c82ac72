import { isDeepStrictEqual } from 'node:util'
import type { Text } from '../../lib/text.ts'
import { openRemote } from '../../remotes/index.ts'
import { readSecrets } from '../credentials.ts'
import type { FlowDeps } from '../deps.ts'
import { destinationOf } from '../destination.rules.ts'
import type { Arrived, FilesRun } from './files-run.ts'
import { holdFile, replaceHeld } from './hold-file.ts'
import { judgeFile } from './judge-file.ts'
import { createMapper, mapObject } from '../mapping/mapping.rules.ts'
import type { FilesDefinition, Flow, Held } from '../model.ts'
import { isRejected } from '../quarantine/store.held.ts'
import { selectFlow } from '../store.flows.ts'
import { updateObject } from './store.objects.ts'
import { saveTarget, selectTarget } from './store.targets.ts'
import { factsOf, verdictOf } from './verdict.rules.ts'

/**
 * Takes a file that came to another server of udata's API: the same gates, against what was last sent there; then it
 * goes out through that server's own upload. Sent twice, it is one file there. Throws `RemoteFailure`.
 */
export const publishThere = async (deps: FlowDeps, context: FilesRun, arrived: Arrived): Promise<void> => {
  const { flow, definition, run, recorder } = context
  const { candidate, received } = arrived
  const { identity } = candidate.mapped
  const { blob, fileName } = received
  const last = await selectTarget(deps.db, flow.id, identity)
  // What was published here before was never sent.
  const before = last?.remoteId ? last : undefined
  const isRefused = await isRejected(deps.db, flow.id, identity, blob.sha256)
  if (isRefused || before?.sha256 === blob.sha256) {
    const decision = { ...factsOf(arrived), outcome: 'unchanged' as const, text: isRefused ? REJECTED : SAME }
    return recorder.decide(decision, (tx) => settle(tx, context, arrived, isRefused ? 'refused' : 'published'))
  }
  const current = before?.sha256 ? { sha256: before.sha256 } : undefined
  const looked = { datasetId: null, resourceId: null, blob, fileName, current }
  const { action, reasons } = await judgeFile(deps, definition.gates, looked)
  if (action === 'hold') return holdFile(deps, context, arrived, { reasons, target: null })
  const decision = { ...factsOf(arrived), ...verdictOf(action, reasons) }
  if (run.dry) return recorder.decide(decision)
  const { title, description } = candidate.mapped
  const remoteId = await send(deps, flow, definition, { identity, title, description, fileName, blob })
  await recorder.decide(decision, async (tx) => {
    await replaceHeld(tx, deps, context, identity)
    if (await isStillSentThere(tx, flow)) await saveTarget(tx, targetOf(flow, identity, remoteId, blob.sha256))
    await settle(tx, context, arrived, 'published')
  })
}

/** Otherwise somebody chose another place during the run, where this file isn't. */
const isStillSentThere = async (tx: FlowDeps['db'], flow: Flow): Promise<boolean> => {
  const now = await selectFlow(tx, flow.id)
  return now !== undefined && isDeepStrictEqual(destinationOf(now), destinationOf(flow))
}

/** Sends a file that a person let out of quarantine. Throws `RemoteFailure`. */
export const releaseThere = async (
  deps: FlowDeps,
  flow: Flow,
  definition: FilesDefinition,
  held: Held,
): Promise<void> => {
  const mapped = mapObject(createMapper(definition), { ...NO_STATE, key: held.key, sizeBytes: held.sizeBytes })
  const words = mapped.outcome === 'mapped' ? mapped : { title: held.fileName, description: null }
  const { identity, fileName, sha256, sha1, sizeBytes } = held
  const blob = { sha256, sha1, sizeBytes }
  const remoteId = await send(deps, flow, definition, { ...words, identity, fileName, blob })
  await saveTarget(deps.db, targetOf(flow, identity, remoteId, held.sha256))
}

interface Sending {
  identity: string
  title: string
  description: string | null
  fileName: string
  blob: { sha256: string; sha1: string; sizeBytes: number }
}

const send = async (deps: FlowDeps, flow: Flow, definition: FilesDefinition, sending: Sending): Promise<string> => {
  const { destination } = definition
  if (destination.kind !== 'udata') throw new Error('This flow publishes here')
  const { api_key: apiKey = null } = await readSecrets(deps.db, deps.secretKey, flow.id)
  const remote = openRemote({ server: destination.server, apiKey }, deps)
  const { identity, title, description, fileName, blob } = sending
  const known = await selectTarget(deps.db, flow.id, identity)
  const resourceId = known?.remoteId ?? null
  const { datasetId } = destination
  const { resource } = await remote.uploadResource({
    ...{ datasetId, resourceId, title: resourceId ? null : title, fileName, ...blob },
    open: () => deps.blobs.read(blob.sha256),
    key: `${flow.id}:${identity}:${blob.sha256}`,
  })
  // Words of the first time: from then on they belong to people there.
  if (resourceId === null)
    await remote.describeResource(datasetId, resource.id, {
      ...{ title, type: definition.mapping.resource.type },
      ...(description !== null && { description }),
    })
  return resource.id
}

const targetOf = (flow: Flow, identity: string, remoteId: string, sha256: string) => ({
  ...{ flowId: flow.id, identity, datasetId: null, resourceId: null, remoteId, sha256, archivedAt: null },
})

const settle = async (
  tx: FlowDeps['db'],
  { flow, run }: FilesRun,
  { candidate, received }: Arrived,
  state: 'published' | 'refused',
): Promise<void> => {
  if (run.dry) return
  const settled = { fingerprint: candidate.fingerprint, sha256: received.blob.sha256, state, pending: null }
  await updateObject(tx, { flowId: flow.id, key: candidate.seen.key }, settled)
}

const NO_STATE = { modifiedAt: null, etag: null, versionId: null }
const SAME: Text = {
  fr: 'Les mêmes octets que ceux envoyés la dernière fois.',
  en: 'The same bytes as those sent last time.',
}
const REJECTED: Text = { fr: 'Ces octets ont été rejetés par une personne.', en: 'A person rejected these bytes.' }
