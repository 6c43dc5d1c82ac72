import type { Actor } from '../../lib/actor.ts'
import { Invalid, NotFound, type FieldErrors } from '../../lib/errors.ts'
import { newObjectId } from '../../lib/ids.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import { findSubjects, type SubjectRef } from '../../subjects/index.ts'
import { changeListing } from '../change-listing.ts'
import { tell } from '../tell.ts'
import { elementProblems, UNKNOWN_OBJECT } from './element.rules.ts'
import type { ElementInput, Topic, TopicElement } from './model.ts'
import { saveTopic } from './save-topic.ts'
import {
  deleteElementRows,
  insertElements,
  selectElementPage,
  selectElements,
  updateElementRow,
  type ElementFilter,
} from './store.elements.ts'
import { TOPIC } from './topic.ts'

/** A page of a topic's elements, in its order. */
export const listElements = (
  db: Db,
  topicId: string,
  filter: ElementFilter,
  page: Page,
): Promise<[TopicElement[], number]> => selectElementPage(db, topicId, filter, page)

/** Adds elements at the end, all or none. Throws `NotFound`, `Forbidden`, `Invalid` with one object an element. */
export const addElements = (db: Db, actor: Actor, topicId: string, inputs: ElementInput[]): Promise<TopicElement[]> =>
  changeListing(db, actor, TOPIC, topicId, async (tx, topic) => {
    const before = await selectElements(tx, topicId)
    const added = elementsOf(topicId, inputs, (before.at(-1)?.position ?? -1) + 1)
    await checkElements(tx, added)
    await insertElements(tx, added)
    await settle(tx, actor, topic, before, 'created', added)
    return added
  })

/** Changes what is given of one. Throws `NotFound` (also for an element of another topic), `Forbidden`, `Invalid`. */
export const updateElement = (
  db: Db,
  actor: Actor,
  topicId: string,
  id: string,
  input: ElementInput,
): Promise<TopicElement> =>
  changeListing(db, actor, TOPIC, topicId, async (tx, topic) => {
    const before = await selectElements(tx, topicId)
    const found = before.find((element) => element.id === id)
    if (!found) throw new NotFound()
    const changed = { ...found, ...input }
    const [problems] = await problemsOf(tx, [changed])
    if (problems) throw new Invalid(REFUSED, problems)
    await updateElementRow(tx, changed)
    await settle(tx, actor, topic, before, 'updated', [changed])
    return changed
  })

/** Removes some, or all of them. Throws `NotFound`, `Forbidden`. */
export const removeElements = (db: Db, actor: Actor, topicId: string, ids?: string[]): Promise<void> =>
  changeListing(db, actor, TOPIC, topicId, async (tx, topic) => {
    const before = await selectElements(tx, topicId)
    const removed = before.filter((element) => !ids || ids.includes(element.id))
    if (ids && removed.length < ids.length) throw new NotFound()
    await deleteElementRows(tx, topicId, ids)
    await settle(tx, actor, topic, before, 'deleted', removed)
  })

/** The elements of a topic are exactly these. Called in the transaction that writes it. Throws `Invalid`. */
export const replaceElements = async (tx: Tx, topicId: string, inputs: ElementInput[]): Promise<void> => {
  const elements = elementsOf(topicId, inputs, 0)
  await checkElements(tx, elements)
  await deleteElementRows(tx, topicId)
  await insertElements(tx, elements)
}

const settle = async (
  tx: Tx,
  actor: Actor,
  topic: Topic,
  before: TopicElement[],
  what: 'created' | 'updated' | 'deleted',
  elements: TopicElement[],
): Promise<void> => {
  const saved = await saveTopic(tx, topic, { ...topic, lastModified: new Date() }, before)
  for (const { id } of elements) await tell(tx, `topic:element:${what}`, actor, saved, { extras: { element_id: id } })
}

const elementsOf = (topicId: string, inputs: ElementInput[], from: number): TopicElement[] =>
  inputs.map((input, index) => ({
    title: null,
    description: null,
    tags: [],
    extras: {},
    object: null,
    ...input,
    id: newObjectId(),
    topicId,
    position: from + index,
  }))

/** Throws `Invalid` with one object an element, as udata does: null for those that are right. */
const checkElements = async (tx: Tx, elements: TopicElement[]): Promise<void> => {
  const problems = await problemsOf(tx, elements)
  if (problems.some((one) => one !== null)) throw new Invalid(REFUSED, { elements: problems })
}

const problemsOf = async (tx: Tx, elements: TopicElement[]): Promise<(FieldErrors | null)[]> => {
  const refs = elements.flatMap(({ object }) => (object ? [object as SubjectRef] : []))
  const known = await findSubjects(tx, refs)
  return elements.map((element) => {
    const { object } = element
    const problems = elementProblems(element)
    if (object && !known.has(`${object.class}:${object.id}`)) problems.element ??= [UNKNOWN_OBJECT]
    return Object.keys(problems).length > 0 ? problems : null
  })
}

const REFUSED = { fr: 'Un élément ne peut pas être enregistré.', en: 'An element cannot be stored.' }
