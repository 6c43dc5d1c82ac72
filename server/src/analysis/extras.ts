import { presentDate } from '../lib/dates.ts'
import { isPersonal } from './checks/check-file.ts'
import type { Severity } from './finding.ts'
import type { Inspection } from './model.ts'

/** What was seen in a file, under the keys that udata's clients read (tabular.md §2.8), and ours. */
export const analysisExtrasOf = (inspection: Inspection, now = new Date()): Record<string, unknown> => {
  const { table, problem, geo, durationMs } = inspection
  return {
    'analysis:parsing:started_at': presentDate(new Date(now.getTime() - durationMs)),
    'analysis:parsing:finished_at': presentDate(now),
    'analysis:parsing:error': problem?.message.fr ?? null,
    // Clients take it for « there is an API of the rows » and show their explorer: null until there is one.
    'analysis:parsing:parsing_table': null,
    'cimaise:format': inspection.format,
    'cimaise:findings': countFindings(inspection),
    // Its address is known with the version's: wire.resources.v1.ts.
    ...(geo?.hasTiles && { 'analysis:parsing:pmtiles_size': geo.tilesSizeBytes }),
    ...(table && {
      'analysis:parsing:encoding': table.encoding,
      'analysis:parsing:separator': table.separator,
      'analysis:parsing:header_row_idx': table.headerLine === null ? null : table.headerLine - 1,
      'analysis:parsing:total_lines': table.rowCount,
      'cimaise:columns': table.columns.map(({ name, type }) => ({ name, type })),
    }),
  }
}

/** How many of each severity, and which rules. Everybody reads it: it doesn't point at personal data. */
export const countFindings = ({
  findings,
}: Pick<Inspection, 'findings'>): Record<Severity, number> & { rules: string[] } => {
  const shown = findings.filter((finding) => !isPersonal(finding))
  const count = (severity: Severity): number => shown.filter((finding) => finding.severity === severity).length
  const rules = [...new Set(shown.map(({ rule }) => rule))].toSorted()
  return { blocker: count('blocker'), warning: count('warning'), advice: count('advice'), rules }
}
