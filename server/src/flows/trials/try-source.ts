import type { Actor } from '../../lib/actor.ts'
import type { Text } from '../../lib/text.ts'
import {
  openSource,
  readHostKey,
  SourceFailure,
  type SeenObject,
  type Source,
  type SourceSpec,
} from '../../sources/index.ts'
import { readSecrets, type SecretChanges } from '../credentials.ts'
import { placesOf } from '../credentials.rules.ts'
import type { FlowDeps } from '../deps.ts'
import { failureOf } from '../runs/failure.rules.ts'
import { getManagedFlow } from '../flows.ts'
import { openInbox } from '../inbox/inbox-source.ts'
import type { FilesDefinition, Flow } from '../model.ts'
import { demandManager } from '../policy.ts'
import { suggestPatterns } from '../mapping/suggest-patterns.rules.ts'

type Deps = Pick<FlowDeps, 'db' | 'blobs' | 'outgoing' | 'folderRoot' | 'secretKey'>

export interface Trial {
  organizationId: string
  source: SourceSpec
  secrets: SecretChanges
  /** Whose secrets are used where none is given, if they are for the same place. */
  flow: string | null
}

export interface SourceTest {
  ok: boolean
  code: string | null
  text: Text
  hostKey: string | null
  sample: SeenObject[]
  more: boolean
  patterns: string[]
}

const SAMPLE = 50
/** Enough to see how names are made. */
const READ = 500

/** Tries a source at once: whether it opens, and what is in it. Throws `Forbidden`, `NotFound` of the flow. */
export const trySource = async (deps: Deps, actor: Actor, trial: Trial): Promise<SourceTest> => {
  const nothing = { sample: [], more: false, patterns: [] }
  let hostKey: string | null = null
  try {
    if (trial.source.kind === 'sftp') hostKey = await readHostKey(trial.source, deps)
    const source = await openTrial(deps, actor, trial)
    try {
      const seen = await firstOf(source, READ + 1)
      const text = seen.length === 0 ? EMPTY : found(Math.min(seen.length, READ), seen.length > READ)
      const sample = seen.slice(0, SAMPLE)
      const patterns = suggestPatterns(seen.map(({ key }) => key)).slice(0, 5)
      return { ok: true, code: null, text, hostKey, sample, more: seen.length > SAMPLE, patterns }
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    const { code, text } = failureOf(error)
    return { ok: false, code, text, hostKey, ...nothing }
  }
}

/** Opens a source that isn't a flow's yet, for who may declare one. Throws `SourceFailure`, `Forbidden`, `NotFound`. */
export const openTrial = async (deps: Deps, actor: Actor, { organizationId, ...trial }: Trial): Promise<Source> => {
  demandManager(actor, organizationId)
  const flow = trial.flow ? await getManagedFlow(deps.db, actor, trial.flow) : undefined
  if (trial.source.kind === 'inbox') return openInbox(deps, flow?.id ?? NOBODY)
  const there = flow && isFor(flow, trial.source) ? await readSecrets(deps.db, deps.secretKey, flow.id) : {}
  const given = Object.entries(trial.secrets).filter((entry): entry is [string, string] => entry[1] !== null)
  return openSource(trial.source, { ...there, ...Object.fromEntries(given) }, deps)
}

/** What was typed for one server is never tried on another. */
const isFor = ({ definition }: Flow, source: SourceSpec): boolean =>
  definition.kind === 'files' && placesOf(definition) === placesOf({ ...definition, source } satisfies FilesDefinition)

const NOBODY = '00000000-0000-0000-0000-000000000000'

const firstOf = async (source: Source, most: number): Promise<SeenObject[]> => {
  const first: SeenObject[] = []
  for await (const seen of source.list()) if (first.push(seen) >= most) break
  return first
}

const EMPTY: Text = {
  fr: 'La source répond, et elle est vide : vérifiez le préfixe ou le dossier.',
  en: 'The source answers, and it is empty: check the prefix or the folder.',
}
const found = (count: number, more: boolean): Text => ({
  fr: `La source répond : ${more ? 'plus de ' : ''}${count} fichier${count > 1 ? 's' : ''}.`,
  en: `The source answers: ${more ? 'more than ' : ''}${count} file${count > 1 ? 's' : ''}.`,
})
