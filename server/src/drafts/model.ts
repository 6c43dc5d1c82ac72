/** Values by field, as the form holds them. */
export type Fields = Record<string, unknown>

export interface Draft {
  userId: string
  /** What was changed, and what it was before. */
  fields: Fields
  before: Fields
  /** Of the dataset, when the person began. */
  revision: number
  begunAt: Date
  updatedAt: Date
}

export type DraftInput = Pick<Draft, 'fields' | 'before' | 'revision'>

export const DAYS_KEPT = 30

export const subjectOfDataset = (id: string): string => `dataset:${id}`
