import { getRun, listDecisions, type FlowDecision, type FlowRun } from '@cimaise/client'
import { patiently } from '../connection/api.ts'
import { EXIT, type Exit } from '../terminal/exit.ts'
import { print, printJson, say, sizeOf } from '../terminal/output.ts'
import { showProgress } from '../terminal/progress.ts'

const PAUSE_MS = 1000

/** Prints a run's decisions, as they come when `wait`; its sentence at the end. */
export const follow = async (flow: string, run: FlowRun, options: { json?: boolean; wait: boolean }): Promise<Exit> => {
  const seen = new Map<number, FlowDecision>()
  const bar = process.stderr.isTTY && !options.json && options.wait
  for (;;) {
    const fresh = (await listAll(flow, run)).filter(({ position }) => !seen.has(position))
    for (const decision of fresh.toSorted((a, b) => a.position - b.position)) {
      seen.set(decision.position, decision)
      if (!options.json) printDecision(decision)
    }
    if (!isUnderWay(run) || !options.wait) break
    const progress = bar ? showProgress(run.progress.current ?? flow, run.progress.bytes_to_do) : null
    progress?.at(run.progress.bytes)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    progress?.end()
    run = await patiently(() => getRun(flow, run.id), say)
  }
  if (options.json) printJson({ run, decisions: [...seen.values()] })
  say(`Run ${run.number}${run.dry ? ' (dry)' : ''}, ${run.state}: ${run.failure?.message ?? run.sentence}`)
  return exitOf(run)
}

const isUnderWay = ({ state }: FlowRun): boolean => state === 'waiting' || state === 'running'

const exitOf = ({ state, counts }: FlowRun): Exit => {
  if (['failed', 'cut', 'canceled'].includes(state)) return EXIT.refused
  return counts.held + counts.failed + counts.conflict > 0 ? EXIT.confirm : EXIT.done
}

const listAll = async (flow: string, run: FlowRun): Promise<FlowDecision[]> => {
  const decisions: FlowDecision[] = []
  for (let page = 1; ; page += 1) {
    const { data, total } = await patiently(() => listDecisions(flow, run.id, { page }), say)
    decisions.push(...data)
    if (data.length === 0 || decisions.length >= total) return decisions
  }
}

const printDecision = ({ outcome, key, size_bytes, message }: FlowDecision): void =>
  print([outcome.padEnd(process.stdout.isTTY ? 10 : 0), key, sizeOf(size_bytes), message ?? ''].join('\t').trimEnd())
