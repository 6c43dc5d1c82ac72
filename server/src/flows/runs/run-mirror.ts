import { english, french, type Text } from '../../lib/text.ts'
import { mirrorCatalogue } from '../../mirrors/index.ts'
import { readSecrets } from '../credentials.ts'
import type { FlowDeps } from '../deps.ts'
import { failureOf } from './failure.rules.ts'
import type { Failure, Flow, MirrorDefinition, Run } from '../model.ts'
import { actorOf } from '../policy.ts'
import type { Recorder } from './recorder.ts'
import { openRemote } from '../../remotes/index.ts'

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
  if (run.dry) return countOnly(deps, { server, apiKey }, perimeter, recorder)
  const countBytes = (): void => recorder.signal.throwIfAborted()
  const mirror = { flowId: flow.id, server, apiKey, perimeter, files, organizationId: flow.organizationId }
  try {
    await mirrorCatalogue(
      deps,
      actorOf(flow),
      mirror,
      async ({ outcome, text, code, bytes, ...event }) => {
        recorder.signal.throwIfAborted()
        recorder.progress.seen += 1
        recorder.progress.done += 1
        recorder.progress.bytes += bytes
        recorder.progress.current = event.title
        const { datasetId, resourceId } = event
        const key = `${event.title} (${event.key})`
        await recorder.decide({ key, outcome, text, code, sizeBytes: bytes || null, datasetId, resourceId })
        if (outcome === 'failed' && text) failed ??= { code: code ?? 'failed', text }
      },
      countBytes,
    )
  } catch (error) {
    recorder.signal.throwIfAborted()
    return failureOf(error)
  }
  return failed
}

/** What there is to copy. */
const countOnly = async (
  deps: FlowDeps,
  where: { server: string; apiKey: string | null },
  perimeter: MirrorDefinition['perimeter'],
  recorder: Recorder,
): Promise<Failure | null> => {
  try {
    const { name, total } = await openRemote(where, deps).describePerimeter(perimeter)
    recorder.progress.seen = total
    await recorder.decide({ key: name, outcome: 'published', text: wouldCopy(total) })
    return null
  } catch (error) {
    return failureOf(error)
  }
}

const wouldCopy = (total: number): Text => ({
  fr: `${french(total)} jeux de données seraient recopiés.`,
  en: `${english(total)} datasets would be copied.`,
})
