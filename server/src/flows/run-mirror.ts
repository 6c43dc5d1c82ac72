import { mirrorCatalogue } from '../mirrors/index.ts'
import { readSecrets } from './credentials.ts'
import type { FlowDeps } from './deps.ts'
import { failureOf } from './failure.rules.ts'
import type { Failure, Flow, MirrorDefinition, Run } from './model.ts'
import { actorOf } from './policy.ts'
import type { Recorder } from './recorder.ts'

/**
 * One run of a flow that copies a catalogue: what became of each dataset and file of it. A dry run only asks what there
 * is. Answers why it failed, if it did.
 */
export const runMirror = async (
  deps: FlowDeps,
  { flow, definition, run, recorder }: { flow: Flow; definition: MirrorDefinition; run: Run; recorder: Recorder },
): Promise<Failure | null> => {
  const { api_key: apiKey = null } = await readSecrets(deps.db, deps.secretKey, flow.id)
  const { server, perimeter, files } = definition
  let failed: Failure | null = null
  const mirror = { flowId: flow.id, server, apiKey, perimeter, files, organizationId: flow.organizationId }
  try {
    await mirrorCatalogue(deps, actorOf(flow), mirror, async ({ outcome, text, code, bytes, ...event }) => {
      recorder.signal.throwIfAborted()
      recorder.progress.seen += 1
      recorder.progress.done += 1
      recorder.progress.bytes += bytes
      recorder.progress.current = event.title
      const { datasetId, resourceId } = event
      const key = `${event.title} (${event.key})`
      await recorder.decide({ key, outcome, text, code, sizeBytes: bytes || null, datasetId, resourceId })
      if (outcome === 'failed' && text) failed ??= { code: code ?? 'failed', text }
    })
  } catch (error) {
    recorder.signal.throwIfAborted()
    return failureOf(error)
  }
  return failed
}
