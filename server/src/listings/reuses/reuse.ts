import type { FieldErrors } from '../../lib/errors.ts'
import { normalizeTags } from '../../catalog/index.ts'
import type { Tx } from '../../db/index.ts'
import { imageUrl, removeImage, thumbnailUrl } from '../../images/index.ts'
import { findSubjects, setSubjectMetrics } from '../../subjects/index.ts'
import type { ListingKind } from '../kind.ts'
import { addressProblems, REQUIRED, UNKNOWN } from '../listing.rules.ts'
import { isShown, type ListingInput } from '../model.ts'
import { subjectsOf } from '../subject.ts'
import { idsOfChoices, REUSE_TOPICS, REUSE_TYPES, type Reuse, type ReuseFields } from './model.ts'
import { countReusesOf, lockReuseUrl } from './store.reuses.ts'

/** What somebody made of datasets or APIs (udata-api.md §2.6, §5.8). */
export const REUSE: ListingKind<ReuseFields> = {
  class: 'Reuse',
  name: 'reuse',
  counter: 'reuses',
  fallback: 'reutilisation',
  initial: { type: '', topic: '', url: '', image: null, dataserviceIds: [] },
  tagsOf: normalizeTags,
  problems: (tx, reuse, given) => problemsOf(tx, reuse, given),
  facets: ({ fields, private: hidden }) => ({ type: [fields.type], topic: [fields.topic], private: [String(hidden)] }),
  settle: async (tx, before, after) => {
    await countInDataservices(tx, before, after)
    if (before?.fields.image && !after) await removeImage(tx, before.fields.image)
  },
}

/** Reuses, for those who point at them. */
export const reuseSubjects = subjectsOf(REUSE, ({ fields }) => (baseUrl) => ({
  image: imageUrl(fields.image, baseUrl),
  image_thumbnail: thumbnailUrl(fields.image, 100, baseUrl),
}))

const problemsOf = async (tx: Tx, reuse: Reuse, given: ListingInput<ReuseFields>): Promise<FieldErrors> => {
  const { type, topic, url } = reuse.fields
  const problems: FieldErrors = addressProblems({ url })
  if (reuse.description === '') problems.description = [REQUIRED]
  if (!idsOfChoices(REUSE_TYPES).includes(type)) problems.type = [type ? UNKNOWN : REQUIRED]
  if (!idsOfChoices(REUSE_TOPICS).includes(topic)) problems.topic = [topic ? UNKNOWN : REQUIRED]
  if (!url) problems.url = [REQUIRED]
  const same = given.fields?.url ? await lockReuseUrl(tx, url) : undefined
  if (same && same !== reuse.id) problems.url = [ALREADY]
  const wanted = given.fields?.dataserviceIds ?? []
  const refs = wanted.map((id) => ({ class: 'Dataservice' as const, id }))
  if ((await findSubjects(tx, refs)).size < wanted.length) problems.dataservices = [UNKNOWN]
  return problems
}

/** The counter of the APIs that it uses or used. */
const countInDataservices = async (tx: Tx, before: Reuse | undefined, after: Reuse | undefined): Promise<void> => {
  const [old, now] = [usesOf(before), usesOf(after)]
  const changed = [...new Set([...old, ...now])].filter((id) => !(old.includes(id) && now.includes(id)))
  for (const id of changed.sort())
    await setSubjectMetrics(tx, { class: 'Dataservice', id }, { reuses: await countReusesOf(tx, id) })
}

const usesOf = (reuse: Reuse | undefined): string[] => (reuse && isShown(reuse) ? reuse.fields.dataserviceIds : [])

const ALREADY = {
  fr: 'Une réutilisation a déjà cette adresse.',
  en: 'A reuse already has this address.',
}
