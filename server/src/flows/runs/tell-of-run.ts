import type { Tx } from '../../db/index.ts'
import { english, french, type Text } from '../../lib/text.ts'
import type { FlowDeps } from '../deps.ts'
import { isForSomebody } from './failure.rules.ts'
import type { Failure, Flow, Run } from '../model.ts'
import { selectNews } from './store.decisions.ts'
import { tell, type Status } from '../tell.ts'

/**
 * Tells people and programs what a run did that they should know, once: the first failure of a series, the recovery,
 * what it held, warned of and missed. What a run that was cut did before is told with it.
 */
export const tellOfRun = async (
  tx: Tx,
  deps: Pick<FlowDeps, 'secretKey'>,
  { before, run, failure }: { before: Flow; run: Run; failure: Failure | null },
): Promise<void> => {
  const say = (type: Status, extras: Record<string, unknown>) =>
    tell(tx, deps, before, type, { run: String(run.number), ...extras })
  if (failure && !before.failingSince)
    await say('failing', { code: failure.code, message: failure.text, needs_somebody: isForSomebody(failure) })
  if (!failure && before.failingSince) await say('recovered', { since: before.failingSince.toISOString() })
  const news = await selectNews(tx, run)
  const of = (outcome: string) => news.filter((one) => one.outcome === outcome).toSorted(byKey)
  const held = of('held')
  if (held.length > 0)
    await say('held', {
      keys: namesOf(held),
      count: held.length,
      reasons: reasonsOf(held),
      held: held.flatMap((one) => one.heldId ?? []),
    })
  const warned = of('warned')
  if (warned.length > 0)
    await say('warned', { keys: namesOf(warned), count: warned.length, reasons: reasonsOf(warned) })
  const vanished = of('vanished')
  const isWatched = before.definition.kind === 'files' && before.definition.mapping.vanished === 'alert'
  if (vanished.length > 0 && isWatched) await say('vanished', { keys: namesOf(vanished), count: vanished.length })
}

/** More names than these help nobody in a mail. */
const MOST = 10

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1)

const namesOf = (decisions: { key: string }[]): string[] => decisions.map(({ key }) => key).slice(0, MOST)

/** Each reason once; with the files that it is of, when there are several. */
const reasonsOf = (decisions: { key: string; text: Text | null }[]): Text[] => {
  const byReason = new Map<string, { key: string; text: Text }[]>()
  for (const { key, text } of decisions)
    if (text) byReason.set(text.fr, [...(byReason.get(text.fr) ?? []), { key, text }])
  return [...byReason.values()].slice(0, MOST).flatMap((ones) => {
    const text = ones[0]?.text
    if (!text || byReason.size === 1) return text ?? []
    const [names, rest] = [
      ones
        .slice(0, 3)
        .map(({ key }) => key)
        .join(', '),
      ones.length - 3,
    ]
    return {
      fr: `${names}${rest > 0 ? ` et ${french(rest)} ${rest > 1 ? 'autres' : 'autre'}` : ''} : ${text.fr}`,
      en: `${names}${rest > 0 ? ` and ${english(rest)} more` : ''}: ${text.en}`,
    }
  })
}
