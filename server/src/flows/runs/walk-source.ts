import type { Text } from '../../lib/text.ts'
import { SourceFailure, type SeenObject, type Source } from '../../sources/index.ts'
import type { FlowDeps } from '../deps.ts'
import { fingerprintOf, saltOf } from './fingerprint.rules.ts'
import type { Candidate, FilesRun } from './files-run.ts'
import { gatherCandidates } from './gather-candidates.ts'
import { olderThan } from '../mapping/conflicts.rules.ts'
import { createMapper, mapObject, type Mapped } from '../mapping/mapping.rules.ts'
import type { Failure } from '../model.ts'
import type { NewDecision } from './recorder.ts'
import { countObjects, markSeen, selectObjects } from './store.objects.ts'
import { withoutConflicts } from './without-conflicts.ts'

export interface Walked {
  candidates: Candidate[]
  /** Two keys for one identity. */
  failure: Failure | null
  /** There are more than one run takes, which none has tried yet. */
  more: boolean
}

const PAGE = 500

/** The rest is for the next run, which begins at once. */
const MOST_CANDIDATES = 10_000

/** Reads the whole listing a page at a time, and finds what changed. Throws `SourceFailure`. */
export const walkSource = async (
  { db }: Pick<FlowDeps, 'db'>,
  { flow, definition, run, recorder }: FilesRun,
  source: Source,
): Promise<Walked> => {
  const mapper = createMapper(definition)
  const salt = saltOf(definition)
  const latestOnly = definition.mapping.several === 'latest' && !run.backfill
  const found = gatherCandidates(MOST_CANDIDATES, latestOnly)
  for await (const page of pagesOf(source.list())) {
    const ours: { seen: SeenObject; mapped: Mapped }[] = []
    const nothing: NewDecision[] = []
    for (const seen of page) {
      const mapped = mapObject(mapper, seen)
      if (mapped.outcome === 'mapped') ours.push({ seen, mapped })
      else nothing.push({ ...mapped, sizeBytes: seen.sizeBytes })
    }
    const known = await selectObjects(db, flow.id, keysOf(ours))
    await markSeen(
      db,
      flow.id,
      run.number,
      ours.map(({ seen, mapped: { identity } }) => ({ ...seen, identity })),
    )
    for (const one of ours) {
      const candidate = { ...one, fingerprint: fingerprintOf(one.seen, salt), known: known.get(one.seen.key) }
      const isNothing = !run.backfill && isSettled(candidate)
      const passed = isNothing ? undefined : found.add(candidate)
      if (isNothing) nothing.push(unchanged(candidate))
      if (passed) nothing.push(leftAside(passed.older.seen, passed.latest.seen.key))
    }
    await recorder.decideAll(nothing)
    recorder.progress.seen += page.length
  }
  if (recorder.progress.seen === 0 && (await countObjects(db, flow.id)) > 0) throw new SourceFailure('not_found', EMPTY)
  const taken = await withoutConflicts(db, { flow, definition, run, recorder }, found.candidates())
  return { ...taken, more: found.isMore() }
}

const keysOf = (ours: { seen: SeenObject }[]): string[] => ours.map(({ seen }) => seen.key)

/** A file that comes twice, since the folder changes while it is read, is one: a page is written by key. */
async function* pagesOf(listing: AsyncIterable<SeenObject>): AsyncGenerator<SeenObject[]> {
  const page = new Map<string, SeenObject>()
  for await (const seen of listing) {
    if (page.set(seen.key, seen).size < PAGE) continue
    yield [...page.values()]
    page.clear()
  }
  if (page.size > 0) yield [...page.values()]
}

/** Nothing is to be done with it: the last word on this very state was said. */
export const isSettled = ({ known, fingerprint, mapped: { identity } }: Candidate): boolean =>
  known !== undefined &&
  known.identity === identity &&
  known.fingerprint !== null &&
  known.fingerprint === fingerprint &&
  known.state !== 'failed' &&
  known.state !== 'vanished'

export const unchanged = ({ seen: { key, sizeBytes }, known }: Candidate) => ({
  ...{ key, sizeBytes, outcome: 'unchanged' as const },
  text: known?.state === 'held' ? STILL_HELD : known?.state === 'refused' ? STILL_REFUSED : null,
})

const leftAside = ({ key, sizeBytes }: SeenObject, latest: string): NewDecision => ({
  ...{ key, sizeBytes, outcome: 'ignored', code: 'older', text: olderThan(latest) },
})

const EMPTY: Text = {
  fr: 'La source est vide, alors que des fichiers y étaient. Rien n’a changé ici : vérifiez le préfixe, le dossier et les droits, ou ce qui l’a vidée.',
  en: 'The source is empty, and there were files in it. Nothing changed here: check the prefix, the folder and the rights, or what emptied it.',
}
const STILL_HELD: Text = {
  fr: 'Le même fichier est toujours en quarantaine.',
  en: 'The same file still is in quarantine.',
}
const STILL_REFUSED: Text = { fr: 'Le même fichier a déjà été refusé.', en: 'The same file was refused already.' }
