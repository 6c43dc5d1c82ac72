/** What changed from one table to another: what a person reads before publishing, and between any two versions. JSON. */
export interface Comparison {
  columns: {
    added: string[]
    removed: string[]
    /** By the values they hold, or nearly the same name. */
    renamed: { from: string; to: string }[]
    retyped: { name: string; from: string; to: string }[]
    reordered: boolean
  }
  /** `separator`, `encoding`: how the file is written, when it isn't as before. */
  format: { what: 'format' | 'encoding' | 'separator'; from: string; to: string }[]
  rows: {
    before: number
    after: number
    /** What tells a row from another; null when rows were compared whole, as multisets. */
    key: string[] | null
    added: number
    removed: number
    /** With a key only. */
    changed: number | null
    /** Of the changed rows, how many have another value there: the most changed column first. */
    changedByColumn: { name: string; count: number }[]
  }
  /** 100 of each at most, cells in the order of `shown`. */
  shown: string[]
  samples: {
    added: Cells[]
    removed: Cells[]
    changed: { before: Cells; after: Cells }[]
  }
}

export type Cells = (string | null)[]
