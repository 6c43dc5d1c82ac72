import { findInspections } from '../../analysis/index.ts'
import { makeReport, needsSecondPerson } from '../../ingest/index.ts'
import type { FlowDeps } from '../deps.ts'
import { judgeGates } from './gates.rules.ts'
import type { GateAction, GateReason, Gates } from '../model.ts'

type Looked = Omit<Parameters<typeof makeReport>[1], 'again'>

/** What the flow's gates say of a file that came, against the one that is current. */
export const judgeFile = async (
  deps: FlowDeps,
  gates: Gates,
  looked: Looked,
): Promise<{ action: GateAction; reasons: GateReason[] }> => {
  const { current } = looked
  const { findings, inspection } = await makeReport(deps, { ...looked, again: true }, null)
  const before = current && (await findInspections(deps.db, [current.sha256])).get(current.sha256)
  const rows = { before: before?.table?.rowCount ?? null, after: inspection.table?.rowCount ?? null }
  const judged = judgeGates(gates, { findings, rows })
  // Whatever the flow's gates: what only a second person may publish waits for one.
  const grave = findings.filter(needsSecondPerson)
  if (grave.length === 0) return judged
  const first: GateReason[] = grave.map(({ rule, message }) => ({ rule, action: 'hold', text: message }))
  const others = judged.reasons.filter(({ rule }) => !grave.some((finding) => finding.rule === rule))
  return { action: 'hold', reasons: [...first, ...others] }
}
