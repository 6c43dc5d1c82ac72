import { latestFirst } from '../mapping/conflicts.rules.ts'
import type { Candidate } from './files-run.ts'

/** What changed in a source, as far as one run takes it: a listing may hold a million keys. */
export interface Gathering {
  /** Takes one in. Answers the one that has no object beside a later one of its identity, if there is one. */
  add(candidate: Candidate): { older: Candidate; latest: Candidate } | undefined
  /** Those that failed before come last: they never take the turn of the others. */
  candidates(): Candidate[]
  /** Some were left for want of room that no run has tried yet. */
  isMore(): boolean
}

/** At most so many. `latestOnly`: of each identity, the one that changed last. */
export const gatherCandidates = (most: number, latestOnly: boolean): Gathering => {
  const fresh = new Map<string, Candidate>()
  const failed = new Map<string, Candidate>()
  let isMore = false

  const put = (name: string, candidate: Candidate): void => {
    const ofItsKind = candidate.known?.state === 'failed' ? failed : fresh
    if (ofItsKind.size < most) ofItsKind.set(name, candidate)
    else if (ofItsKind === fresh) isMore = true
  }
  return {
    add: (candidate) => {
      const name = latestOnly ? candidate.mapped.identity : candidate.seen.key
      const there = fresh.get(name) ?? failed.get(name)
      if (!there) return void put(name, candidate)
      // A key that is listed twice is one file.
      if (there.seen.key === candidate.seen.key) return
      if (latestFirst(there.seen, candidate.seen) < 0) return { older: candidate, latest: there }
      fresh.delete(name)
      failed.delete(name)
      put(name, candidate)
      return { older: there, latest: candidate }
    },
    candidates: () => [...fresh.values(), ...failed.values()].slice(0, most),
    isMore: () => isMore,
  }
}
