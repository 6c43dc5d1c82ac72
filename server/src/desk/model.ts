import type { SubjectRef } from '../subjects/index.ts'

/** What may wait for somebody, in the order in which they hear of it. */
export const KINDS = [
  'flow_failing',
  'held',
  'deposit',
  'publication',
  'request',
  'invitation',
  'transfer',
  'discussion',
  'key_expiring',
  'flow_late',
  'dataset_late',
  'link_broken',
] as const
export type Kind = (typeof KINDS)[number]

/** One thing to do. */
export interface Task {
  kind: Kind
  /** Of the deposit, the request, the flow… */
  id: string
  /** A title, or the name of a file, a person, a key; null: what it is about says it. */
  title: string | null
  since: Date
  /** When it will be too late. */
  until: Date | null
  datasetId: string | null
  organizationId: string | null
  flow: { id: string; name: string; slug: string } | null
  /** What changes hands, or is discussed. */
  about: SubjectRef | null
}

/** Of one kind: how many there are, and the first of them. */
export interface Pile {
  kind: Kind
  total: number
  tasks: Task[]
}

/** Seven days ending today, in Paris. */
export interface Week {
  days: string[]
  published: number[]
  failed: number[]
  viewed: number[]
  downloaded: number[]
}
