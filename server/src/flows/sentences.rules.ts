import { english, french, type Text } from '../lib/text.ts'
import type { Counts, Flow, FlowHealth, Outcome, Run } from './model.ts'

/** How a flow is, and what to do about it. */
export const healthSentence = (
  flow: Flow,
  health: FlowHealth,
  { held, lastRun, lateSince }: { held: number; lastRun: Run | undefined; lateSince: Date | null },
): Text => {
  switch (health) {
    case 'draft':
      return DRAFT
    case 'paused':
      return flow.paused?.reason ? because(flow.paused.reason) : PAUSED
    case 'never_run':
      return NEVER_RUN
    case 'failing':
      return lastRun?.failure?.text ?? FAILING
    case 'held':
      return waiting(held)
    case 'late':
      return late(lateSince ?? new Date())
    case 'ok':
      return lastRun ? runSentence(lastRun) : NEVER_RUN
  }
}

/** What a run did, in one sentence: « 2 fichiers publiés, 1 retenu. » */
export const runSentence = ({ state, dry, counts, failure, progress }: Run): Text => {
  if (state === 'waiting') return WAITING
  if (state === 'running') return underWay(progress.done, progress.toDo, progress.seen)
  if (failure && total(counts) === 0) return failure.text
  const happened = [...(dry ? WOULD : DID)].filter(([outcome]) => counts[outcome] > 0)
  const done = happened.map(([outcome, words], at) => counted(words, counts[outcome], at === 0))
  const nothing = counts.unchanged > 0 ? NOTHING_NEW : counts.ignored > 0 ? noneOfIts(counts.ignored) : NOTHING
  const list = done.length > 0 ? done : [nothing]
  const sentence = {
    fr: capital(list.map(({ fr }) => fr).join(', ')),
    en: capital(list.map(({ en }) => en).join(', ')),
  }
  if (state === 'canceled')
    return { fr: `${sentence.fr}. Arrêté avant la fin.`, en: `${sentence.en}. Stopped before its end.` }
  if (state === 'cut')
    return { fr: `${sentence.fr}. Interrompu ; repris depuis.`, en: `${sentence.en}. Cut; taken up since.` }
  return { fr: `${sentence.fr}.`, en: `${sentence.en}.` }
}

type Words = [fr: [one: string, many: string], en: [one: string, many: string]]

const DID = new Map<Outcome, Words>([
  [
    'published',
    [
      ['publié', 'publiés'],
      ['published', 'published'],
    ],
  ],
  [
    'warned',
    [
      ['publié avec un avertissement', 'publiés avec un avertissement'],
      ['published with a warning', 'published with a warning'],
    ],
  ],
  [
    'held',
    [
      ['retenu', 'retenus'],
      ['held back', 'held back'],
    ],
  ],
  [
    'failed',
    [
      ['en échec', 'en échec'],
      ['failed', 'failed'],
    ],
  ],
  [
    'conflict',
    [
      ['en conflit', 'en conflit'],
      ['in conflict', 'in conflict'],
    ],
  ],
  [
    'vanished',
    [
      ['disparu de la source', 'disparus de la source'],
      ['vanished from the source', 'vanished from the source'],
    ],
  ],
  [
    'waiting',
    [
      ['à revoir au prochain passage', 'à revoir au prochain passage'],
      ['to be looked at again', 'to be looked at again'],
    ],
  ],
])
const WOULD = new Map<Outcome, Words>([
  ...DID,
  [
    'published',
    [
      ['serait publié', 'seraient publiés'],
      ['would be published', 'would be published'],
    ],
  ],
  [
    'warned',
    [
      ['serait publié avec un avertissement', 'seraient publiés avec un avertissement'],
      ['would be published with a warning', 'would be published with a warning'],
    ],
  ],
  [
    'held',
    [
      ['serait retenu', 'seraient retenus'],
      ['would be held back', 'would be held back'],
    ],
  ],
])

/** Files are named once, in front: « 2 fichiers publiés, 1 retenu ». */
const counted = ([fr, en]: Words, count: number, isFirst: boolean): Text => {
  const [fichiers, files] = !isFirst ? ['', ''] : count > 1 ? [' fichiers', ' files'] : [' fichier', ' file']
  const at = count > 1 ? 1 : 0
  return { fr: `${french(count)}${fichiers} ${fr[at]}`, en: `${english(count)}${files} ${en[at]}` }
}

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const DRAFT: Text = {
  fr: 'Brouillon : rien ne passe tant qu’il n’est pas activé.',
  en: 'Draft: nothing runs until it is activated.',
}
const PAUSED: Text = { fr: 'En pause.', en: 'Paused.' }
const NEVER_RUN: Text = { fr: 'Activé ; il n’est pas encore passé.', en: 'Active; it has not run yet.' }
const FAILING: Text = { fr: 'Le dernier passage a échoué.', en: 'The last run failed.' }
const WAITING: Text = { fr: 'Va commencer.', en: 'About to begin.' }
const NOTHING_NEW: Text = { fr: 'rien de nouveau', en: 'nothing new' }
const NOTHING: Text = { fr: 'aucun fichier dans la source', en: 'no file in the source' }
const noneOfIts = (ignored: number): Text => ({
  fr: `aucun fichier de ce flux parmi ${ignored > 1 ? `les ${french(ignored)}` : 'le seul'} de la source : vérifiez son motif`,
  en: `no file of this flow among ${ignored > 1 ? `the ${english(ignored)}` : 'the only one'} of the source: check its pattern`,
})
const because = (reason: string): Text => ({ fr: `En pause : ${reason}`, en: `Paused: ${reason}` })
const waiting = (held: number): Text => ({
  fr: held > 1 ? `${french(held)} fichiers attendent votre décision.` : 'Un fichier attend votre décision.',
  en: held > 1 ? `${english(held)} files wait for your decision.` : 'One file waits for your decision.',
})
const late = (since: Date): Text => ({
  fr: `Rien de nouveau : une mise à jour était attendue le ${dayOf(since, 'fr-FR')}.`,
  en: `Nothing new: an update was expected on ${dayOf(since, 'en-GB')}.`,
})
const dayOf = (date: Date, locale: string): string =>
  date.toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Paris' })
const underWay = (done: number, toDo: number, seen: number): Text =>
  toDo === 0
    ? { fr: `En cours : ${french(seen)} fichiers vus.`, en: `Under way: ${english(seen)} files seen.` }
    : { fr: `En cours : ${french(done)} sur ${french(toDo)}.`, en: `Under way: ${english(done)} of ${english(toDo)}.` }
