import { isDatabaseGone } from '../../db/index.ts'
import { AppError } from '../../lib/errors.ts'
import { adoptFile, type ReceivedFile } from '../../ingest/index.ts'
import { SourceFailure, type Source } from '../../sources/index.ts'
import type { FlowDeps } from '../deps.ts'
import { convertReceived } from './convert-received.ts'
import { failureOf } from './failure.rules.ts'
import { fetchFile } from './fetch-file.ts'
import { refuseFile } from './hold-file.ts'
import type { Failure } from '../model.ts'
import { publishHere } from './publish-here.ts'
import { publishThere } from './publish-there.ts'
import { RunStopped } from './recorder.ts'
import { updateObject } from './store.objects.ts'
import type { Candidate, FilesRun } from './files-run.ts'

/** Fetches one file and takes it to its end: published, held or refused. Answers why it failed, if it did. */
export const takeFile = async (
  deps: FlowDeps,
  context: FilesRun,
  source: Source,
  candidate: Candidate,
): Promise<Failure | null> => {
  const { recorder, definition } = context
  const startedAt = Date.now()
  const { key, sizeBytes } = candidate.seen
  recorder.progress.current = key
  try {
    const partial = await fetchFile(deps, context, source, candidate)
    const received = await receive(deps, context, { candidate, partial, startedAt })
    if (!received) return null
    const arrived = { candidate, received, startedAt }
    await (definition.destination.kind === 'here'
      ? publishHere(deps, context, arrived)
      : publishThere(deps, context, arrived))
    return null
  } catch (error) {
    if (error instanceof RunStopped || recorder.signal.aborted || isDatabaseGone(error)) throw error
    const failure = failureOf(error)
    const told = { key, sizeBytes, code: failure.code, text: failure.text, durationMs: Date.now() - startedAt }
    if (error instanceof SourceFailure && error.reason === 'changed') {
      recorder.again ??= 'soon'
      await recorder.decide({ ...told, outcome: 'waiting' })
      return null
    }
    await recorder.decide({ ...told, outcome: 'failed' }, (tx) => fail(tx, context, candidate))
    return failure
  } finally {
    recorder.progress.done += 1
  }
}

/** It is tried again at the next run, the same or not. A run without effect changes nothing. */
const fail = async (tx: FlowDeps['db'], { flow, run }: FilesRun, { seen: { key } }: Candidate): Promise<void> => {
  if (!run.dry) await updateObject(tx, { flowId: flow.id, key }, { state: 'failed' })
}

/** What is wrong with the file itself, and will be at the next run too. */
const REFUSALS = ['invalid', 'unsupported', 'too_large', 'conversion']

/** The file as it will be published; undefined when it can't be one, which is recorded: empty, a web page, a wrong name. */
const receive = async (
  deps: FlowDeps,
  context: FilesRun,
  { candidate, partial, startedAt }: { candidate: Candidate; partial: string; startedAt: number },
): Promise<ReceivedFile | undefined> => {
  const { convert } = context.definition.mapping
  const { fileName } = candidate.mapped
  try {
    if (convert) return await convertReceived(deps, convert, { partial, fileName })
    return await adoptFile(deps, { partial, fileName })
  } catch (error) {
    if (!(error instanceof AppError) || !REFUSALS.includes(error.code)) throw error
    const digest = await deps.partials.digest(partial)
    await deps.partials.remove(partial)
    const blob = digest ?? { sha256: '', sha1: '', sizeBytes: 0 }
    const reason = { rule: error.code, action: 'hold' as const, text: error.text }
    await refuseFile(deps, context, { candidate, received: { fileName, blob }, startedAt }, reason)
    return undefined
  }
}
