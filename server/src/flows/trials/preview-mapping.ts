import type { Actor } from '../../lib/actor.ts'
import type { Text } from '../../lib/text.ts'
import { checkDefinition } from '../definition/definition.rules.ts'
import { findConflicts } from '../mapping/conflicts.rules.ts'
import { createMapper, mapObject, type Mapped } from '../mapping/mapping.rules.ts'
import type { FlowDeps } from '../deps.ts'
import type { FilesDefinition } from '../model.ts'
import { openTrial, type Trial } from './try-source.ts'

export interface PreviewItem {
  key: string
  outcome: 'mapped' | 'ignored' | 'conflict'
  text: Text | null
  mapped: Mapped | null
}

export interface Preview {
  seen: number
  matched: number
  items: PreviewItem[]
  more: boolean
}

/** A wizard waits for it: the rest of a huge bucket looks the same. */
const MOST_SEEN = 5_000
const SHOWN = 200

/** What a definition makes of the source's real listing, with no effect. Throws `Invalid`, `Forbidden`, `SourceFailure`. */
export const previewMapping = async (
  deps: Pick<FlowDeps, 'db' | 'blobs' | 'outgoing' | 'folderRoot' | 'secretKey'>,
  actor: Actor,
  trial: Omit<Trial, 'source'>,
  definition: FilesDefinition,
): Promise<Preview> => {
  checkDefinition(definition)
  const source = await openTrial(deps, actor, { ...trial, source: definition.source })
  const mapper = createMapper(definition)
  const mapped: (Mapped & { modifiedAt: Date | null })[] = []
  const ignored: PreviewItem[] = []
  let seen = 0
  try {
    for await (const object of source.list()) {
      const it = mapObject(mapper, object)
      if (it.outcome === 'mapped') mapped.push({ ...it, modifiedAt: object.modifiedAt })
      else if (ignored.length < SHOWN) ignored.push({ key: it.key, outcome: 'ignored', text: it.text, mapped: null })
      if (++seen >= MOST_SEEN) break
    }
  } finally {
    await source.close()
  }
  const { kept, conflicts, older } = findConflicts(mapped, definition.mapping.several)
  const items: PreviewItem[] = [
    ...conflicts.flatMap(({ items, text }) =>
      items.map((it) => ({ key: it.key, outcome: 'conflict' as const, text, mapped: it })),
    ),
    ...kept.map((it) => ({ key: it.key, outcome: 'mapped' as const, text: null, mapped: it })),
    ...older.map(({ item, text }) => ({ key: item.key, outcome: 'ignored' as const, text, mapped: item })),
    ...ignored,
  ]
  return { seen, matched: mapped.length, items: items.slice(0, SHOWN), more: items.length > SHOWN || seen >= MOST_SEEN }
}
