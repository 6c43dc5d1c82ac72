import type { Actor } from '../../lib/actor.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { changeListing, createListing, updateListing } from '../change-listing.ts'
import type { ListingInput } from '../model.ts'
import { removeListing } from '../remove-listing.ts'
import { tell } from '../tell.ts'
import { replaceElements } from './elements.ts'
import type { ElementInput, Topic, TopicFields } from './model.ts'
import { reindexHeld, saveTopic } from './save-topic.ts'
import { deleteElementRows, selectElements } from './store.elements.ts'
import { TOPIC } from './topic.ts'

export interface TopicInput {
  topic: ListingInput<TopicFields>
  /** All of them; undefined keeps those that are there. */
  elements?: ElementInput[]
}

/** Creates a topic with its elements: a wrong one and nothing exists. Throws `Unauthorized`, `Invalid`. */
export const createTopic = (db: Db, actor: Actor, { topic: input, elements }: TopicInput): Promise<Topic> =>
  inTransaction(db, async (tx) => {
    const topic = await createListing(tx, actor, TOPIC, input)
    if (!elements) return topic
    await replaceElements(tx, topic.id, elements)
    return saveTopic(tx, topic, topic, [])
  })

/** Changes what is given. Throws `NotFound`, `Forbidden`, `Invalid`. */
export const updateTopic = (db: Db, actor: Actor, id: string, { topic: input, elements }: TopicInput): Promise<Topic> =>
  inTransaction(db, async (tx) => {
    const before = await selectElements(tx, id)
    const topic = await updateListing(tx, actor, TOPIC, id, input)
    if (!elements) return topic
    await replaceElements(tx, id, elements)
    return saveTopic(tx, topic, topic, before)
  })

/** Removes it for good, with its elements and what was said of it. Throws `NotFound`, `Forbidden`. */
export const deleteTopic = (db: Db, actor: Actor, id: string): Promise<void> =>
  changeListing(db, actor, TOPIC, id, async (tx, topic) => {
    const elements = await selectElements(tx, id)
    await deleteElementRows(tx, id)
    await removeListing(tx, TOPIC, topic)
    await reindexHeld(tx, elements)
    await tell(tx, 'topic:deleted', actor, topic)
  })
