import type { FlowDeps } from '../deps.ts'
import { findConflicts } from '../mapping/conflicts.rules.ts'
import type { Failure } from '../model.ts'
import type { Candidate, FilesRun } from './files-run.ts'
import { selectDoubles } from './store.objects.ts'

/** Two keys for one file: nothing of it is touched, or the one that changed last is it. A backfill takes them all. */
export const withoutConflicts = async (
  db: FlowDeps['db'],
  { flow, definition, run, recorder }: FilesRun,
  found: Candidate[],
): Promise<{ candidates: Candidate[]; failure: Failure | null }> => {
  const { several } = definition.mapping
  if (run.backfill && several === 'latest') return { candidates: found, failure: null }
  const { conflicts, older } = findConflicts(await selectDoubles(db, flow.id, run.number), several)
  for (const { items, text } of conflicts)
    await recorder.decideAll(items.map(({ key }) => ({ key, outcome: 'conflict', code: 'conflict', text })))
  const isWanted = new Set(found.map(({ seen }) => seen.key))
  const wanted = older.filter(({ item }) => isWanted.has(item.key))
  await recorder.decideAll(wanted.map(({ item: { key }, text }) => ({ key, outcome: 'ignored', code: 'older', text })))
  const out = new Set(
    [...conflicts.flatMap(({ items }) => items), ...older.map(({ item }) => item)].map(({ key }) => key),
  )
  const [first] = conflicts
  return {
    candidates: found.filter(({ seen }) => !out.has(seen.key)),
    failure: first ? { code: 'conflict', text: first.text } : null,
  }
}
