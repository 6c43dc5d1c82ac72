import type { Actor } from '../../lib/actor.ts'
import { Conflict, Forbidden } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import type { JudgedFinding } from '../../quality/index.ts'
import type { Version } from '../../versions/index.ts'
import type { Deposit, Report } from './model.ts'

export interface Decision {
  reason: string | null
  /** Publishes despite blockers; a reason is then needed. */
  confirm: boolean
  /** SHA-256 of the file that the caller believes to be current. */
  expected?: string
  /** SHA-256 of the deposit whose report was read: what is published is what was looked at. */
  sha256?: string
  /** How the version comes, when it isn't what the actor shows. */
  via?: Version['via']
}

/** Throws `Conflict` when the deposit was made anew since its report was read. */
export const demandSame = ({ sha256 }: Decision, deposit: Deposit): void => {
  if (sha256 !== undefined && sha256.toLowerCase() !== deposit.sha256) throw new Conflict(CHANGED)
}

/** What has blockers is published by a yes and a reason. Throws `Conflict`. */
export const demandConfirmation = ({ verdict, findings }: Report, { confirm, reason }: Decision): void => {
  if (verdict !== 'confirm') return
  const blockers = findings.filter(({ severity, silenced }) => severity === 'blocker' && !silenced)
  if (!confirm) throw new Conflict(mustConfirm(blockers.map(({ message }) => message)))
  if (!reason?.trim()) throw new Conflict(MUST_SAY_WHY)
}

/** What only a second person may publish is published by a second person. Throws `Forbidden`. */
export const demandAnother = ({ verdict, findings }: Report, actor: Actor, { authorId }: Deposit): void => {
  const isAuthor = actor.kind === 'user' && actor.userId === authorId
  if (isAuthor && verdict === 'confirm' && findings.some(needsSecondPerson)) throw new Forbidden(MUST_BE_ANOTHER)
}

/** Whether only another person than who sent the file may publish it, this being found. */
export const needsSecondPerson = ({ rule, severity, silenced }: JudgedFinding): boolean =>
  rule === SECOND_PERSON && severity === 'blocker' && !silenced

/** The same of a file that waits elsewhere than in a deposit: these rules held it. Throws `Forbidden`. */
export const demandSecondPerson = (actor: Actor, authorId: string, rules: string[]): void => {
  const isAuthor = actor.kind === 'user' && actor.userId === authorId
  if (isAuthor && rules.includes(SECOND_PERSON)) throw new Forbidden(MUST_BE_ANOTHER)
}

/** Numbers of social security: who sent them isn't who says that they may be public (tabular.md §6, P3). */
const SECOND_PERSON = 'nir'

const mustConfirm = (sentences: Text[]): Text => ({
  fr: `Ce fichier demande une confirmation. ${sentences.map(({ fr }) => fr).join(' ')}`,
  en: `This file needs a confirmation. ${sentences.map(({ en }) => en).join(' ')}`,
})
const MUST_SAY_WHY: Text = {
  fr: 'Dites pourquoi ce fichier est publié malgré ces constats.',
  en: 'Say why this file is published despite these findings.',
}
const MUST_BE_ANOTHER: Text = {
  fr: 'Ce fichier semble contenir des numéros de sécurité sociale : qui l’a déposé ne peut pas le publier. Retirez-les, ou demandez à une autre personne de l’organisation de le publier.',
  en: 'This file seems to hold social security numbers: who deposited it can’t publish it. Take them away, or ask another person of the organization to publish it.',
}
const CHANGED: Text = {
  fr: 'Quelqu’un a corrigé ce dépôt depuis que vous avez lu son rapport : relisez-le, puis publiez.',
  en: 'Somebody fixed this deposit since you read its report: read it again, then publish.',
}
