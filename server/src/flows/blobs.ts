import type { Db } from '../db/index.ts'
import { selectDropBlobs } from './inbox/store.drops.ts'
import { selectHeldBlobs } from './quarantine/store.held.ts'
import { selectTargetBlobs } from './runs/store.targets.ts'

/** Which of these blobs flows need: in quarantine, in an inbox, or last sent elsewhere. */
export const findFlowBlobs = async (db: Db, sha256s: string[]): Promise<Set<string>> => {
  if (sha256s.length === 0) return new Set()
  return new Set([
    ...(await selectHeldBlobs(db, sha256s)),
    ...(await selectDropBlobs(db, sha256s)),
    ...(await selectTargetBlobs(db, sha256s)),
  ])
}
