import { getRun, type FlowDecision, type FlowRun } from '@cimaise/client'
import { patiently } from '../connection/api.ts'
import { EXIT, type Exit } from '../terminal/exit.ts'
import { printJson, printRow, say, sizeOf } from '../terminal/output.ts'
import { showWords } from '../terminal/progress.ts'
import { isUnderWay, readDecisions } from './read-decisions.ts'

interface Options {
  json?: boolean
  /** What is unchanged or ignored too. */
  all?: boolean
  /** Until the run ends. */
  wait: boolean
}

const PAUSE_MS = 1000

/** Prints a run's decisions, as they come when `wait`; its sentence at the end. */
export const follow = async (flow: string, begun: FlowRun, options: Options): Promise<Exit> => {
  const next = readDecisions(flow, begun.id, options.all ?? false)
  const decisions: FlowDecision[] = []
  let run = begun
  for (;;) {
    const fresh = await next(run)
    decisions.push(...fresh)
    if (!options.json) fresh.forEach(printDecision)
    if (!isUnderWay(run) || !options.wait) break
    await pause(run)
    run = await patiently(() => getRun(flow, begun.id), say)
  }
  if (options.json) printJson({ run, decisions })
  say(`Run ${run.number}${run.dry ? ' (dry)' : ''}, ${run.state}: ${run.failure?.message ?? run.sentence}`)
  return exitOf(run)
}

/** With its progress on a terminal, elsewhere in silence. */
const pause = async ({ progress, state }: FlowRun): Promise<void> => {
  const { current, seen, done, to_do, bytes, bytes_to_do } = progress
  const files =
    to_do > 0 ? `${done} of ${to_do} files, ${sizeOf(bytes)} of ${sizeOf(bytes_to_do)}` : `${seen} files seen`
  showWords(`${state}: ${files} ${current ?? ''}`)
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  showWords('')
}

const printDecision = ({ outcome, key, size_bytes, message }: FlowDecision): void =>
  printRow([outcome.padEnd(process.stdout.isTTY ? 9 : 0), key, sizeOf(size_bytes), message ?? ''])

const exitOf = ({ state, counts }: FlowRun): Exit => {
  if (['failed', 'cut', 'canceled'].includes(state)) return EXIT.refused
  return counts.held + counts.failed + counts.conflict > 0 ? EXIT.confirm : EXIT.done
}
