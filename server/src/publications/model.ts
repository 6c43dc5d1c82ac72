import type { Text } from '../lib/text.ts'

/** Open: somebody must agree, or a moment must come. The others are ends. */
export const STATES = ['submitted', 'planned', 'done', 'failed', 'canceled', 'refused'] as const
export type State = (typeof STATES)[number]

interface Common {
  id: string
  datasetId: string
  organizationId: string | null
  state: State
  /** Null: as soon as somebody agrees. */
  publishAt: Date | null
  askedBy: string
  askedAt: Date
  reason: string | null
  decidedBy: string | null
  decidedAt: Date | null
  decisionReason: string | null
  endedAt: Date | null
  /** Why it failed, and what to do. */
  error: Text | null
  attempts: number
}

/** A draft that becomes public. */
export type DatasetPublication = Common & { kind: 'dataset' }

/** A deposit that becomes the current file. */
export type DepositPublication = Common & {
  kind: 'deposit'
  depositId: string
  /** Null: a new file. */
  resourceId: string | null
  fileName: string
  /** Whether its blockers were read and accepted. */
  confirmed: boolean
  /** Of the deposit whose report was read. */
  sha256: string
  /** Of the file that was current then; null: none was. */
  replacesSha256: string | null
}

export type Publication = DatasetPublication | DepositPublication

/** Whether it still waits for somebody, or for its moment. */
export const isOpen = ({ state }: Pick<Publication, 'state'>): boolean => state === 'submitted' || state === 'planned'

/** After so many failures that time may mend, people are told. */
export const MAX_ATTEMPTS = 5
