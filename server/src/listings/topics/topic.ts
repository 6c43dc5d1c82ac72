import type { FieldErrors } from '../../lib/errors.ts'
import type { ListingKind } from '../kind.ts'
import { subjectsOf } from '../subject.ts'
import type { TopicFields } from './model.ts'
import { selectElements } from './store.elements.ts'

/** What somebody gathered about one thing: datasets, reuses, dataservices, and what is missing (udata-api.md §3.3). */
export const TOPIC: ListingKind<TopicFields> = {
  class: 'Topic',
  name: 'topic',
  counter: 'topics',
  fallback: 'thematique',
  initial: { color: null, spatial: null },
  // Free words: a portal files its elements by them (udata-api.md §5.12).
  tagsOf: (tags) => [...new Set(tags.map((tag) => tag.trim()))].filter((tag) => tag !== ''),
  problems: async (): Promise<FieldErrors> => ({}),
  facets: () => ({}),
  words: async (db, { id }) => {
    const elements = await selectElements(db, id)
    return elements.map(({ title, description }) => `${title ?? ''} ${description ?? ''}`).join(' ')
  },
}

/** Topics, for those who point at them. */
export const topicSubjects = subjectsOf(TOPIC)
