import type { Actor } from '../lib/actor.ts'
import { invalidField } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import { demandAgreement, findSettings } from '../organizations/index.ts'
import { checkDataset } from './dataset.rules.ts'
import type { Dataset } from './model.ts'

/** Before files or links of a public dataset change. Throws `SecondPersonNeeded` when somebody else must agree. */
export const demandAgreementOn = async (db: Db, actor: Actor, dataset: Dataset): Promise<void> => {
  if (!dataset.private) await demandAgreement(db, actor, dataset.organizationId)
}

/** Before a dataset becomes public: somebody agreed, and its producer's tags are there; flows add no tags. */
export const demandPublic = async (db: Db, actor: Actor, dataset: Dataset): Promise<void> => {
  await demandAgreementOn(db, actor, dataset)
  if (actor.kind !== 'user' || !actor.throughFlow) await checkRequiredTags(db, dataset)
}

/** What a draft still lacks to be public, as if it became so now. Throws `Invalid` by field. */
export const checkPublishable = async (db: Db, dataset: Dataset): Promise<void> => {
  checkDataset(dataset, { draft: false })
  await checkRequiredTags(db, dataset)
}

const checkRequiredTags = async (db: Db, { organizationId, tags }: Dataset): Promise<void> => {
  if (!organizationId) return
  const { requiredTags } = await findSettings(db, organizationId)
  const missing = requiredTags.filter((tag) => !tags.includes(tag))
  if (missing.length > 0) throw invalidField('tags', lacking(missing))
}

const lacking = (tags: string[]): Text => ({
  fr: `Avant d’être public, un jeu de données de cette organisation doit porter ${tags.length > 1 ? 'les mots-clés' : 'le mot-clé'} ${tags.map((tag) => `«\u00a0${tag}\u00a0»`).join(', ')}.`,
  en: `Before it is public, a dataset of this organization must have the ${tags.length > 1 ? 'tags' : 'tag'} ${tags.map((tag) => `“${tag}”`).join(', ')}.`,
})
