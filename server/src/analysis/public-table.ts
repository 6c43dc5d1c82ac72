import { isPersonal } from './checks/check-file.ts'
import type { Inspection, Table } from './model.ts'

const MASK = '•••'

/**
 * The table as everybody may see it: the columns where personal data were found show that there is a value, and not
 * which (tabular.md §6). Null when there is no table.
 */
export const publicTable = ({ table, findings }: Inspection): Table | null => {
  const hidden = new Set(
    findings.flatMap((finding) =>
      isPersonal(finding) && finding.severity === 'blocker' && finding.place.kind === 'column'
        ? [finding.place.column - 1]
        : [],
    ),
  )
  if (!table || hidden.size === 0) return table
  const sample = table.sample.map((cells) => cells.map((cell, index) => (cell && hidden.has(index) ? MASK : cell)))
  return { ...table, sample }
}
