import type { DepositDeps } from '../ingest/index.ts'

export interface PublicationDeps extends DepositDeps {
  /** The clock; tests let a month pass. */
  now?: () => Date
}

export const clockOf = ({ now = () => new Date() }: Pick<PublicationDeps, 'now'>): Date => now()
