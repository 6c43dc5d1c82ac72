import type { Text } from '../../lib/text.ts'
import type { Source } from '../../sources/index.ts'
import { pause, type FlowDeps } from '../deps.ts'
import type { Failure } from '../model.ts'
import { openFlowSource } from '../open-source.ts'
import { orderFiles } from './order-files.ts'
import { settleHeld } from '../quarantine/settle-held.ts'
import { lookAgain } from './settle-file.ts'
import { takeFile } from './take-file.ts'
import { takeHistory, type Take } from './take-history.ts'
import { tellVanished } from './tell-vanished.ts'
import type { Candidate, FilesRun } from './files-run.ts'
import { isSettled, unchanged, walkSource } from './walk-source.ts'

/** Two at once: one is fetched while another is looked at. */
const AT_ONCE = 2

/**
 * One run of a flow of files: the whole listing first, then a second look at what changed, then each file on its own,
 * whose failure stops no other. Answers why the run failed, if it did. Throws what makes it impossible to go on.
 */
export const runFiles = async (deps: FlowDeps, context: FilesRun): Promise<Failure | null> => {
  const { flow, definition, run, recorder } = context
  const source = await openFlowSource(deps, flow, definition)
  try {
    if (!run.dry) await settleHeld(deps.db, [flow.id])
    const walked = await walkSource(deps, context, source)
    const failures: Failure[] = walked.failure ? [walked.failure] : []
    const { progress } = recorder
    progress.toDo = walked.candidates.length
    progress.bytesToDo = walked.candidates.reduce((sum, { seen }) => sum + (seen.sizeBytes ?? 0), 0)
    const take = async (candidate: Candidate): Promise<void> => {
      const failure = await takeFile(deps, context, source, candidate)
      if (failure) failures.push(failure)
    }
    if (run.backfill) await takeHistory(context, source, walked.candidates, take)
    else await takeSettled(deps, context, source, walked.candidates, take)
    // A run that could take none leaves as many to the next: it comes at its time.
    if (walked.more && progress.done > 0) recorder.again = 'now'
    await tellVanished(deps, context)
    await orderFiles(deps, context)
    return failures.length > 1 ? { ...(failures[0] as Failure), text: several(failures) } : (failures[0] ?? null)
  } finally {
    await source.close()
  }
}

const takeSettled = async (
  deps: FlowDeps,
  context: FilesRun,
  source: Source,
  candidates: Candidate[],
  take: Take,
): Promise<void> => {
  const { definition, recorder } = context
  // What is dropped here is whole when it is listed.
  const settleMs = definition.source.kind === 'inbox' ? 0 : definition.selection.settleSeconds * 1_000
  if (candidates.length > 0 && settleMs > 0) await pause(deps, settleMs, recorder.signal)
  await inParallel(candidates, AT_ONCE, async (candidate) => {
    recorder.signal.throwIfAborted()
    const settled = await lookAgain(context, source, candidate)
    const { key, sizeBytes } = candidate.seen
    if (settled && isSettled(settled)) await recorder.decide(unchanged(settled))
    else if (settled) await take(settled)
    else {
      recorder.again ??= 'soon'
      await recorder.decide({ key, sizeBytes, outcome: 'waiting', code: 'changing', text: CHANGING })
    }
  })
}

const inParallel = async <T>(items: T[], workers: number, each: (item: T) => Promise<void>): Promise<void> => {
  const rest = items.values()
  const work = async (): Promise<void> => {
    for (const item of rest) await each(item)
  }
  const ended = await Promise.allSettled(Array.from({ length: workers }, work))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

const CHANGING: Text = {
  fr: 'Ce fichier change encore : il sera pris quand il sera le même à deux regards de suite.',
  en: 'This file still changes: it is taken once it is the same at two looks.',
}
const several = (failures: Failure[]): Text => ({
  fr: `${failures.length} fichiers n’ont pas pu être pris. Le premier : ${failures[0]?.text.fr ?? ''}`,
  en: `${failures.length} files could not be taken. The first: ${failures[0]?.text.en ?? ''}`,
})
