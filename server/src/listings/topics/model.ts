import type { Listing } from '../model.ts'

/** What only a topic has: a colour of the palette of a portal, where it is about. */
export interface TopicFields {
  color: number | null
  spatial: { zones: string[]; granularity: string | null; geom: unknown } | null
}
export type Topic = Listing<TopicFields>

/** Classes of objects that a topic can be made of. */
export const ELEMENT_CLASSES = ['Dataset', 'Reuse', 'Dataservice'] as const
export type ElementClass = (typeof ELEMENT_CLASSES)[number]

/** A part of a topic: an object, with words of its own or not, or words alone. */
export interface TopicElement {
  id: string
  topicId: string
  position: number
  title: string | null
  description: string | null
  tags: string[]
  extras: Record<string, unknown>
  object: { class: ElementClass; id: string } | null
}

/** What a client says of it; absent keys keep their value. */
export type ElementInput = Partial<Pick<TopicElement, 'title' | 'description' | 'tags' | 'extras' | 'object'>>
