import type { Severity } from '../../analysis/index.ts'
import { english, french } from '../../lib/text.ts'
import { METADATA_RULES, type JudgedFinding } from '../../quality/index.ts'
import type { GateAction, GateReason, Gates } from '../model.ts'

/** What was looked at of a file, and of the one that it would replace; null: no table, or no file yet. */
export interface Judged {
  findings: JudgedFinding[]
  rows: { before: number | null; after: number | null }
}

/**
 * Whether a file is published, and why it is not silently. The gravest reason wins, and comes first. What people called
 * normal counts for nothing; nor do the dataset's words, unless a gate names the rule: they are the same every night.
 */
export const judgeGates = (gates: Gates, { findings, rows }: Judged): { action: GateAction; reasons: GateReason[] } => {
  const reasons = [...emptiness(gates, rows.after), ...fewerOrMore(gates, rows), ...said(gates, findings, rows)]
    .filter(({ action }) => action !== 'publish')
    .toSorted((a, b) => gravityOf(b) - gravityOf(a))
  return { action: reasons[0]?.action ?? 'publish', reasons }
}

/** Rules of the gates themselves, which `Gates.rules` may name as those of findings. */
export const GATE_RULES = { empty: 'no-rows', rows: 'row-count' } as const

const ORDER: GateAction[] = ['publish', 'warn', 'hold']
const gravityOf = ({ action }: GateReason): number => ORDER.indexOf(action)

const said = (gates: Gates, findings: JudgedFinding[], rows: Judged['rows']): GateReason[] =>
  findings
    .filter(({ silenced }) => silenced === null)
    .flatMap(({ rule, severity, message }) => {
      const named = gates.rules[rule]
      if (named) return [{ rule, action: named, text: message }]
      if (IS_NOT_ITS_FAULT.has(rule) || (rule === 'row-collapse' && judgesRows(gates, rows))) return []
      // Columns without a value have no type.
      if (rule === 'schema-retyped-column' && rows.after === 0) return []
      return [{ rule, action: actionFor(gates, severity), text: message }]
    })

/** Words, and a series with holes: its other years may be the next files of this very night. */
const IS_NOT_ITS_FAULT = new Set([...METADATA_RULES.map(({ id }) => id), 'missing-period-in-series'])

const actionFor = (gates: Gates, severity: Severity): GateAction =>
  severity === 'advice' ? 'publish' : gates[severity]

/** The flow's own bounds speak of rows in the place of the common ones. */
const judgesRows = ({ rows: { minPercent, maxPercent } }: Gates, { before, after }: Judged['rows']): boolean =>
  before !== null && after !== null && (after < before ? minPercent : maxPercent) !== null

/** Only a line of names: held, unless the flow says that it is normal. */
const emptiness = (gates: Gates, after: number | null): GateReason[] =>
  after === 0
    ? [
        {
          ...{ rule: GATE_RULES.empty, action: gates.rules[GATE_RULES.empty] ?? 'hold' },
          text: {
            fr: 'Ce tableau n’a aucune ligne sous ses noms de colonnes.',
            en: 'This table has no row below the names of its columns.',
          },
        },
      ]
    : []

const fewerOrMore = (gates: Gates, { before, after }: Judged['rows']): GateReason[] => {
  const { minPercent, maxPercent, minimum } = gates.rows
  const action = gates.rules[GATE_RULES.rows] ?? gates.rows.action
  const reason = (fr: string, en: string): GateReason => ({ rule: GATE_RULES.rows, action, text: { fr, en } })
  // No row at all has its own sentence.
  if (after === null || after === 0) return []
  const reasons: GateReason[] = []
  if (before) {
    const percent = (100 * (after - before)) / before
    const counts = { fr: `(${french(before)} → ${french(after)})`, en: `(${english(before)} → ${english(after)})` }
    if (minPercent !== null && percent < minPercent)
      reasons.push(reason(...moved(percent, minPercent, counts, { fr: 'en moins', en: 'fewer' })))
    if (maxPercent !== null && percent > maxPercent)
      reasons.push(reason(...moved(percent, maxPercent, counts, { fr: 'en plus', en: 'more' })))
  }
  if (minimum !== null && after < minimum)
    reasons.push(
      reason(
        `${french(after)} ligne${after > 1 ? 's' : ''} ; le flux en demande ${french(minimum)} au moins.`,
        `${english(after)} row${after > 1 ? 's' : ''}; the flow asks for ${english(minimum)} at least.`,
      ),
    )
  return reasons
}

const moved = (
  percent: number,
  bound: number,
  counts: { fr: string; en: string },
  way: { fr: string; en: string },
): [fr: string, en: string] => {
  // « 30 % de lignes en moins, le flux en accepte 30 % » would look like a mistake of ours.
  const size = Math.abs(percent)
  const by = Math.round(size) === Math.abs(bound) ? Math.ceil(100 * size) / 100 : Math.round(size)
  return [
    `${french(by)} % de lignes ${way.fr} ${counts.fr} ; le flux en accepte ${french(Math.abs(bound))} %.`,
    `${english(by)}% ${way.en} rows ${counts.en}; the flow accepts ${english(Math.abs(bound))}%.`,
  ]
}
