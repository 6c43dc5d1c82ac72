/** What a column may designate: names and least shares of csv-detective (tabular.md §3.3), but for a few of ours. */
export interface Format {
  format: string
  /** Least share of the filled cells that fit. */
  least: number
  /** Column names that announce it, normalised by `labelOf`, and how much they are worth. */
  labels: Record<string, number>
  /** Too common a shape to be believed without such a name. */
  needsLabel?: boolean
  /** An identifier: its column is text though all of it is digits. */
  isCode?: boolean
  /** Of one trimmed cell. */
  fits: (text: string) => boolean
}

/** Labels of full weight. */
export const labels = (...names: string[]): Record<string, number> => Object.fromEntries(names.map((name) => [name, 1]))
