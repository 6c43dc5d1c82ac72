import type { Source } from '../../sources/index.ts'
import { fingerprintOf, saltOf } from './fingerprint.rules.ts'
import type { Candidate, FilesRun } from './files-run.ts'

/**
 * The second look at a file, some time after the first: the very same state, or undefined when somebody is still
 * writing it, or took it away. A source that says neither size nor date of a file says it here.
 */
export const lookAgain = async (
  { definition }: FilesRun,
  source: Source,
  candidate: Candidate,
): Promise<Candidate | undefined> => {
  const seen = await source.look(candidate.seen.key)
  if (!seen) return undefined
  const fingerprint = fingerprintOf(seen, saltOf(definition))
  // The listing said nothing to compare with.
  const isFirst = candidate.fingerprint === null
  return isFirst || fingerprint === candidate.fingerprint ? { ...candidate, seen, fingerprint } : undefined
}
