import type { Comparison } from '../../analysis/index.ts'

export const presentComparison = ({ columns, format, rows, shown, samples }: Comparison) => ({
  ...{ columns, format, shown, samples },
  rows: {
    ...{ before: rows.before, after: rows.after, key: rows.key },
    ...{ added: rows.added, removed: rows.removed, changed: rows.changed, changed_by_column: rows.changedByColumn },
  },
})
