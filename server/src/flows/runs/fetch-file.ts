import type { Text } from '../../lib/text.ts'
import { demandRoom } from '../../ingest/index.ts'
import { isPassing, SourceFailure, type Source } from '../../sources/index.ts'
import { pause, type FlowDeps } from '../deps.ts'
import { partialOf } from './fingerprint.rules.ts'
import type { Candidate, FilesRun } from './files-run.ts'

/** Before a cut download goes on; then it is left to the next run, which goes on from there. */
const PAUSES_MS = [1_000, 5_000, 15_000]

/**
 * Brings the bytes of the very state that was seen to a partial file, and answers its name. What came before a cut, in
 * this run or in one before, isn't asked for again. Throws `SourceFailure`, `TooLarge`, `StorageFull`.
 */
export const fetchFile = async (
  deps: FlowDeps,
  { flow, definition, recorder }: FilesRun,
  source: Source,
  { seen, fingerprint }: Candidate,
): Promise<string> => {
  const { partials } = deps
  const partial = partialOf(flow.id, seen)
  const maxBytes = Math.min(deps.maxUploadBytes, definition.selection.maxBytes ?? Infinity)
  await demandRoom(deps, { organizationId: flow.organizationId, ownerId: null }, seen.sizeBytes ?? 0)
  // Without anything that tells its state, what came before may be of another one.
  if (fingerprint === null) await partials.remove(partial)
  if (!(await partials.has(partial))) await partials.create(partial)
  for (let attempt = 0; ; attempt++) {
    const start = (await partials.find(partial))?.sizeBytes ?? 0
    try {
      if (start === 0 || start !== seen.sizeBytes) {
        const body = counted(await source.read(seen, start), start, maxBytes, recorder)
        await partials.append(partial, body, { start, stop: () => {} })
      }
      await demandWhole(deps, partial, seen.sizeBytes)
      return partial
    } catch (error) {
      recorder.signal.throwIfAborted()
      const isOther = error instanceof SourceFailure && ['changed', 'too_large'].includes(error.reason)
      if (isOther) await partials.remove(partial)
      const delay = PAUSES_MS[attempt]
      if (!(error instanceof SourceFailure) || isOther || !isPassing(error) || delay === undefined) throw error
      await pause(deps, delay, recorder.signal)
    }
  }
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  start: number,
  maxBytes: number,
  recorder: FilesRun['recorder'],
): AsyncGenerator<Uint8Array> {
  let size = start
  for await (const chunk of body) {
    recorder.signal.throwIfAborted()
    size += chunk.length
    if (size > maxBytes) throw new SourceFailure('too_large', tooLarge(maxBytes))
    recorder.progress.bytes += chunk.length
    yield chunk
  }
}

const demandWhole = async ({ partials }: FlowDeps, partial: string, announced: number | null): Promise<void> => {
  const { sizeBytes = 0 } = (await partials.find(partial)) ?? {}
  if (announced === null || sizeBytes === announced) return
  // More bytes than were announced are of another state.
  if (sizeBytes > announced) await partials.remove(partial)
  throw new SourceFailure('truncated', notWhole(sizeBytes, announced))
}

const tooLarge = (maxBytes: number): Text => ({
  fr: `Ce fichier dépasse ${maxBytes.toLocaleString('fr')} octets, le plus que ce flux accepte. Rien n’a été publié.`,
  en: `This file is larger than ${maxBytes.toLocaleString('en')} bytes, the most that this flow accepts. Nothing was published.`,
})
const notWhole = (received: number, announced: number): Text => ({
  fr: `Le fichier est arrivé incomplet : ${received.toLocaleString('fr')} octets sur ${announced.toLocaleString('fr')}. Rien n’a été publié ; le flux réessaie.`,
  en: `The file came incomplete: ${received.toLocaleString('en')} bytes of ${announced.toLocaleString('en')}. Nothing was published; the flow tries again.`,
})
