import type { Actor } from '../../lib/actor.ts'
import { presentDate } from '../../lib/dates.ts'
import type { ListingOwners } from '../find-owners.ts'
import { presentCommon, presentLink } from '../wire.common.ts'
import type { Topic, TopicElement } from './model.ts'

/** udata's topic (udata-api.md §3.3). */
export const presentTopic = (
  topic: Topic,
  { owners, elements }: { owners: ListingOwners; elements: number },
  actor: Actor,
  baseUrl: string,
) => ({
  ...presentCommon(topic, owners, actor, baseUrl),
  name: topic.title,
  color: topic.fields.color,
  spatial: topic.fields.spatial && {
    ...topic.fields.spatial,
    granularity: topic.fields.spatial.granularity ?? 'other',
  },
  created_at: presentDate(topic.createdAt),
  last_modified: presentDate(topic.lastModified),
  uri: `${baseUrl}/api/2/topics/${topic.slug}/`,
  elements: presentLink(`${baseUrl}/api/2/topics/${topic.id}/elements/?page=1&page_size=20`, elements),
})

export const presentElement = ({ id, title, description, tags, extras, object }: TopicElement) => ({
  id,
  title,
  description,
  tags,
  extras,
  element: object,
})
