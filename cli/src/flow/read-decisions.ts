import { listDecisions, type FlowDecision, type FlowRun, type Outcome } from '@cimaise/client'
import { patiently } from '../connection/api.ts'
import { say } from '../terminal/output.ts'

/** Whether more may come. */
export const isUnderWay = ({ state }: FlowRun): boolean => state === 'waiting' || state === 'running'

const OF_NOTE: Outcome[] = ['failed', 'conflict', 'held', 'warned', 'vanished', 'published', 'waiting']
const NOTHING: Outcome[] = ['ignored', 'unchanged']
const PAGE = 100

/**
 * What a run decided since the last call, oldest first. Those of one outcome only get longer: each is asked for from
 * where it was, when its count has moved and once more at the end, so that a long run costs no more than its length.
 */
export const readDecisions = (flow: string, run: string, all: boolean) => {
  const seen = new Map<Outcome, number>()

  const readOne = async (outcome: Outcome): Promise<FlowDecision[]> => {
    const found: FlowDecision[] = []
    for (;;) {
      const known = seen.get(outcome) ?? 0
      const query = { outcome, page: Math.floor(known / PAGE) + 1, page_size: PAGE }
      const { data } = await patiently(() => listDecisions(flow, run, query), say)
      found.push(...data.slice(known % PAGE))
      seen.set(outcome, known - (known % PAGE) + data.length)
      if (data.length < PAGE) return found
    }
  }

  return async (now: FlowRun): Promise<FlowDecision[]> => {
    const fresh: FlowDecision[] = []
    for (const outcome of all ? [...OF_NOTE, ...NOTHING] : OF_NOTE)
      if (!isUnderWay(now) || now.counts[outcome] > (seen.get(outcome) ?? 0)) fresh.push(...(await readOne(outcome)))
    return fresh.toSorted((a, b) => a.position - b.position)
  }
}
