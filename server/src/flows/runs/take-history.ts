import type { Text } from '../../lib/text.ts'
import type { SeenObject, Source } from '../../sources/index.ts'
import type { Candidate, FilesRun } from './files-run.ts'
import { fingerprintOf, saltOf } from './fingerprint.rules.ts'

export type Take = (candidate: Candidate) => Promise<void>

/**
 * Oldest first, one version for each state that the source kept, one after the other since their order is the point.
 * What came before the state that was published last is left alone: readers never go back in time, and a run that was
 * cut goes on from there.
 */
export const takeHistory = async (
  context: FilesRun,
  source: Source,
  candidates: Candidate[],
  take: Take,
): Promise<void> => {
  for (const family of families(candidates)) {
    const states = await statesOf(context, source, family)
    const last = states.findLastIndex(
      ({ fingerprint, known }) => known?.fingerprint && known.fingerprint === fingerprint,
    )
    for (const [at, state] of states.entries()) {
      context.recorder.signal.throwIfAborted()
      const { key, sizeBytes } = state.seen
      if (at > last) await take(state)
      else await context.recorder.decide({ key, sizeBytes, outcome: 'ignored', code: 'published', text: OLDER })
    }
  }
}

/** Files of one identity: each is a state of the same one. */
const families = (candidates: Candidate[]): Candidate[][] => {
  const found = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const { identity } = candidate.mapped
    found.set(identity, [...(found.get(identity) ?? []), candidate])
  }
  return [...found.values()].map((family) => family.toSorted((a, b) => timeOf(a.seen) - timeOf(b.seen)))
}

const statesOf = async ({ definition }: FilesRun, source: Source, family: Candidate[]): Promise<Candidate[]> => {
  const salt = saltOf(definition)
  const states: Candidate[] = []
  for (const candidate of family) {
    if (!source.versions) states.push(candidate)
    else
      for await (const seen of source.versions(candidate.seen.key))
        states.push({ ...candidate, seen, fingerprint: fingerprintOf(seen, salt) })
  }
  return states
}

const timeOf = ({ modifiedAt }: SeenObject): number => modifiedAt?.getTime() ?? 0

const OLDER: Text = {
  fr: 'Antérieur à ce qui est publié : l’historique se reprend avant la première publication.',
  en: 'Older than what is published: history is taken before the first publication.',
}
