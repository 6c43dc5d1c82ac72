import { sql, type Selectable } from 'kysely'
import { containing, type Db, type TopicElementsTable } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import type { ElementClass, TopicElement } from './model.ts'

export interface ElementFilter {
  q?: string
  /** All of them. */
  tags?: string[]
  /** `None`: those without an object. */
  class?: ElementClass | 'None'
}

export const selectElementPage = async (
  db: Db,
  topicId: string,
  { q, tags, class: name }: ElementFilter,
  { page, pageSize }: Page,
): Promise<[TopicElement[], number]> => {
  let found = db.selectFrom('topic_elements').where('topic_id', '=', topicId)
  if (q)
    found = found.where(
      sql<boolean>`unaccent(coalesce(title, '') || ' ' || coalesce(description, '')) ilike unaccent(${containing(q)})`,
    )
  if (tags && tags.length > 0) found = found.where(sql<boolean>`tags @> ${tags}::text[]`)
  if (name) found = name === 'None' ? found.where('class', 'is', null) : found.where('class', '=', name)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = found
    .selectAll()
    .orderBy('position')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  return [(await rows.execute()).map(elementOf), total]
}

/** All of a topic, in its order. */
export const selectElements = async (db: Db, topicId: string): Promise<TopicElement[]> => {
  const rows = db.selectFrom('topic_elements').selectAll().where('topic_id', '=', topicId)
  return (await rows.orderBy('position').orderBy('id').execute()).map(elementOf)
}

export const insertElements = async (db: Db, elements: TopicElement[]): Promise<void> => {
  if (elements.length > 0) await db.insertInto('topic_elements').values(elements.map(rowOf)).execute()
}

export const updateElementRow = async (db: Db, element: TopicElement): Promise<void> => {
  await db.updateTable('topic_elements').set(rowOf(element)).where('id', '=', element.id).execute()
}

export const deleteElementRows = async (db: Db, topicId: string, ids?: string[]): Promise<void> => {
  const all = db.deleteFrom('topic_elements').where('topic_id', '=', topicId)
  await (ids ? all.where(sql<boolean>`id = any(${ids})`) : all).execute()
}

/** How many elements each topic has. */
export const countElements = async (db: Db, topicIds: string[]): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('topic_elements')
    .select(['topic_id', (e) => e.fn.countAll<number>().as('total')])
    .where(sql<boolean>`topic_id = any(${topicIds})`)
    .groupBy('topic_id')
    .execute()
  return new Map(rows.map((row) => [row.topic_id, row.total]))
}

/** Ids of the topics that hold this object. */
export const selectTopicsOf = async (db: Db, name: string, objectId: string): Promise<string[]> => {
  const rows = db.selectFrom('topic_elements').select('topic_id').distinct()
  const theirs = rows.where('class', '=', name).where('object_id', '=', objectId)
  return (await theirs.execute()).map((row) => row.topic_id)
}

/** Ids of the objects of a class that a topic holds. */
export const selectObjectsOf = async (db: Db, topicId: string, name: ElementClass): Promise<string[]> => {
  const rows = db.selectFrom('topic_elements').select('object_id').where('topic_id', '=', topicId)
  return (await rows.where('class', '=', name).execute()).flatMap((row) => row.object_id ?? [])
}

/** An object went away for good: elements with words of their own keep them, the others go too. */
export const forgetObject = async (db: Db, name: string, objectId: string): Promise<void> => {
  const theirs = { class: name, object_id: objectId }
  await db
    .deleteFrom('topic_elements')
    .where((where) => where.and(theirs))
    .where('title', 'is', null)
    .execute()
  await db
    .updateTable('topic_elements')
    .set({ class: null, object_id: null })
    .where((where) => where.and(theirs))
    .execute()
}

const rowOf = (element: TopicElement) => ({
  id: element.id,
  topic_id: element.topicId,
  position: element.position,
  title: element.title,
  description: element.description,
  tags: element.tags,
  extras: JSON.stringify(element.extras),
  class: element.object?.class ?? null,
  object_id: element.object?.id ?? null,
})

const elementOf = (row: Selectable<TopicElementsTable>): TopicElement => ({
  id: row.id,
  topicId: row.topic_id,
  position: row.position,
  title: row.title,
  description: row.description,
  tags: row.tags,
  extras: row.extras,
  object: row.class && row.object_id ? { class: row.class as ElementClass, id: row.object_id } : null,
})
