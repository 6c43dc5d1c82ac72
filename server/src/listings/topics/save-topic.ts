import type { Tx } from '../../db/index.ts'
import { indexDocuments, type SearchDocument } from '../../search/index.ts'
import { DATASERVICE } from '../dataservices/dataservice.ts'
import { findSearchDocument } from '../find-search-documents.ts'
import type { ListingKind } from '../kind.ts'
import { findListings } from '../listings.ts'
import { REUSE } from '../reuses/reuse.ts'
import { saveListing } from '../save-listing.ts'
import type { ElementClass, Topic, TopicElement } from './model.ts'
import { selectElements } from './store.elements.ts'
import { TOPIC } from './topic.ts'

/** Writes a topic whose elements changed: what it holds, and held, is found by it, or no longer. */
export const saveTopic = async (
  tx: Tx,
  before: Topic | undefined,
  after: Topic,
  elementsBefore: TopicElement[],
): Promise<Topic> => {
  const elements = await selectElements(tx, after.id)
  const saved = await saveListing(tx, TOPIC, before, after, objectsOf(elements, 'Dataset'))
  await reindexHeld(tx, [...elementsBefore, ...elements])
  return saved
}

/** Reuses and dataservices of these elements; datasets follow their links. */
export const reindexHeld = async (tx: Tx, elements: TopicElement[]): Promise<void> => {
  await indexDocuments(tx, [
    ...(await documentsOf(tx, REUSE, objectsOf(elements, 'Reuse'))),
    ...(await documentsOf(tx, DATASERVICE, objectsOf(elements, 'Dataservice'))),
  ])
}

const documentsOf = async <F>(tx: Tx, kind: ListingKind<F>, ids: string[]): Promise<SearchDocument[]> => {
  const documents: SearchDocument[] = []
  for (const listing of await findListings(tx, kind, ids)) documents.push(await findSearchDocument(tx, kind, listing))
  return documents
}

const objectsOf = (elements: TopicElement[], name: ElementClass): string[] => [
  ...new Set(elements.flatMap(({ object }) => (object?.class === name ? [object.id] : []))),
]
