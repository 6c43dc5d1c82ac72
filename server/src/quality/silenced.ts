import { randomUUID } from 'node:crypto'
import { CONTENT_RULES, type Place } from '../analysis/index.ts'
import { findUsers } from '../accounts/index.ts'
import type { Actor } from '../lib/actor.ts'
import { Conflict, invalidField, NotFound, Unauthorized } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { getEditableDataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { COMPARISON_RULES } from '../versions/index.ts'
import type { Silenced } from './model.ts'
import { CONSISTENCY_RULES, METADATA_RULES, PLACED_FILE_RULES } from './rules.ts'
import { refusalOf } from './silencing.rules.ts'
import { deleteSilenced, selectSilenced, upsertSilenced } from './store.ts'

/** What somebody calls normal. */
export interface Silence {
  rule: string
  place: Place
  reason: string
}

/** What was silenced for a dataset, newest first, for who may edit it. Throws `NotFound`, `Unauthorized`, `Forbidden`. */
export const listSilenced = async (db: Db, actor: Actor, idOrSlug: string): Promise<Silenced[]> =>
  findSilenced(db, (await getEditableDataset(db, actor, idOrSlug)).id)

/** The same by id, without asking who: for the reports of this dataset. */
export const findSilenced = async (db: Db, datasetId: string): Promise<Silenced[]> => {
  const silences = await selectSilenced(db, datasetId)
  const authors = await findUsers(db, [...new Set(silences.flatMap(({ authorId }) => authorId ?? []))])
  return silences.map((silence) => ({ ...silence, author: authors.get(silence.authorId ?? '') }))
}

/**
 * A rule says nothing any more of a place, in every version to come of the dataset. The same rule and place again
 * change the reason. Throws `NotFound`, `Unauthorized`, `Forbidden`, `Invalid` by field, `Conflict` for what is
 * never normal once and for all.
 */
export const silenceFinding = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  { rule, place, reason }: Silence,
): Promise<Silenced> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const dataset = await getEditableDataset(db, actor, idOrSlug)
  if (!KNOWN.has(rule)) throw invalidField('rule', NO_SUCH_RULE)
  const refusal = refusalOf({ rule, place })
  if (refusal) throw new Conflict(refusal)
  const words = reason.trim()
  if (words.length < 3 || words.length > 2_000) throw invalidField('reason', REASON_LENGTH)
  const silence = { datasetId: dataset.id, rule, place, reason: words, authorId: actor.userId, createdAt: new Date() }
  const id = await upsertSilenced(db, { id: randomUUID(), ...silence })
  return { id, ...silence, author: (await findUsers(db, [actor.userId])).get(actor.userId) }
}

/** The rule speaks again. Throws `NotFound`, `Unauthorized`, `Forbidden`. */
export const unsilenceFinding = async (db: Db, actor: Actor, idOrSlug: string, id: string): Promise<void> => {
  const dataset = await getEditableDataset(db, actor, idOrSlug)
  if (!isUuid(id) || !(await deleteSilenced(db, dataset.id, id))) throw new NotFound()
}

const QUALITY_RULES = [...METADATA_RULES, ...CONSISTENCY_RULES, ...PLACED_FILE_RULES].map(({ id }) => id)
const KNOWN = new Set([...CONTENT_RULES, ...COMPARISON_RULES, ...QUALITY_RULES])

const NO_SUCH_RULE = { fr: 'Cette règle n’existe pas.', en: 'This rule does not exist.' }
const REASON_LENGTH = {
  fr: 'Dites pourquoi ce constat est normal, en 3 à 2 000 caractères.',
  en: 'Say why this finding is normal, in 3 to 2,000 characters.',
}
