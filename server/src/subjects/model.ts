import type { Db, IdQuery, Tx } from '../db/index.ts'

/** udata's names of classes, as they are on the wire (udata-api.md §1.7). */
export type SubjectClass =
  'Dataset' | 'Reuse' | 'Dataservice' | 'Organization' | 'User' | 'Topic' | 'Post' | 'Discussion'

/** A pointer: what udata calls a model reference. */
export interface SubjectRef {
  class: SubjectClass
  id: string
}

/** What every object that can be pointed at has in common. */
export interface Subject extends SubjectRef {
  /** Title or name. */
  title: string
  acronym: string | null
  slug: string | null
  /** At most one of the two; an organization's own id for an organization, a person's for a person. */
  organizationId: string | null
  ownerId: string | null
  private: boolean
  deletedAt: Date | null
  /** Of a reuse: its picture, as references show it. */
  pictures?: (baseUrl: string) => { image: string | null; image_thumbnail: string | null }
}

/** Organizations and a person that objects belong to. */
export interface Holders {
  organizationIds: string[]
  ownerId: string | null
}

/** Which objects of a class a list of another module is about. */
export interface SubjectScope {
  /** Whose private and deleted objects are in too; the public ones always are. */
  hiddenOf: Holders | 'all'
  /** Theirs only. */
  ownedBy?: Holders
}

/** What a module says about one class of its objects. */
export interface SubjectKind {
  class: SubjectClass
  /** Those that exist, deleted ones included, in one query. */
  find(db: Db, ids: string[]): Promise<Subject[]>
  /** Ids of the scope's objects, for lists of other modules: their pages and totals hold what the caller may see. */
  idsOf?(scope: SubjectScope): IdQuery
  /** Counters of others about it (`followers`, `discussions`…), merged into its `metrics`. */
  setMetrics?(tx: Tx, id: string, metrics: Record<string, unknown>): Promise<void>
  /** Gives it to another owner, whoever asks: rights are the caller's business. */
  transfer?(tx: Tx, id: string, to: { organizationId: string | null; ownerId: string | null }): Promise<void>
}
