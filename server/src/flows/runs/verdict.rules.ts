import type { Text } from '../../lib/text.ts'
import type { GateAction, GateReason } from '../model.ts'
import type { NewDecision } from './recorder.ts'
import type { Arrived } from './files-run.ts'

/** What a decision says of any file that came. */
export const factsOf = ({ candidate, received, startedAt }: Arrived) => ({
  ...{ key: candidate.seen.key, sizeBytes: received.blob.sizeBytes, sha256: received.blob.sha256 },
  durationMs: Date.now() - startedAt,
})

/** What became of a file that a gate let through. */
export const verdictOf = (
  action: Exclude<GateAction, 'hold'>,
  reasons: GateReason[],
): Pick<NewDecision, 'outcome' | 'code' | 'text'> =>
  action === 'warn'
    ? { outcome: 'warned', code: reasons[0]?.rule ?? null, text: sentenceOf(reasons) }
    : { outcome: 'published' }

/** The reasons as one paragraph, the gravest first. */
export const sentenceOf = (reasons: GateReason[]): Text => ({
  fr: reasons.map(({ text }) => text.fr).join(' '),
  en: reasons.map(({ text }) => text.en).join(' '),
})
