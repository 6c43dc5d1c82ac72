import { invalidField } from '../lib/errors.ts'
import { seal, unseal } from '../lib/seal.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import { newWebhookSecret } from '../webhooks/index.ts'
import { SourceFailure, type Secrets } from '../sources/index.ts'
import { placesOf, secretNamesOf } from './credentials.rules.ts'
import type { Flow, FlowDefinition } from './model.ts'
import { selectSecrets, updateSecrets, updateWebhookSecret } from './store.flows.ts'

/** Absent: stays; null: forgotten; text: the new value. */
export type SecretChanges = Record<string, string | null>

/**
 * Keeps secrets sealed: those that are given, and those that are there when they still go to the same places. Answers
 * the names that are there now. Throws `Invalid` for a name that the definition has no use for.
 */
export const keepSecrets = async (
  tx: Db,
  key: Buffer,
  { id, definition }: Pick<Flow, 'id' | 'definition'>,
  changes: SecretChanges = {},
  before: FlowDefinition = definition,
): Promise<string[]> => {
  const accepted = secretNamesOf(definition)
  const unknown = Object.keys(changes).find((name) => changes[name] !== null && !accepted.includes(name))
  if (unknown) throw invalidField(`credentials.${unknown}`, notAccepted(accepted))
  const isSamePlace = placesOf(before) === placesOf(definition)
  // Those that can't be read any more are typed again.
  const there = isSamePlace ? await readSecrets(tx, key, id).catch(() => ({})) : {}
  const merged = { ...there, ...changes }
  const kept = Object.entries(merged).filter(
    ([name, value]) => value !== null && value !== '' && accepted.includes(name),
  )
  const names = kept.map(([name]) => name).sort()
  await updateSecrets(tx, id, kept.length > 0 ? seal(key, JSON.stringify(Object.fromEntries(kept))) : null, names)
  return names
}

/** The secrets of a flow, to be used at once and told to nobody. Throws `SourceFailure` when the key is another one. */
export const readSecrets = async (db: Db, key: Buffer, flowId: string): Promise<Secrets> => {
  const { secrets } = await selectSecrets(db, flowId)
  if (secrets === null) return {}
  const text = unseal(key, secrets)
  if (text === undefined) throw new SourceFailure('credentials', LOST)
  return JSON.parse(text) as Secrets
}

/** What signs the flow's webhooks, made when it is first needed; sealed. */
export const webhookSecretOf = async (tx: Db, key: Buffer, flowId: string): Promise<string> => {
  const { webhookSecret } = await selectSecrets(tx, flowId)
  if (webhookSecret) return webhookSecret
  const sealed = seal(key, newWebhookSecret())
  await updateWebhookSecret(tx, flowId, sealed)
  return sealed
}

const LOST: Text = {
  fr: 'Les identifiants de ce flux ne peuvent plus être lus : la clé du serveur a changé. Saisissez-les de nouveau.',
  en: 'The credentials of this flow cannot be read any more: the key of the server changed. Type them again.',
}
const notAccepted = (accepted: readonly string[]): Text => ({
  fr: `Cette source n’a pas cet identifiant. Elle accepte : ${accepted.join(', ') || 'aucun'}.`,
  en: `This source has no such credential. It accepts: ${accepted.join(', ') || 'none'}.`,
})
