import type { Tx } from '../db/index.ts'
import { lockName } from './store.locks.ts'

/**
 * One writer at a time about an object, until the transaction ends: counters are counted after the writes of others,
 * and what was checked stays true.
 */
export const oneAtATime = (tx: Tx, what: 'discussions' | 'followers' | 'transfers', subjectId: string): Promise<void> =>
  lockName(tx, `${what}:${subjectId}`)
